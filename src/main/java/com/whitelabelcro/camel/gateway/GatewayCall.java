package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.model.WriteRequest;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * A request to the gateway with its records.
 *
 * @param request the request
 * @param isArray whether the records came in an array
 * @param records the checked records, in their order
 * @param results how each of them was accepted; empty until they are
 */
record GatewayCall(GatewayRequest request, boolean isArray, List<WriteRequest> records, List<BeginResult> results) {

    private static final String PROPERTY = "wlcroGatewayCall";

    GatewayCall {
        records = List.copyOf(records);
        results = List.copyOf(results);
    }

    static GatewayCall of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, GatewayCall.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    GatewayCall accepted(List<BeginResult> answers) {
        return new GatewayCall(request, isArray, records, answers);
    }

    /** Shows nothing of the records. */
    @Override
    public String toString() {
        return records.size() + " records";
    }
}
