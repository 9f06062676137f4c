package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of one test. */
final class Rehearsal {

    private final TestFile file;
    private final TestCase test;
    private final Duration patience;

    /** @param patience how long it waits at most for what is asynchronous */
    Rehearsal(TestFile file, TestCase test, Duration patience) {
        this.file = file;
        this.test = test;
        this.patience = patience;
    }

    /** @throws ConfigurationException if the test cannot be run as it is written */
    Verdict run() throws IOException {
        try (Stage stage = new Stage(test); ScenarioContext scenario = new ScenarioContext()) {
            List<MockedStep> mocks = test.mocks().stream().map(MockedStep::new).toList();
            Map<String, Door> doors = start(scenario, stage, mocks);
            List<Difference> differences = new ArrayList<>(new Entrance(scenario.camel(), doors).send(test.inputs()));
            Findings findings = new Findings(stage, scenario.failed(), test.expected(), mocks);
            differences.addAll(new Quiet(scenario, patience).await(findings::differences));
            return new Verdict(test.name(), differences, stage.sandbox().requests());
        }
    }

    private Map<String, Door> start(ScenarioContext scenario, Stage stage, List<MockedStep> mocks) {
        try {
            scenario.load(stage.configuration(), file.scenario());
            Map<String, Door> doors = Weaving.weave(scenario, mocks);
            refuseUnknown(doors);
            scenario.camel().start();
            return doors;
        } catch (Exception e) {
            throw told(e);
        }
    }

    private void refuseUnknown(Map<String, Door> doors) {
        for (Input input : test.inputs()) {
            if (!doors.containsKey(input.to())) {
                throw new ConfigurationException("there is no route " + input.to()
                        + Nearest.hint(input.to(), doors.keySet()) + " (there are " + String.join(", ", doors.keySet()) + ")");
            }
        }
    }

    private ConfigurationException told(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigurationException)) {
            root = root.getCause();
        }
        return new ConfigurationException(test.place() + ": " + (root instanceof ConfigurationException ? root.getMessage()
                : file.scenario() + " cannot be started: " + root.getMessage()));
    }
}
