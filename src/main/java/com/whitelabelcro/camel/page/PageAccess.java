package com.whitelabelcro.camel.page;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Admits only requests with the operations token: in the link at first, then as a cookie. Forms must contain a value that only
 * the page knows. Every answer forbids foreign scripts and styles, frames, and caching.
 */
final class PageAccess implements Handler<RoutingContext> {

    /** The port is appended, because a browser sends a cookie to all ports of a host. */
    private static final String COOKIE = "wlcro-operations-";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final OperationsToken token;

    PageAccess(OperationsToken token) {
        this.token = token;
    }

    @Override
    public void handle(RoutingContext call) {
        call.response().putHeader("Content-Security-Policy", POLICY).putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin").putHeader("Cache-Control", "no-store");
        String name = COOKIE + call.request().localAddress().port();
        Cookie cookie = call.request().getCookie(name);
        String given = call.request().getParam("token");
        if (given != null && call.request().method() == HttpMethod.GET && token.isToken(given)) {
            // The token must not stay in the address, which is visible in the history and on screens.
            call.response().addCookie(Cookie.cookie(name, token.session()).setHttpOnly(true).setPath("/")
                    .setSameSite(CookieSameSite.LAX)).setStatusCode(303).putHeader("Location", "/").end();
        } else if (cookie == null || !token.isSession(cookie.getValue())) {
            answer(call, 401, Html.page("Not open", "<p>Open this page with the link that <code>wlcro run</code> prints. The token in it is"
                    + (token.file().isPresent() ? " in the file <code>operations-token</code> in <code>WLCRO_HOME</code>." : " new at each start.")
                    + "</p>"));
        } else if (call.request().method() == HttpMethod.POST && !token.isForm(call.request().getFormAttribute("form"))) {
            answer(call, 403, Html.page("Refused", "<p>The form is too old or comes from elsewhere. Go back, load the page again, and"
                    + " repeat it.</p>"));
        } else {
            call.next();
        }
    }

    /** Ends a request with a page. */
    static void answer(RoutingContext call, int status, String html) {
        if (!call.response().ended() && !call.response().closed()) {
            call.response().setStatusCode(status).putHeader("Content-Type", "text/html; charset=utf-8").end(html);
        }
    }
}
