package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.gateway.Caller;
import com.whitelabelcro.camel.gateway.GatewayRequest;
import com.whitelabelcro.camel.gateway.HttpProblem;
import io.vertx.core.Context;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Consumes requests to the gateway. Camel's own consumer occupies a worker thread until the exchange has ended, even while the
 * exchange only waits for a callback. This one occupies none, so that any number of senders can wait for an outcome. It
 * gives the route a {@link GatewayRequest} in place of headers.
 */
final class GatewayConsumer extends VertxPlatformHttpConsumer {

    private final WorkerExecutor workers;

    GatewayConsumer(PlatformHttpEndpoint endpoint, Processor processor, String router, WorkerExecutor workers) {
        super(endpoint, processor, List.of(), router);
        this.workers = workers;
    }

    @Override
    protected void handleRequest(RoutingContext call) {
        Optional<Caller> caller = WebGuard.caller(call);
        if (isSuspended() || caller.isEmpty()) {
            call.fail(isSuspended() ? 503 : 404);
            return;
        }
        Map<String, String> parameters = new HashMap<>();
        call.queryParams().forEach(each -> parameters.putIfAbsent(each.getKey(), each.getValue()));
        parameters.putAll(call.pathParams());
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        new GatewayRequest(caller.get(), new VertxRequestHead(call), parameters, GatewayBodyHandler.body(call)).attachTo(exchange);
        Context context = call.vertx().getOrCreateContext();
        workers.executeBlocking(() -> {
            begin(exchange, call, context);
            return null;
        }, false).onFailure(problem -> end(exchange, call, problem));
    }

    private void begin(Exchange exchange, RoutingContext call, Context context) throws Exception {
        createUoW(exchange);
        getAsyncProcessor().process(exchange, doneSync -> context.runOnContext(on -> end(exchange, call, exchange.getException())));
    }

    private void end(Exchange exchange, RoutingContext call, Throwable problem) {
        try {
            if (problem != null) {
                HttpProblem.report(exchange, problem);
            }
            answer(exchange.getMessage(), call.response());
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private static void answer(Message message, HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                response.putHeader(name, String.valueOf(value));
            }
        });
        byte[] body = message.getBody(byte[].class);
        response.end(Buffer.buffer(body == null ? new byte[0] : body));
    }
}
