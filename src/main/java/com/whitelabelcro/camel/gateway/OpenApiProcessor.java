package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.action.ActionRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code GET /openapi.json}: what the caller may do. */
public final class OpenApiProcessor implements Processor {

    private final ActionRegistry actions;

    public OpenApiProcessor(ActionRegistry actions) {
        this.actions = actions;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        JsonAnswer.write(exchange.getMessage(), OpenApi.of(GatewayRequest.of(exchange).caller(), actions.all()));
    }
}
