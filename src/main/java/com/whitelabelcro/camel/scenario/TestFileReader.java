package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.scenario.TestCase.Input;
import com.whitelabelcro.camel.scenario.TestCase.Mock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a test file strictly, because an unnoticed typing mistake could make a test that cannot fail. */
final class TestFileReader {

    private static final List<String> ERRORS = Arrays.stream(ErrorType.values()).map(ErrorType::label).toList();

    private final Path path;
    private final Set<String> seen = new HashSet<>();

    private TestFileReader(Path path) {
        this.path = path;
    }

    /** @throws ConfigurationException if the file cannot be read or is not valid */
    static TestFile read(Path path) {
        return new TestFileReader(path).file();
    }

    private TestFile file() {
        ExpectedFields file = new ExpectedFields(path.toString(), StrictYaml.read(path), "scenario", "tests");
        List<TestCase> tests = new ArrayList<>();
        for (JsonNode each : file.each("tests")) {
            tests.add(test(each, tests.size() + 1));
        }
        if (tests.isEmpty()) {
            throw file.wrong("there is no test in it; tests is a list of them");
        }
        return new TestFile(path, scenario(file), tests);
    }

    private Path scenario(ExpectedFields file) {
        String name = path.getFileName().toString();
        String said = file.text("scenario");
        if (said == null && !name.endsWith(TestFile.SUFFIX)) {
            throw file.wrong("say which scenario it tests, or name it as the scenario with " + TestFile.SUFFIX);
        }
        Path scenario = path.resolveSibling(said != null ? said
                : name.substring(0, name.length() - TestFile.SUFFIX.length()) + ".camel.yaml");
        if (!Files.isRegularFile(scenario)) {
            throw file.wrong("there is no scenario " + scenario);
        }
        return scenario;
    }

    private TestCase test(JsonNode node, int number) {
        String name = new ExpectedFields(path + ", test " + number, node,
                "name", "sandbox", "properties", "mocks", "input", "expect").mustText("name");
        String place = path + ", test \"" + name + "\"";
        ExpectedFields test = new ExpectedFields(place, node, "name", "sandbox", "properties", "mocks", "input", "expect");
        if (!seen.add(name)) {
            throw test.wrong("there is another test of that name");
        }
        List<Mock> mocks = test.names("mocks").stream().map(id -> mock(place, id, test.map("mocks").get(id))).toList();
        List<Input> inputs = new ArrayList<>();
        for (JsonNode each : test.each("input")) {
            inputs.add(input(place + ", input " + (inputs.size() + 1), each));
        }
        return new TestCase(place, name, sandbox(test), properties(test), mocks, inputs,
                ExpectedReader.read(place + ", expect", test.map("expect"), mocks));
    }

    private static JsonNode sandbox(ExpectedFields test) {
        JsonNode said = test.map("sandbox");
        try {
            SandboxConfig.fromJson(said == null ? "" : said.toString());
            return said;
        } catch (IllegalArgumentException e) {
            throw test.wrong("sandbox: " + e.getMessage());
        }
    }

    private static Map<String, String> properties(ExpectedFields test) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : test.names("properties")) {
            JsonNode value = test.map("properties").get(name);
            if (!value.isValueNode()) {
                throw test.wrong("the property " + name + " must be a text");
            }
            properties.put(name, value.isNull() ? "" : value.asText());
        }
        return properties;
    }

    private static Mock mock(String place, String id, JsonNode node) {
        ExpectedFields mock = new ExpectedFields(place + ", mock " + id, node, "fails", "times", "body", "headers");
        String fails = mock.text("fails");
        if (fails != null && !ERRORS.contains(fails)) {
            throw mock.wrong("there is no error " + fails + Suggestions.hint(fails, ERRORS) + " (there are "
                    + String.join(", ", ERRORS) + ")");
        } else if (fails == null && mock.any("times") != null) {
            throw mock.wrong("times says how often it fails, and needs fails");
        }
        int times = mock.number("times", Integer.MAX_VALUE);
        if (times == 0) {
            throw mock.wrong("times must be at least 1");
        }
        return new Mock(id, fails, times, mock.any("body"), mock.map("headers"));
    }

    private static Input input(String place, JsonNode node) {
        ExpectedFields input = new ExpectedFields(place, node, "to", "body", "headers", "result", "fails", "killed-before");
        JsonNode result = input.map("result");
        if (result != null) {
            new ExpectedFields(place + ", result", result, "body", "headers").map("headers");
            ExpectedReader.refuseBadPatterns(place + ", result", result);
        }
        String fails = input.text("fails");
        if (result != null && fails != null) {
            throw input.wrong("there is either a result, or it fails");
        }
        String killedBefore = input.text("killed-before");
        if (killedBefore != null && (result != null || fails != null)) {
            throw input.wrong("what is killed gives neither a result nor a failure");
        }
        return new Input(input.mustText("to"), input.any("body"), input.map("headers"), result, fails, killedBefore);
    }
}
