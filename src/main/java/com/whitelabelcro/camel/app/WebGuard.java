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
 * Rejects requests that no scenario should see: requests for a host name that is not the server's (the page of another
 * site could read and write everything through DNS rebinding), forms that a page of another site posts on behalf of its
 * visitor, uploads, and URLs that cannot be decoded. JSON from another site's page needs no check here, because the
 * browser asks for permission first and does not get it.
 */
final class WebGuard implements Handler<RoutingContext> {

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|::1");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> names;
    private final boolean namesMatter;
    private final boolean uploads;

    /**
     * @param server Camel's configuration of the server
     * @param names further host names under which the server may be called and whose pages may post forms
     */
    WebGuard(HttpServerConfigurationProperties server, Set<String> names) {
        this.names = names;
        // A server that listens to other machines and has no configured names accepts any name.
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
            refuse(call, 421, "This server does not answer to this host name; allow it with wlcro.web.hosts");
        } else if (!READING.contains(request.method()) && !type.isJson() && isForeign(request)) {
            refuse(call, 403, "A page of another site may not post here; allow it with wlcro.web.hosts");
        } else if (type.mediaType().startsWith("multipart/") && !uploads) {
            refuse(call, 415, "Uploads are not accepted;"
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

    /** The host with its port; HTTP/2 has no Host header. */
    private static String host(HttpServerRequest request) {
        String header = request.getHeader("Host");
        return request.authority() != null ? request.authority().toString() : header == null ? "" : header;
    }

    private static String authorityOf(String origin) {
        return origin.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
    }

    private boolean isOurs(String host) {
        // Every browser sends the host.
        return host.isEmpty() || isLocal(host) || names.contains(host);
    }

    /** The host name in lower case, without the port. */
    private static String hostOf(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
    }

    private static void refuse(RoutingContext call, int status, String detail) {
        HttpProblemHandler.answer(call, status, "Refused", detail);
    }

    /**
     * Rejects URLs that other handlers would decode with replacement characters, or fail to decode without a useful
     * answer.
     */
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
