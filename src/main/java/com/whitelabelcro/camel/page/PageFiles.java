package com.whitelabelcro.camel.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The style of the page, and the library that loads its changing part. They are public: they say nothing. */
final class PageFiles {

    /** Of the artifact org.webjars.npm:htmx.org, whose version is in the path. */
    static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js";
    static final String STYLE = "/wlcro/page/page.css";

    private PageFiles() {}

    static void addTo(Router router) {
        serve(router, "/page/htmx.js", HTMX, "text/javascript; charset=utf-8");
        serve(router, "/page/page.css", STYLE, "text/css; charset=utf-8");
    }

    private static void serve(Router router, String path, String resource, String type) {
        router.route(HttpMethod.GET, path).handler(call -> call.response().putHeader("Content-Type", type)
                .putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "max-age=3600").end(Buffer.buffer(read(resource))));
    }

    private static byte[] read(String resource) {
        try (InputStream stream = PageFiles.class.getResourceAsStream(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
