package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of one test. */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestFile file;
    private final TestCase test;

    Rehearsal(TestFile file, TestCase test) {
        this.file = file;
        this.test = test;
    }

    /** @throws ConfigurationException if the test cannot be run as it is written */
    Verdict run() throws Exception {
        List<MockedStep> mocks = test.mocks().stream().map(MockedStep::new).toList();
        try (Stage stage = new Stage(file, test)) {
            Map<String, String> endpoints = Weaving.weave(stage, test, mocks);
            refuseUnknown(endpoints);
            stage.context().start();
            List<Difference> differences = new ArrayList<>(new Entrance(stage.context(), endpoints).send(test.inputs()));
            Findings findings = new Findings(stage, test.expected(), mocks);
            differences.addAll(new Quiet(stage, PATIENCE).await(findings::differences));
            return new Verdict(test.name(), differences, stage.sandbox().requests());
        }
    }

    private void refuseUnknown(Map<String, String> endpoints) {
        for (Input input : test.inputs()) {
            if (!endpoints.containsKey(input.to())) {
                throw new ConfigurationException(test.place() + ": there is no route " + input.to()
                        + Nearest.hint(input.to(), endpoints.keySet()) + " (" + String.join(", ", endpoints.keySet()) + ")");
            }
        }
    }
}
