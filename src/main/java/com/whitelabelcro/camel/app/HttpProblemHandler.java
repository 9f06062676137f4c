package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that do not reach a scenario, or that fail outside of it, with a problem document (RFC 9457), as
 * scenarios do.
 */
final class HttpProblemHandler implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpProblemHandler.class);

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int AFTER_LAST_ERROR = 600;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    /** The statuses that may occur only while the routes start or stop. */
    private static final Set<Integer> PASSING = Set.of(404, METHOD_NOT_ALLOWED, FIRST_SERVER_ERROR);

    private static final Map<Integer, String[]> DETAILS = Map.of(
            400, new String[] {"InvalidRequest", "The request cannot be read"},
            404, new String[] {"NotFound", "There is nothing at this address"},
            405, new String[] {"MethodNotAllowed", "This address does not accept this method; the header Allow lists those that it accepts"},
            406, new String[] {"NotAcceptable", "The media type in the header Accept is not available"},
            413, new String[] {"TooLarge", "The body is too large"},
            415, new String[] {"UnsupportedMediaType", "This Content-Type is not accepted here"},
            503, new String[] {"Unavailable", "The request cannot be processed now; send it again later"});

    private final PlatformHttpComponent served;
    private final BooleanSupplier started;

    private HttpProblemHandler(PlatformHttpComponent served, BooleanSupplier started) {
        this.served = served;
        this.started = started;
    }

    /**
     * Installs the handler for all error statuses that have no other handler.
     *
     * @param started whether all routes are started; before that, an unknown path may belong to a route that is not started yet
     */
    static void answerErrors(Router all, PlatformHttpComponent served, BooleanSupplier started) {
        HttpProblemHandler problem = new HttpProblemHandler(served, started);
        for (int status = FIRST_ERROR; status < AFTER_LAST_ERROR; status++) {
            all.errorHandler(status, problem);
        }
    }

    /** A body that broke off or is not chunked as it should be is no fault of the server: without this, Vert.x logs one. */
    static void answerBrokenBody(RoutingContext call) {
        boolean ofServer = call.statusCode() < FIRST_ERROR || call.statusCode() == FIRST_SERVER_ERROR;
        if (call.failure() == null || !ofServer || call.request().isEnded()) {
            call.next();
        } else if (!call.response().closed() && !call.response().headWritten()) {
            call.response().putHeader("Connection", "close");
            answer(call, FIRST_ERROR, "InvalidRequest", "The body broke off, or its chunks are wrong");
        }
    }

    @Override
    public void handle(RoutingContext call) {
        if (call.response().ended() || call.response().headWritten() || !WebGuard.isReadable(call)) {
            return;
        }
        int status = call.statusCode() < FIRST_ERROR ? FIRST_SERVER_ERROR : call.statusCode();
        if (PASSING.contains(status) && !started.getAsBoolean()) {
            status = UNAVAILABLE;
        }
        if (status >= FIRST_SERVER_ERROR && call.failure() != null) {
            // The message is left out, since it may quote personal data.
            LOG.error("A request over the web failed: {}", call.failure().getClass().getName());
        }
        if (status == METHOD_NOT_ALLOWED) {
            call.response().putHeader("Allow", String.join(", ", methods(call.normalizedPath())));
        } else if (status == UNAVAILABLE) {
            call.response().putHeader("Retry-After", "60");
        }
        String[] problem = DETAILS.getOrDefault(status, status < FIRST_SERVER_ERROR
                ? new String[] {"InvalidRequest", "The request is not accepted"}
                : new String[] {"Failed", "Internal error; see the log of the server"});
        answer(call, status, problem[0], problem[1]);
    }

    /** Ends a request with a problem document. */
    static void answer(RoutingContext call, int status, String title, String detail) {
        call.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (call.request().method() == HttpMethod.HEAD) {
            call.response().end();
        } else {
            call.response().end(JsonNodeFactory.instance.objectNode()
                    .put("title", title).put("status", status).put("detail", detail).toString());
        }
    }

    /** The HTTP methods that scenarios accept at a path. */
    private Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        for (HttpEndpointModel each : served.getHttpEndpoints()) {
            if (each.getVerbs() != null && pattern(each.getUri()).matcher(path).matches()) {
                methods.addAll(Arrays.asList(each.getVerbs().split(",")));
            }
        }
        return methods;
    }

    /** In Camel's paths, {name} stands for one segment, and an asterisk at the end for any rest. */
    private static Pattern pattern(String uri) {
        String quoted = Pattern.quote(uri.startsWith("/") ? uri : "/" + uri);
        return Pattern.compile(quoted.replaceAll("\\{[^/}]+}", "\\\\E[^/]+\\\\Q").replace("*", "\\E.*\\Q") + "/?");
    }
}
