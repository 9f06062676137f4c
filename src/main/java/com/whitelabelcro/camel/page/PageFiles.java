package com.whitelabelcro.camel.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The style and the icon of the page, and the library that loads its changing part. They need no token, because they contain no data. */
final class PageFiles {

    /** Of the artifact org.webjars.npm:htmx.org, whose version is in the path. */
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js";
    private static final String FOLDER = "/wlcro/page/";

    private PageFiles() {}

    static void addTo(Router router) {
        serve(router, "/page/htmx.js", HTMX, "text/javascript; charset=utf-8");
        serve(router, "/page/page.css", FOLDER + "page.css", "text/css; charset=utf-8");
        serve(router, "/page/icon.svg", FOLDER + "icon.svg", "image/svg+xml");
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
