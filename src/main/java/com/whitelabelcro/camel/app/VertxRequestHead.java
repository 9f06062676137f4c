package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.gateway.RequestHead;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request as Vert.x has read it.
 *
 * @param call the request
 */
record VertxRequestHead(RoutingContext call) implements RequestHead {

    /** The absolute form of a request's target, as for a proxy: its host counts, whatever the Host header says (RFC 9112, 3.2.2). */
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]*)");

    @Override
    public String method() {
        return call.request().method().name();
    }

    @Override
    public String path() {
        return call.normalizedPath();
    }

    @Override
    public String authority() {
        Matcher absolute = ABSOLUTE.matcher(call.request().uri());
        return absolute.lookingAt() ? absolute.group(1) : header("Host");
    }

    @Override
    public List<String> headers(String name) {
        return call.request().headers().getAll(name);
    }

    @Override
    public Iterable<String> headerNames() {
        return call.request().headers().names();
    }
}
