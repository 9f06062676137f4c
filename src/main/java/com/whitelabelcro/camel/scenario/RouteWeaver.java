package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ExchangePattern;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WhenDefinition;

/**
 * Changes the routes of a scenario for a test before they start: they receive only what the test sends, and mocked steps are
 * replaced. Camel's AdviceWith is not used, because it prepares a route a second time, which duplicates its interceptors, and
 * because it loses the steps that YAML nests under a Kamelet.
 */
final class RouteWeaver {

    private static final Pattern WITHIN = Pattern.compile("(direct|seda):.*");
    /** Callers of these endpoints wait for an answer. */
    private static final Pattern ANSWERS = Pattern.compile("(platform-http|rest|servlet|jetty|undertow|netty-http):.*");
    private static final Pattern ACTION =
            Pattern.compile("(?:direct:(?://)?wlcro-([a-z-]+)|kamelet:(?://)?wlcro-([a-z-]+)-action)(?:\\?.*)?");

    private final ScenarioContext scenario;
    private final Collection<MockedStep> mocks;
    private final Set<String> kills;
    private final Map<String, InputEndpoint> doors = new LinkedHashMap<>();

    private RouteWeaver(ScenarioContext scenario, Collection<MockedStep> mocks, Set<String> kills) {
        this.scenario = scenario;
        this.mocks = mocks;
        this.kills = kills;
    }

    /**
     * Changes the routes.
     *
     * @param kills the ids of the steps before which an input is stopped
     * @return the endpoints for the inputs of the test, by route id
     * @throws ConfigurationException if a mock names a step that does not exist
     */
    static Map<String, InputEndpoint> weave(ScenarioContext scenario, Collection<MockedStep> mocks, Set<String> kills) {
        RouteWeaver weaving = new RouteWeaver(scenario, mocks, kills);
        weaving.refuseUnknown();
        for (RouteDefinition route : scenario.routes()) {
            weaving.weave(route);
        }
        scenario.endpoints().forEach(
                each -> weaving.doors.put(each, new InputEndpoint("direct:" + each, false, ExchangePattern.InOut)));
        return weaving.doors;
    }

    private void refuseUnknown() {
        Set<String> known = new TreeSet<>();
        scenario.routes().forEach(route -> steps(route).filter(ProcessorDefinition::hasCustomIdAssigned)
                .forEach(step -> known.add(step.getId())));
        mocks.forEach(mock -> mustBeKnown("mock", mock.id(), known));
        kills.forEach(step -> mustBeKnown("killed-before", step, known));
    }

    private static void mustBeKnown(String what, String id, Set<String> known) {
        if (!known.contains(id)) {
            throw new ConfigurationException("the " + what + " " + id + " names no step"
                    + Suggestions.hint(id, known) + " (there are " + String.join(", ", known) + ")");
        }
    }

    private void weave(RouteDefinition route) {
        String from = scenario.from(route);
        boolean within = WITHIN.matcher(from).matches();
        boolean answers = within || ANSWERS.matcher(from).matches();
        String entrance = within ? from : "direct:wlcro-test-" + route.getRouteId();
        if (!within) {
            route.getInput().setUri(entrance);
            // Nothing else, such as another route, may start it during the test.
            route.setAutoStartup(null);
        }
        for (MockedStep mock : mocks) {
            steps(route).filter(each -> mock.id().equals(each.getId())).toList().forEach(step -> replace(step, mock));
        }
        for (String kill : kills) {
            steps(route).filter(each -> kill.equals(each.getId())).toList().forEach(RouteWeaver::stopBefore);
        }
        doors.put(route.getRouteId(),
                new InputEndpoint(entrance, !within, answers ? ExchangePattern.InOut : ExchangePattern.InOnly));
    }

    private static void replace(ProcessorDefinition<?> step, MockedStep mock) {
        if (step instanceof SendDefinition<?> send) {
            Matcher action = ACTION.matcher(send.getEndpointUri());
            if (action.matches()) {
                mock.standsFor(action.group(1) == null ? action.group(2) : action.group(1));
            }
        }
        ProcessorDefinition<?> parent = step.getParent();
        List<ProcessorDefinition<?>> siblings = siblings(step);
        int place = siblings.indexOf(step);
        ProcessDefinition instead = new ProcessDefinition(mock);
        instead.setId(mock.id());
        instead.setParent(parent);
        siblings.set(place, instead);
        // YAML nests the steps after a Kamelet under it if the Kamelet has no steps of its own.
        if (step instanceof KameletDefinition) {
            step.getOutputs().forEach(each -> each.setParent(parent));
            siblings.addAll(place + 1, step.getOutputs());
        }
    }

    private static void stopBefore(ProcessorDefinition<?> step) {
        ProcessDefinition point = new ProcessDefinition(new KillPoint(step.getId()));
        point.setParent(step.getParent());
        List<ProcessorDefinition<?>> siblings = siblings(step);
        siblings.add(siblings.indexOf(step), point);
    }

    /** The list that contains a step. (The outputs of a choice are a copy, made of all its branches.) */
    private static List<ProcessorDefinition<?>> siblings(ProcessorDefinition<?> step) {
        if (!(step.getParent() instanceof ChoiceDefinition choice)) {
            return step.getParent().getOutputs();
        }
        return Stream.concat(choice.getWhenClauses().stream().map(WhenDefinition::getOutputs),
                Stream.ofNullable(choice.getOtherwise()).map(OtherwiseDefinition::getOutputs)).filter(each -> each.contains(step)).findFirst().orElseThrow();
    }

    /** What a mock can replace: steps, but not the branches and clauses that contain steps. */
    @SuppressWarnings("rawtypes")
    private static Stream<ProcessorDefinition<?>> steps(RouteDefinition route) {
        Collection<ProcessorDefinition> all =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class);
        return all.stream().<ProcessorDefinition<?>>map(each -> each).filter(each -> !each.isAbstract()
                && !(each instanceof CatchDefinition) && !(each instanceof FinallyDefinition));
    }

    /**
     * The endpoint that receives an input of a test.
     *
     * @param endpoint the endpoint to send it to
     * @param outside whether it stands for a system outside of Camel, which sends maps and lists as JSON text
     * @param pattern whether the sender waits for an answer
     */
    record InputEndpoint(String endpoint, boolean outside, ExchangePattern pattern) {

        /** Whether it stands for an HTTP endpoint: the input comes from outside and its sender waits for an answer. */
        boolean web() {
            return outside && pattern == ExchangePattern.InOut;
        }
    }
}
