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
 * What a scenario that serves HTTP answers when its route has ended: a value that no HTTP component can write, as JSON; and
 * a failure that the scenario did not handle, as a status that says whether to send it again, with a problem document.
 */
public final class WebAnswers extends RoutePolicySupport {

    private static final String UNHANDLED = "wlcroWebUnhandled";

    /** The failure that a scenario did not handle and that was answered here; null if there was none. */
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
