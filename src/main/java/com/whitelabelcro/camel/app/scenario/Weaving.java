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
    private static final Pattern ACTION =
            Pattern.compile("(?:direct:(?://)?wlcro-([a-z-]+)|kamelet:(?://)?wlcro-([a-z-]+)-action)(?:\\?.*)?");

    private final Stage stage;
    private final Map<String, String> entrances = new LinkedHashMap<>();

    private Weaving(Stage stage) {
        this.stage = stage;
    }

    /**
     * Does it.
     *
     * @return the endpoints to which the inputs of a test go, by the ids of the routes
     * @throws ConfigurationException if a mock names no step
     */
    static Map<String, String> weave(Stage stage, TestCase test, Collection<MockedStep> mocks) throws Exception {
        Weaving weaving = new Weaving(stage);
        weaving.refuseUnknown(test, mocks);
        for (RouteDefinition route : stage.scenario()) {
            weaving.weave(route, mocks);
        }
        stage.ours().forEach(each -> weaving.entrances.put(each, "direct:" + each));
        return weaving.entrances;
    }

    private void refuseUnknown(TestCase test, Collection<MockedStep> mocks) {
        Set<String> known = new TreeSet<>();
        stage.scenario().forEach(route -> steps(route).forEach(step -> known.add(step.getId())));
        for (MockedStep mock : mocks) {
            if (!known.contains(mock.id())) {
                throw new ConfigurationException(test.place() + ": the mock " + mock.id() + " names no step"
                        + Nearest.hint(mock.id(), known) + " (" + String.join(", ", known) + ")");
            }
        }
    }

    private void weave(RouteDefinition route, Collection<MockedStep> mocks) throws Exception {
        String id = route.getRouteId();
        String from = route.getInput().getEndpointUri();
        boolean within = WITHIN.matcher(from).matches();
        String entrance = within ? from : "direct:wlcro-test-" + id;
        Set<String> here = new TreeSet<>();
        for (ProcessorDefinition<?> step : steps(route)) {
            here.add(step.getId());
            mocks.stream().filter(each -> each.id().equals(step.getId())).forEach(each -> tellAction(each, step));
        }
        AdviceWith.adviceWith(stage.context(), id, false, advice -> {
            if (!within) {
                advice.replaceFromWith(entrance);
            }
            for (MockedStep mock : mocks) {
                if (here.contains(mock.id())) {
                    advice.weaveById(mock.id()).replace().process(mock).id(mock.id());
                }
            }
        });
        entrances.put(id, entrance);
    }

    private static void tellAction(MockedStep mock, ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            Matcher action = ACTION.matcher(send.getEndpointUri());
            if (action.matches()) {
                mock.standsFor(action.group(1) == null ? action.group(2) : action.group(1));
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        return (List) ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
                .stream().toList();
    }
}
