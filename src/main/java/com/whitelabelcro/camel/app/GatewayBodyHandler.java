package com.whitelabelcro.camel.app;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the body of a request to the gateway as it is, which is what its signature covers. Limits the number of requests and the
 * total memory of their bodies. Other requests pass through.
 */
final class GatewayBodyHandler implements Handler<RoutingContext> {

    private static final String BODY = "wlcroBody";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;

    private final long most;
    private final int mostRequests;
    private final long mostBytes;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param most the maximum size of a body, bytes
     * @param mostRequests how many requests may be in progress
     * @param mostBytes how much memory their bodies may take
     */
    GatewayBodyHandler(long most, int mostRequests, long mostBytes) {
        this.most = most;
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /** The body of a request, which this handler has read. */
    static byte[] body(RoutingContext call) {
        Buffer body = call.get(BODY);
        return body == null ? new byte[0] : body.getBytes();
    }

    @Override
    public void handle(RoutingContext call) {
        if (WebGuard.caller(call).isEmpty()) {
            call.next();
            return;
        }
        boolean full = requests.incrementAndGet() > mostRequests;
        Buffer body = Buffer.buffer();
        call.addEndHandler(end -> {
            requests.decrementAndGet();
            bytes.addAndGet(-body.length());
        });
        if (full || bytes.get() >= mostBytes) {
            refuse(call, UNAVAILABLE);
        } else if (HttpFormHandler.length(call.request()) > most) {
            refuse(call, TOO_LARGE);
        } else {
            read(call, body);
        }
    }

    private void read(RoutingContext call, Buffer body) {
        HttpServerRequest request = call.request();
        // Prevents other handlers from reading the body.
        ((RoutingContextInternal) call).visitHandler(RoutingContextInternal.BODY_HANDLER);
        request.exceptionHandler(brokenOff -> refuse(call, BAD_REQUEST));
        request.handler(part -> {
            if (!call.response().ended()) {
                body.appendBuffer(part);
                boolean full = bytes.addAndGet(part.length()) > mostBytes;
                if (full || body.length() > most) {
                    refuse(call, full ? UNAVAILABLE : TOO_LARGE);
                }
            }
        });
        request.endHandler(end -> {
            if (!call.response().ended()) {
                call.put(BODY, body);
                call.next();
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            call.response().writeContinue();
        }
    }

    /** Ends a request whose body is not read to its end. */
    private static void refuse(RoutingContext call, int status) {
        if (!call.failed() && !call.response().ended()) {
            call.response().putHeader("Connection", "close");
            call.fail(status);
        }
    }
}
