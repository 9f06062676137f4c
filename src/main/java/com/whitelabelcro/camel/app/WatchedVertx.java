package com.whitelabelcro.camel.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;

/**
 * Vert.x whose HTTP servers tell a {@link ConnectionWatch} of each connection. Camel creates the server itself and has no
 * option for that. HTTP/2 without TLS is off: one connection could carry many requests at once, and no sender needs it.
 */
final class WatchedVertx extends VertxWrapper {

    private final ConnectionWatch watch;

    WatchedVertx(Vertx vertx, ConnectionWatch watch) {
        super((VertxInternal) vertx);
        this.watch = watch;
    }

    /** The handler that the router of each of its servers begins with. */
    ConnectionWatch watch() {
        return watch;
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        return super.createHttpServer(options.setHttp2ClearTextEnabled(false))
                .connectionHandler(connection -> watch.opened(this, connection));
    }
}
