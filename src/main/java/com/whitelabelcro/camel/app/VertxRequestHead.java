package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.gateway.RequestHead;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The head of a request as Vert.x has read it. */
final class VertxRequestHead implements RequestHead {

    private final RoutingContext call;

    VertxRequestHead(RoutingContext call) {
        this.call = call;
    }

    private HttpServerRequest request() {
        return call.request();
    }

    @Override
    public String method() {
        return request().method().name();
    }

    @Override
    public String path() {
        return call.normalizedPath();
    }

    @Override
    public String authority() {
        String header = request().getHeader("Host");
        return header == null ? "" : header;
    }

    @Override
    public List<String> headers(String name) {
        return request().headers().getAll(name);
    }

    @Override
    public Iterable<String> headerNames() {
        return request().headers().names();
    }
}
