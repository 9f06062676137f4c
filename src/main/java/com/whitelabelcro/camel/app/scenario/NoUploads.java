package com.whitelabelcro.camel.app.scenario;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Answers uploads with 415 before anything of them is read. Camel's own switch only keeps their folder from being named:
 * Vert.x would still write them, to {@code file-uploads} in the working directory.
 */
final class NoUploads extends ServiceSupport {

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int BEFORE_ALL_OTHERS = -1;

    private final CamelContext context;
    private final int port;

    NoUploads(CamelContext context, int port) {
        this.context = context;
        this.port = port;
    }

    @Override
    protected void doStart() {
        VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port))
                .route().order(BEFORE_ALL_OTHERS).handler(NoUploads::refuse);
    }

    private static void refuse(RoutingContext call) {
        String type = call.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            call.response().setStatusCode(UNSUPPORTED_MEDIA_TYPE).putHeader(HttpHeaders.CONNECTION, "close").end();
        } else {
            call.next();
        }
    }
}
