package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.app.StartFailure;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import com.whitelabelcro.camel.scenario.RouteWeaver.InputEndpoint;
import com.whitelabelcro.camel.scenario.TestCase.Input;
import com.whitelabelcro.camel.scenario.TestFileReader.TestFile;
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
final class TestRun {

    /**
     * The result of a test.
     *
     * @param name the name of the test
     * @param differences the differences found; empty if the test passed
     * @param requests the requests that the sandbox received
     */
    record TestResult(String name, List<Difference> differences, List<SandboxRequest> requests) {

        boolean passed() {
            return differences.isEmpty();
        }
    }

    private final TestFile file;
    private final TestCase test;
    private final Duration patience;

    /** @param patience the maximum waiting time for asynchronous processing */
    TestRun(TestFile file, TestCase test, Duration patience) {
        this.file = file;
        this.test = test;
        this.patience = patience;
    }

    /** @throws ConfigurationException if the test cannot be run as it is written */
    TestResult run() throws IOException {
        try (TestEnvironment environment = new TestEnvironment(test);
                ScenarioContext scenario = new ScenarioContext(environment.configuration(), file.scenario())) {
            List<MockedStep> mocks = test.mocks().entrySet().stream()
                    .map(each -> new MockedStep(each.getKey(), each.getValue())).toList();
            Map<String, InputEndpoint> endpoints = start(scenario, mocks);
            QuiescenceWait quiet = new QuiescenceWait(scenario, patience);
            InputSender sender = new InputSender(scenario.camel(), endpoints, quiet);
            List<Difference> differences = new ArrayList<>(sender.send(test.input()));
            ActualState state = new ActualState(environment, scenario.failed(), test.expect(), mocks);
            differences.addAll(quiet.await(state::differences));
            TestResult result = new TestResult(test.name(), differences, environment.sandbox().requests());
            sender.release();
            return result;
        }
    }

    private Map<String, InputEndpoint> start(ScenarioContext scenario, List<MockedStep> mocks) {
        Map<String, InputEndpoint> endpoints = new LinkedHashMap<>();
        try {
            scenario.start(loaded -> {
                endpoints.putAll(RouteWeaver.weave(loaded, mocks, kills()));
                refuseUnknown(endpoints);
            });
            return endpoints;
        } catch (ConfigurationException e) {
            String hint = e.getMessage().contains(StartFailure.NO_PROPERTY) ? "; say it under properties: a test reads no other" : "";
            throw new ConfigurationException(file.place(test) + ": " + e.getMessage() + hint);
        }
    }

    private Set<String> kills() {
        return test.input().stream().map(Input::killedBefore).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private void refuseUnknown(Map<String, InputEndpoint> endpoints) {
        for (Input input : test.input()) {
            if (!endpoints.containsKey(input.to())) {
                throw new ConfigurationException("there is no route " + input.to()
                        + Suggestions.hint(input.to(), endpoints.keySet()) + " (there are " + String.join(", ", endpoints.keySet()) + ")");
            }
        }
    }
}
