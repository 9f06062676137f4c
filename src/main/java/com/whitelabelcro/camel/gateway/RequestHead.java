package com.whitelabelcro.camel.gateway;

import java.util.List;

/** The head of an HTTP request, independent of the server that received it. */
public interface RequestHead {

    /** The method, such as POST. */
    String method();

    /** The path without dot segments and without the query, with its percent codes. */
    String path();

    /** The host with its port, as the sender wrote it; empty if there is none. */
    String authority();

    /** The values of a header, in order; its name is not case-sensitive. */
    List<String> headers(String name);

    /** The names of all headers. */
    Iterable<String> headerNames();

    /** The first value of a header; empty if there is none. */
    default String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.get(0);
    }
}
