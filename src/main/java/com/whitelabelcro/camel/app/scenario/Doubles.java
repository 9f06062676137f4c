package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.app.scenario.TestCase.Mock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * What stands in for the outside world in a test: mocked steps, and in place of every {@code from} that waits for
 * something (a timer, a folder, a web server) an endpoint by which the test comes in.
 *
 * <p>This changes the model before anything of it is started, as AdviceWith does; but AdviceWith prepares a route a
 * second time, which gives it the error handling of its route configuration twice, and it cannot reach the steps in
 * there.
 */
final class Doubles {

    private static final String ENTRY = "direct:wlcro-test-";
    private static final Pattern ACTION = Pattern.compile("(?:direct:wlcro-([a-z0-9-]+)|kamelet:wlcro-([a-z0-9-]+)-action.*)");
    /** Others in the same process may send to these. */
    private static final Pattern INNER = Pattern.compile("(direct|seda):.*");
    private static final Pattern HTTP = Pattern.compile("(platform-http|rest|servlet|undertow|jetty|netty-http):.*");

    private final Map<String, Mock> mocks;
    private final Map<String, MockedStep> steps = new LinkedHashMap<>();
    private final Map<String, Entrance> entrances = new TreeMap<>();

    /**
     * How a test comes into a route.
     *
     * @param uri where to send
     * @param outer whether what comes there comes from outside, and so as text
     * @param http whether it is the web that calls there
     * @param answered whether who calls there waits for an answer
     */
    record Entrance(String uri, boolean outer, boolean http, boolean answered) {

        /** Whether a header comes in there; those of Camel that tell of the request do. */
        boolean passes(String header) {
            return !http || header.startsWith("Camel") || !new WebHeaders().applyFilterToExternalHeaders(header, "", null);
        }
    }

    Doubles(Map<String, Mock> mocks) {
        this.mocks = mocks;
    }

    /** Puts them into their places; before the start. */
    void into(CamelContext context) {
        Set<String> known = new HashSet<>();
        for (RouteDefinition route : Wiring.routes(context)) {
            open(route);
            replace(route, route.getOutputs(), known);
        }
        mocks.forEach((id, mock) -> {
            if (!steps.containsKey(id)) {
                throw mock.at().mistake("no step has the id " + id + Nearest.hint(id, known));
            }
        });
    }

    private void open(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        boolean inner = INNER.matcher(uri).matches();
        boolean http = HTTP.matcher(uri).matches();
        String entry = inner ? uri : ENTRY + route.getRouteId();
        if (!inner) {
            // It takes another one only if it has none.
            route.setInput(null);
            route.setInput(new FromDefinition(entry));
        }
        entrances.put(route.getRouteId(), new Entrance(entry, !inner, http, http || uri.startsWith("seda:")));
    }

    private void replace(ProcessorDefinition<?> parent, List<ProcessorDefinition<?>> outputs, Set<String> known) {
        for (int i = 0; i < outputs.size(); i++) {
            ProcessorDefinition<?> step = outputs.get(i);
            Mock mock = mocks.get(step.getId());
            if (step.getId() != null && !isPart(step)) {
                known.add(step.getId());
            }
            if (mock != null && !isPart(step)) {
                MockedStep mocked = steps.computeIfAbsent(step.getId(), id -> new MockedStep(mock, action(step)));
                ProcessDefinition instead = new ProcessDefinition(mocked);
                instead.setId(step.getId());
                instead.setParent(parent);
                outputs.set(i, instead);
            } else {
                blocks(step).forEach(block -> replace(step, block, known));
            }
        }
    }

    /** The steps inside a step; those that it gives as its outputs are a copy if it is a choice. */
    private static List<List<ProcessorDefinition<?>>> blocks(ProcessorDefinition<?> step) {
        List<List<ProcessorDefinition<?>>> blocks = new ArrayList<>();
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(when -> blocks.add(when.getOutputs()));
            Optional.ofNullable(choice.getOtherwise()).ifPresent(otherwise -> blocks.add(otherwise.getOutputs()));
        } else {
            blocks.add(step.getOutputs());
        }
        if (step instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
            blocks.add(breaker.getOnFallback().getOutputs());
        }
        return blocks;
    }

    /** A part of a step and none itself. */
    private static boolean isPart(ProcessorDefinition<?> step) {
        return step instanceof CatchDefinition || step instanceof FinallyDefinition || step instanceof OnExceptionDefinition;
    }

    private static String action(ProcessorDefinition<?> step) {
        if (step instanceof ToDefinition to) {
            Matcher called = ACTION.matcher(String.valueOf(to.getEndpointUri()));
            if (called.matches()) {
                return called.group(1) != null ? called.group(1) : called.group(2);
            }
        }
        return step.getId();
    }

    /** How to come into a route; of one that there is not, a mistake is told. */
    Entrance entrance(Yaml route) {
        Entrance entrance = entrances.get(route.text());
        if (entrance == null) {
            throw route.mistake("no route has the id " + route.text() + Nearest.hint(route.text(), entrances.keySet()));
        }
        return entrance;
    }

    /** What reached each mocked step. */
    Map<String, Collection<Object>> reached() {
        Map<String, Collection<Object>> reached = new HashMap<>();
        steps.forEach((id, step) -> reached.put(id, step.reached()));
        return reached;
    }
}
