package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.gateway.ContentType;
import com.whitelabelcro.camel.gateway.PercentEncoding;
import com.whitelabelcro.camel.gateway.UnreadableRequest;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.main.HttpServerConfigurationProperties;

/**
 * Refuses what no scenario is to see: requests under a name that is not the server's (a page of another site, whose name
 * was made to lead here, could read and write all), forms that a page of another site posts in its visitor's name, and
 * uploads, and addresses that are not text. JSON from another site's page needs no check here: its browser asks first, and gets no permission.
 */
final class WebGuard implements Handler<RoutingContext> {

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|::1");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> names;
    private final boolean namesMatter;
    private final boolean uploads;

    /** @param names under which the server may be called, and whose pages may post forms, besides this machine's */
    WebGuard(HttpServerConfigurationProperties server, Set<String> names) {
        this.names = names;
        // Whoever listens to others without saying under which names may be called by any.
        this.namesMatter = !names.isEmpty() || isLocal(server.getHost());
        this.uploads = server.isFileUploadEnabled();
    }

    private static boolean isLocal(String host) {
        return THIS_MACHINE.matcher(host).matches();
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        ContentType type = ContentType.of(request.getHeader("Content-Type"));
        if (namesMatter && !isOurs(hostOf(host(request)))) {
            refuse(call, 421, "This server is not called by that name; allow it with wlcro.web.hosts");
        } else if (!READING.contains(request.method()) && !type.isJson() && isForeign(request)) {
            refuse(call, 403, "A page of another site may not post here; allow it with wlcro.web.hosts");
        } else if (type.mediaType().startsWith("multipart/") && !uploads) {
            refuse(call, 415, "Uploads are not taken;"
                    + " send a JSON object as application/json, or a form as application/x-www-form-urlencoded");
        } else if (isReadable(call)) {
            call.next();
        }
    }

    private boolean isForeign(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && !authorityOf(origin).equalsIgnoreCase(host(request))
                && !names.contains(hostOf(authorityOf(origin)));
    }

    /** With its port; in HTTP/2 it is no header. */
    private static String host(HttpServerRequest request) {
        String header = request.getHeader("Host");
        return request.authority() != null ? request.authority().toString() : header == null ? "" : header;
    }

    private static String authorityOf(String origin) {
        return origin.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
    }

    private boolean isOurs(String host) {
        // No browser leaves the name out.
        return host.isEmpty() || isLocal(host) || names.contains(host);
    }

    /** The name in an authority, in lower case and without its port. */
    private static String hostOf(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
    }

    private static void refuse(RoutingContext call, int status, String detail) {
        HttpProblemHandler.answer(call, status, "Refused", detail);
    }

    /** Refuses what others read with letters replaced, or fail to read without an answer that says why. */
    static boolean isReadable(RoutingContext call) {
        String mistake = mistakeIn(call);
        if (!mistake.isEmpty()) {
            HttpProblemHandler.answer(call, 400, "InvalidRequest", mistake);
        }
        return mistake.isEmpty();
    }

    private static String mistakeIn(RoutingContext call) {
        try {
            PercentEncoding.check(call.request().uri());
            call.parsedHeaders().contentType().parameter("charset");
            return "";
        } catch (UnreadableRequest e) {
            return e.getMessage();
        } catch (RuntimeException ofVertx) {
            return "the Content-Type cannot be read";
        }
    }
}
