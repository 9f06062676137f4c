package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.gateway.HttpProblem;
import com.whitelabelcro.camel.gateway.JsonAnswer;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Completes the answers of scenarios that serve HTTP when a route has ended. A value that HTTP components cannot write
 * becomes JSON; a failure that the scenario did not handle becomes a status that says whether to send the request
 * again, with a problem document.
 */
public final class WebAnswers extends RoutePolicySupport {

    private static final String UNHANDLED = "wlcroWebUnhandled";

    /** The failure that the scenario did not handle and that was answered here; null if there was none. */
    public static Exception unhandled(Exchange exchange) {
        return exchange.getProperty(UNHANDLED, Exception.class);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (exchange.getException() != null) {
            exchange.setProperty(UNHANDLED, exchange.getException());
            HttpProblem.answer(exchange, exchange.getException());
            ExchangeHelper.setFailureHandled(exchange);
        } else if (body instanceof Map || body instanceof Collection || body instanceof Number || body instanceof Boolean
                || body instanceof JsonNode) {
            JsonAnswer.write(exchange.getMessage(), body);
        }
    }
}
