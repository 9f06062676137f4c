package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.whitelabelcro.camel.app.PackHeaderFilterStrategy;
import com.whitelabelcro.camel.app.WebAnswers;
import com.whitelabelcro.camel.scenario.KillPoint.Kill;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import com.whitelabelcro.camel.scenario.RouteWeaver.InputEndpoint;
import com.whitelabelcro.camel.scenario.TestCase.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;

/** Sends the inputs of a test one after the other and checks what each of them results in. */
final class InputSender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CamelContext context;
    private final Map<String, InputEndpoint> doors;
    private final QuiescenceWait quiet;
    private final List<Kill> kills = new ArrayList<>();

    /** @param quiet is notified of an input that a kill point has stopped, which never ends */
    InputSender(CamelContext context, Map<String, InputEndpoint> doors, QuiescenceWait quiet) {
        this.context = context;
        this.doors = doors;
        this.quiet = quiet;
    }

    /** Sends all inputs and returns the differences between their results and the expected ones. */
    List<Difference> send(List<Input> inputs) {
        List<Difference> differences = new ArrayList<>();
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < inputs.size(); i++) {
            differences.addAll(send(template, inputs.get(i), "input " + (i + 1)));
        }
        return differences;
    }

    private List<Difference> send(ProducerTemplate template, Input input, String where) {
        InputEndpoint door = doors.get(input.to());
        Exchange exchange = exchange(input, door);
        if (input.killedBefore() != null) {
            return kill(template, input, exchange, where);
        }
        CompletableFuture<Exchange> end = template.asyncSend(door.endpoint(), exchange);
        try {
            return differences(where, input, end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        } catch (CompletionException e) {
            boolean late = e.getCause() instanceof TimeoutException;
            return List.of(new Difference(where, "an end" + (late ? " within " + PATIENCE.toSeconds() + " s" : ""),
                    late ? "none yet" : told(e.getCause())));
        }
    }

    private List<Difference> kill(ProducerTemplate template, Input input, Exchange exchange, String where) {
        Kill kill = new Kill(input.killedBefore());
        kills.add(kill);
        kill.travelWith(exchange);
        CompletableFuture<Exchange> end = template.asyncSend(doors.get(input.to()).endpoint(), exchange);
        CompletableFuture.anyOf(end, kill.done()).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> null).join();
        if (kill.done().isDone()) {
            quiet.leaveDead();
            return List.of();
        }
        return List.of(new Difference(where, "to come to " + input.killedBefore(),
                end.isDone() && end.join().getException() != null ? told(end.join().getException()) : "it did not"));
    }

    /** Releases the inputs that kill points have stopped; to be called after the last check. */
    void release() {
        kills.forEach(Kill::release);
    }

    private Exchange exchange(Input input, InputEndpoint door) {
        JsonNode body = input.body() == null ? NullNode.getInstance() : input.body();
        Exchange exchange = ExchangeBuilder.anExchange(context).withPattern(door.pattern())
                .withBody(door.outside() && body.isContainerNode() ? body.toString() : plain(body)).build();
        if (input.headers() != null) {
            input.headers().properties().stream().filter(each -> !door.web() || !PackHeaderFilterStrategy.steers(each.getKey()))
                    .forEach(each -> exchange.getMessage().setHeader(each.getKey(), plain(each.getValue())));
        }
        return exchange;
    }

    private static Object plain(JsonNode value) {
        return JSON.convertValue(value, Object.class);
    }

    private static List<Difference> differences(String where, Input input, Exchange end) {
        Exception failure = end.getException() == null ? WebAnswers.unhandled(end) : end.getException();
        boolean answered = end.getException() == null && input.result() != null;
        if (failure != null && !answered) {
            String name = failure.getClass().getSimpleName();
            return name.equals(input.fails()) ? List.of() : List.of(new Difference(where,
                    input.fails() == null ? "no failure" : input.fails(), told(failure)));
        } else if (input.fails() != null) {
            return List.of(new Difference(where, input.fails(), "no failure"));
        }
        return input.result() == null ? List.of()
                : Matching.differences(where + ", result", JSON.valueToTree(input.result()), Snapshot.of(end.getMessage()));
    }

    private static String told(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + String.valueOf(failure.getMessage()).replaceAll("\\R", " ");
    }
}
