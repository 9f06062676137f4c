package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;

/**
 * Changes the routes of a scenario for a test, before they start: nothing comes in but what the test sends, and the
 * mocked steps are replaced.
 */
final class Weaving {

    private static final Pattern WITHIN = Pattern.compile("(direct|seda):.*");
    /** Whoever calls these waits for an answer. */
    private static final Pattern ANSWERS = Pattern.compile("(platform-http|rest|servlet|jetty|undertow|netty-http):.*");
    private static final Pattern ACTION =
            Pattern.compile("(?:direct:(?://)?wlcro-([a-z-]+)|kamelet:(?://)?wlcro-([a-z-]+)-action)(?:\\?.*)?");

    private final ScenarioContext scenario;
    private final Collection<MockedStep> mocks;
    private final Map<String, Door> doors = new LinkedHashMap<>();

    private Weaving(ScenarioContext scenario, Collection<MockedStep> mocks) {
        this.scenario = scenario;
        this.mocks = mocks;
    }

    /**
     * Does it.
     *
     * @return where the inputs of a test go, by the ids of the routes
     * @throws ConfigurationException if a mock names no step
     */
    static Map<String, Door> weave(ScenarioContext scenario, Collection<MockedStep> mocks) {
        Weaving weaving = new Weaving(scenario, mocks);
        weaving.refuseUnknown();
        for (RouteDefinition route : scenario.routes()) {
            weaving.weave(route);
        }
        scenario.endpoints().forEach(
                each -> weaving.doors.put(each, new Door("direct:" + each, false, ExchangePattern.InOut)));
        return weaving.doors;
    }

    private void refuseUnknown() {
        Set<String> known = new TreeSet<>();
        scenario.routes().forEach(route -> steps(route).stream().filter(ProcessorDefinition::hasCustomIdAssigned)
                .forEach(step -> known.add(step.getId())));
        for (MockedStep mock : mocks) {
            if (!known.contains(mock.id())) {
                throw new ConfigurationException("the mock " + mock.id() + " names no step"
                        + Nearest.hint(mock.id(), known) + " (there are " + String.join(", ", known) + ")");
            }
        }
    }

    private void weave(RouteDefinition route) {
        String from = scenario.camel().resolvePropertyPlaceholders(route.getInput().getEndpointUri());
        boolean within = WITHIN.matcher(from).matches();
        boolean answers = within || ANSWERS.matcher(from).matches();
        String entrance = within ? from : "direct:wlcro-test-" + route.getRouteId();
        List<MockedStep> here = mocks.stream().filter(mock -> stands(mock, route)).toList();
        // What need not be changed is left as it is: Camel prepares an advised route a second time.
        if (!within || !here.isEmpty()) {
            advise(route, within ? null : entrance, here);
        }
        doors.put(route.getRouteId(),
                new Door(entrance, !within, answers ? ExchangePattern.InOut : ExchangePattern.InOnly));
    }

    private void advise(RouteDefinition route, String entrance, List<MockedStep> here) {
        try {
            AdviceWith.adviceWith(scenario.camel(), route, false, advice -> {
                if (entrance != null) {
                    advice.replaceFromWith(entrance);
                }
                here.forEach(mock -> advice.weaveById(mock.id()).replace().process(mock).id(mock.id()));
            });
        } catch (Exception e) {
            throw new ConfigurationException("the route " + route.getRouteId() + " cannot be tested: " + e.getMessage());
        }
    }

    private static boolean stands(MockedStep mock, RouteDefinition route) {
        List<ProcessorDefinition<?>> found = steps(route).stream().filter(each -> mock.id().equals(each.getId())).toList();
        for (ProcessorDefinition<?> step : found) {
            if (step instanceof SendDefinition<?> send) {
                Matcher action = ACTION.matcher(send.getEndpointUri());
                if (action.matches()) {
                    mock.standsFor(action.group(1) == null ? action.group(2) : action.group(1));
                }
            }
        }
        return !found.isEmpty();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        return (List) List.copyOf(
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class));
    }
}
