package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.gateway.ContentType;
import com.whitelabelcro.camel.gateway.HttpForm;
import com.whitelabelcro.camel.gateway.UnreadableRequest;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Reads forms before Vert.x does: Vert.x decodes everything as UTF-8 with replacement characters, and rejects a field
 * of more than 8 KiB. Anything else is left to Vert.x, and the gateway reads its own.
 */
final class HttpFormHandler implements Handler<RoutingContext> {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    private final long most;

    /** @param most the maximum size of a form in bytes; negative or null for no limit */
    HttpFormHandler(Long most) {
        this.most = limit(most);
    }

    /** Converts a setting to a limit; negative or null means no limit. */
    static long limit(Long most) {
        return most == null || most < 0 ? Long.MAX_VALUE : most;
    }

    @Override
    public void handle(RoutingContext call) {
        ContentType type = ContentType.of(call.request().getHeader("Content-Type"));
        if (!type.isForm() || WebGuard.caller(call).isPresent()) {
            call.next();
        } else if (length(call.request()) > most) {
            call.fail(TOO_LARGE);
        } else {
            read(call, type);
        }
    }

    private void read(RoutingContext call, ContentType type) {
        HttpServerRequest request = call.request();
        Buffer body = Buffer.buffer();
        // Prevents other handlers from reading the body.
        ((RoutingContextInternal) call).visitHandler(RoutingContextInternal.BODY_HANDLER);
        request.exceptionHandler(brokenOff -> call.fail(BAD_REQUEST));
        request.handler(part -> {
            if (!call.failed() && body.appendBuffer(part).length() > most) {
                call.fail(TOO_LARGE);
            }
        });
        request.endHandler(end -> {
            if (!call.failed()) {
                decode(call, type, body.getBytes());
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            call.response().writeContinue();
        }
    }

    private static void decode(RoutingContext call, ContentType type, byte[] body) {
        try {
            HttpForm.decode(body, type.charset()).forEach(call.request().formAttributes()::add);
        } catch (UnreadableRequest e) {
            HttpProblemHandler.answer(call, e.status(), "InvalidRequest", e.getMessage());
            return;
        }
        call.next();
    }

    static long length(HttpServerRequest request) {
        try {
            return Long.parseLong(request.getHeader("Content-Length"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
