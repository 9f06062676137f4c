package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.gateway.Caller;
import com.whitelabelcro.camel.gateway.ContentType;
import com.whitelabelcro.camel.gateway.Door;
import com.whitelabelcro.camel.gateway.Door.Admission;
import com.whitelabelcro.camel.gateway.Door.Admission.Admitted;
import com.whitelabelcro.camel.gateway.Door.Admission.Preflight;
import com.whitelabelcro.camel.gateway.Door.Admission.Refused;
import com.whitelabelcro.camel.gateway.Guesses;
import com.whitelabelcro.camel.gateway.PercentEncoding;
import com.whitelabelcro.camel.gateway.UnreadableRequest;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * Passes on only requests that the {@link Door} admits, before their bodies are read. It also rejects uploads and URLs that
 * cannot be decoded. A token in the path is removed from the request here, so that no later handler sees it.
 */
final class WebGuard implements Handler<RoutingContext> {

    private static final String ADMITTED = "wlcroAdmitted";

    private final Door door;
    private final Guesses guesses = new Guesses(System::nanoTime);
    private final boolean uploads;

    /** @param uploads whether scenarios accept files */
    WebGuard(Door door, boolean uploads) {
        this.door = door;
        this.uploads = uploads;
    }

    /** The caller of the gateway; empty if the request is for something else, or was not admitted. */
    static Optional<Caller> caller(RoutingContext call) {
        return call.<Admitted>get(ADMITTED) == null ? Optional.empty() : call.<Admitted>get(ADMITTED).caller();
    }

    @Override
    public void handle(RoutingContext call) {
        if (call.get(ADMITTED) instanceof Admitted before) {
            before.headers().forEach(call.response()::putHeader);
            call.next();
        } else if (isReadable(call)) {
            Admission admission = door.admit(new VertxRequestHead(call));
            if (admission instanceof Refused refused) {
                refuse(call, refused);
            } else if (admission instanceof Preflight preflight) {
                preflight.headers().forEach(call.response()::putHeader);
                call.response().setStatusCode(204).end();
            } else if (admission instanceof Admitted admitted) {
                admit(call, admitted);
            }
        }
    }

    private void admit(RoutingContext call, Admitted admitted) {
        ContentType type = ContentType.of(call.request().getHeader("Content-Type"));
        call.put(ADMITTED, admitted);
        if (!admitted.path().equals(call.normalizedPath())) {
            String query = call.request().query();
            call.reroute(call.request().method(), admitted.path() + (query == null ? "" : "?" + query));
        } else if (admitted.caller().isEmpty() && type.mediaType().startsWith("multipart/") && !uploads) {
            end(call, new Refused(415, "Refused", "Uploads are not accepted;"
                    + " send a JSON object as application/json, or a form as application/x-www-form-urlencoded", false));
        } else {
            admitted.headers().forEach(call.response()::putHeader);
            call.next();
        }
    }

    private void refuse(RoutingContext call, Refused refused) {
        if (!refused.guessed()) {
            end(call, refused);
            return;
        }
        HttpServerRequest request = call.request();
        Optional<Duration> delay = guesses.delay(request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress());
        if (delay.isEmpty()) {
            call.response().putHeader("Retry-After", "10");
            end(call, new Refused(429, "RateLimited", "Too many wrong tokens", true));
            return;
        }
        // The body is not read until then.
        request.pause();
        call.vertx().setTimer(delay.get().toMillis(), timer -> {
            guesses.answered();
            if (!call.response().closed()) {
                end(call, refused);
            }
        });
    }

    /** The sender of a request that was not admitted may still be sending its body, which is not read. */
    private static void end(RoutingContext call, Refused refused) {
        if (refused.status() == 401) {
            call.response().putHeader("WWW-Authenticate", "Bearer");
        }
        call.response().putHeader("Connection", "close");
        HttpProblemHandler.answer(call, refused.status(), refused.title(), refused.detail());
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
