package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import com.whitelabelcro.camel.app.StartFailure;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of one test. */
final class Rehearsal {

    /** So Camel says it. */

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
        try (Stage stage = new Stage(test);
                ScenarioContext scenario = new ScenarioContext(stage.configuration(), file.scenario())) {
            List<MockedStep> mocks = test.mocks().stream().map(MockedStep::new).toList();
            Map<String, Door> doors = start(scenario, mocks);
            Quiet quiet = new Quiet(scenario, patience);
            Entrance entrance = new Entrance(scenario.camel(), doors, quiet);
            List<Difference> differences = new ArrayList<>(entrance.send(test.inputs()));
            Findings findings = new Findings(stage, scenario.failed(), test.expected(), mocks);
            differences.addAll(quiet.await(findings::differences));
            Verdict verdict = new Verdict(test.name(), differences, stage.sandbox().requests());
            entrance.release();
            return verdict;
        }
    }

    private Map<String, Door> start(ScenarioContext scenario, List<MockedStep> mocks) {
        Map<String, Door> doors = new LinkedHashMap<>();
        try {
            scenario.start(loaded -> {
                doors.putAll(Weaving.weave(loaded, mocks, kills()));
                refuseUnknown(doors);
            });
            return doors;
        } catch (ConfigurationException e) {
            String hint = e.getMessage().contains(StartFailure.NO_PROPERTY) ? "; say it under properties: a test reads no other" : "";
            throw new ConfigurationException(test.place() + ": " + e.getMessage() + hint);
        }
    }

    private Set<String> kills() {
        return test.inputs().stream().map(Input::killedBefore).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private void refuseUnknown(Map<String, Door> doors) {
        for (Input input : test.inputs()) {
            if (!doors.containsKey(input.to())) {
                throw new ConfigurationException("there is no route " + input.to()
                        + Nearest.hint(input.to(), doors.keySet()) + " (there are " + String.join(", ", doors.keySet()) + ")");
            }
        }
    }
}
