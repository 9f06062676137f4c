package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import com.whitelabelcro.camel.app.scenario.TestCase.Mock;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@code NAME.test.yaml} as it was read. Names that are not known are refused: what is misspelled would test nothing.
 *
 * @param path where it is
 * @param tests its tests, in their order
 */
record TestFile(Path path, List<TestCase> tests) {

    static final String SUFFIX = ".test.yaml";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OF_A_FILE = sorted("scenario", "tests");
    private static final Set<String> OF_A_TEST =
            sorted("name", "sandbox", "properties", "mocks", "input", "expect");
    private static final Set<String> OF_A_MOCK = sorted("body", "headers", "fails", "times");
    private static final Set<String> OF_AN_INPUT = sorted("to", "body", "headers", "result", "fails");
    private static final Set<String> OF_A_RESULT = sorted("body", "headers");

    private static Set<String> sorted(String... names) {
        return new TreeSet<>(List.of(names));
    }

    /**
     * Reads one.
     *
     * @throws ConfigurationException if anything is wrong with it; the message names file and line
     */
    static TestFile read(Path path) {
        Yaml file = Yaml.read(path);
        Map<String, Yaml> entries = file.entries("a test file", OF_A_FILE);
        Path scenario = scenario(path, file, entries.get("scenario"));
        List<TestCase> tests = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Yaml each : needed(file, "a test file", "tests", entries).items("tests")) {
            TestCase test = test(scenario, each);
            if (!names.add(test.name())) {
                throw each.mistake("there is another test of that name");
            }
            tests.add(test);
        }
        if (tests.isEmpty()) {
            throw file.mistake("there is no test in it");
        }
        return new TestFile(path, tests);
    }

    private static Path scenario(Path path, Yaml file, Yaml given) {
        String name = given == null
                ? path.getFileName().toString().replace(SUFFIX, ".camel.yaml") : given.text("scenario");
        Path scenario = path.resolveSibling(name);
        if (!Files.isRegularFile(scenario)) {
            throw (given == null ? file : given).mistake("there is no scenario " + scenario
                    + "; name its file as in scenario: mine.camel.yaml");
        }
        return scenario;
    }

    private static TestCase test(Path scenario, Yaml test) {
        Map<String, Yaml> entries = test.entries("a test", OF_A_TEST);
        Map<String, String> properties = new LinkedHashMap<>();
        optional(entries, "properties").ifPresent(all -> all.entries("properties")
                .forEach((name, value) -> properties.put(name, value.text("the property " + name))));
        Map<String, Mock> mocks = new LinkedHashMap<>();
        optional(entries, "mocks").ifPresent(all -> all.entries("mocks")
                .forEach((step, each) -> mocks.put(step, mock(each))));
        List<Input> inputs = needed(test, "a test", "input", entries).items("input").stream()
                .map(TestFile::input).toList();
        Map<String, Yaml> expect = optional(entries, "expect")
                .map(all -> all.entries("expect", Expectations.NAMES)).orElse(Map.of());
        Expectations.check(expect, mocks.keySet());
        boolean ownKeys = optional(entries, "sandbox").map(each -> each.entries("sandbox").containsKey("keys")).orElse(false);
        return new TestCase(needed(test, "a test", "name", entries).text("name"), scenario, test,
                sandbox(entries.get("sandbox")), ownKeys, properties, mocks, inputs, expect);
    }

    private static SandboxConfig sandbox(Yaml given) {
        try {
            return given == null ? SandboxConfig.defaults()
                    : SandboxConfig.fromJson(JSON.writeValueAsString(given.plain()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw given.mistake("sandbox: " + e.getMessage());
        }
    }

    private static Mock mock(Yaml mock) {
        Map<String, Yaml> entries = mock.entries("a mock", OF_A_MOCK);
        Optional<String> fails = optional(entries, "fails").map(each -> {
            String error = each.text("fails");
            if (!MockedStep.ERRORS.contains(error)) {
                throw each.mistake("there is no error " + error + Nearest.hint(error, MockedStep.ERRORS)
                        + " (" + String.join(", ", MockedStep.ERRORS) + ")");
            }
            return error;
        });
        if (entries.containsKey("times") && fails.isEmpty()) {
            throw entries.get("times").mistake("times says how often it fails; say also with what, as in fails: Unavailable");
        }
        return new Mock(mock, optional(entries, "body"), headers(entries), fails,
                optional(entries, "times").map(each -> each.number("times")).orElse(Integer.MAX_VALUE));
    }

    private static Input input(Yaml input) {
        Map<String, Yaml> entries = input.entries("an input", OF_AN_INPUT);
        Optional<Yaml> result = optional(entries, "result");
        result.ifPresent(each -> each.entries("result", OF_A_RESULT));
        if (result.isPresent() && entries.containsKey("fails")) {
            throw entries.get("fails").mistake("what fails has no result");
        }
        optional(entries, "fails").ifPresent(each -> each.text("fails"));
        Yaml to = needed(input, "an input", "to", entries);
        to.text("to");
        return new Input(input, to, optional(entries, "body"), headers(entries), result, optional(entries, "fails"));
    }

    private static Map<String, Yaml> headers(Map<String, Yaml> entries) {
        return optional(entries, "headers").map(each -> each.entries("headers")).orElse(Map.of());
    }

    private static Optional<Yaml> optional(Map<String, Yaml> entries, String name) {
        return Optional.ofNullable(entries.get(name));
    }

    private static Yaml needed(Yaml at, String what, String name, Map<String, Yaml> entries) {
        return optional(entries, name).orElseThrow(() -> at.mistake(what + " needs " + name));
    }
}
