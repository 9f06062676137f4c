package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.scenario.TestCase.Mock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Replaces a step: records the messages that reach it, and returns or throws what the test defines. */
final class MockedStep implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String id;
    private final Mock mock;
    private final List<JsonNode> reached = new ArrayList<>();
    private String action;

    MockedStep(String id, Mock mock) {
        this.id = id;
        this.mock = mock;
        this.action = id;
    }

    String id() {
        return id;
    }

    /** Sets the action that the step called, so that the simulated error names that action. */
    void standsFor(String name) {
        action = name;
    }

    /** The messages that have reached it so far. */
    JsonNode reached() {
        synchronized (reached) {
            return JSON.valueToTree(List.copyOf(reached));
        }
    }

    @Override
    public void process(Exchange exchange) {
        JsonNode snapshot = Snapshot.of(exchange.getMessage());
        int calls;
        synchronized (reached) {
            reached.add(snapshot);
            calls = reached.size();
        }
        if (mock.fails() != null && calls <= mock.times()) {
            String connection = exchange.getMessage().getHeader(WlcroHeaders.CONNECTION, Connection.DEFAULT, String.class);
            throw new Failure(mock.fails(), "the test says so", Details.local(action, connection, List.of()))
                    .toException();
        }
        if (mock.body() != null) {
            exchange.getMessage().setBody(JSON.convertValue(mock.body(), Object.class));
        }
        if (mock.headers() != null) {
            mock.headers().properties().forEach(each -> exchange.getMessage()
                    .setHeader(each.getKey(), JSON.convertValue(each.getValue(), Object.class)));
        }
    }
}
