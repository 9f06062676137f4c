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
 * Changes the routes of a scenario for a test, before they start: nothing comes in but what the test sends, and the
 * mocked steps are replaced. Not with Camel's AdviceWith: that prepares a route a second time, so that its interceptors
 * come several times, and it loses what YAML puts under a Kamelet.
 */
final class RouteWeaver {

    private static final Pattern WITHIN = Pattern.compile("(direct|seda):.*");
    /** Whoever calls these waits for an answer. */
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
     * Does it.
     *
     * @param kills the ids of the steps before which an input is stopped
     * @return where the inputs of a test go, by the ids of the routes
     * @throws ConfigurationException if a mock names no step
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
            // Whoever starts it at another time, such as another route, has no part in the test.
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
        // YAML puts under a Kamelet without steps of its own what comes after it.
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

    /** Those among which a step stands; a choice tells a copy, made of all its branches. */
    private static List<ProcessorDefinition<?>> siblings(ProcessorDefinition<?> step) {
        if (!(step.getParent() instanceof ChoiceDefinition choice)) {
            return step.getParent().getOutputs();
        }
        return Stream.concat(choice.getWhenClauses().stream().map(WhenDefinition::getOutputs),
                Stream.ofNullable(choice.getOtherwise()).map(OtherwiseDefinition::getOutputs)).filter(each -> each.contains(step)).findFirst().orElseThrow();
    }

    /** What a mock can replace: steps, and not what says when steps are done. */
    @SuppressWarnings("rawtypes")
    private static Stream<ProcessorDefinition<?>> steps(RouteDefinition route) {
        Collection<ProcessorDefinition> all =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class);
        return all.stream().<ProcessorDefinition<?>>map(each -> each).filter(each -> !each.isAbstract()
                && !(each instanceof CatchDefinition) && !(each instanceof FinallyDefinition));
    }
}
