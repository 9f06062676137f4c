package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;

/** Lets the inputs of a test in, one after the other, and looks at what comes out. */
final class Entrance {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CamelContext context;
    private final Map<String, String> endpoints;

    Entrance(CamelContext context, Map<String, String> endpoints) {
        this.context = context;
        this.endpoints = endpoints;
    }

    /** Sends them all; what comes out otherwise than expected. */
    List<Difference> send(List<Input> inputs) throws Exception {
        List<Difference> differences = new ArrayList<>();
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (int i = 0; i < inputs.size(); i++) {
                differences.addAll(send(template, inputs.get(i), "input " + (i + 1)));
            }
        }
        return differences;
    }

    private List<Difference> send(ProducerTemplate template, Input input, String where) throws InterruptedException {
        String endpoint = endpoints.get(input.to());
        CompletableFuture<Exchange> end = template.asyncSend(endpoint, exchange(input, endpoint));
        try {
            return differences(where, input, end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return List.of(new Difference(where, "an end within " + PATIENCE.toSeconds() + " s", "none yet"));
        } catch (ExecutionException e) {
            return List.of(new Difference(where, "an end", told(e.getCause())));
        }
    }

    private Exchange exchange(Input input, String endpoint) {
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(body(input, endpoint))
                .withPattern(ExchangePattern.InOut).build();
        if (input.headers() != null) {
            input.headers().properties().forEach(each -> exchange.getMessage().setHeader(
                    each.getKey(), JSON.convertValue(each.getValue(), Object.class)));
        }
        return exchange;
    }

    /** From outside comes text. */
    private static Object body(Input input, String endpoint) {
        boolean outside = endpoint.startsWith("direct:wlcro-test-");
        if (input.body() != null && input.body().isContainerNode() && outside) {
            return input.body().toString();
        }
        return input.body() == null ? null : JSON.convertValue(input.body(), Object.class);
    }

    private static List<Difference> differences(String where, Input input, Exchange end) {
        Exception failure = end.getException();
        if (failure != null) {
            String name = failure.getClass().getSimpleName();
            return name.equals(input.fails()) ? List.of() : List.of(new Difference(where,
                    input.fails() == null ? "no failure" : input.fails(), told(failure)));
        } else if (input.fails() != null) {
            return List.of(new Difference(where, input.fails(), "no failure"));
        }
        JsonNode result = input.result();
        return result == null ? List.of()
                : Matching.differences(where + ", result", result, Snapshot.of(end.getMessage()));
    }

    private static String told(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
