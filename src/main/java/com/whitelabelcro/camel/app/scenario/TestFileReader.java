package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.app.scenario.TestCase.Expected;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import com.whitelabelcro.camel.app.scenario.TestCase.Mock;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a file of tests, strictly: a slip that went unnoticed would be a test that cannot fail. */
final class TestFileReader {

    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    private static final List<String> ERRORS = List.of("InvalidRequest", "Unauthorized", "Forbidden", "NotFound",
            "Conflict", "RateLimited", "Unavailable", "OutcomeUnknown");

    private final Path path;
    private final Set<String> seen = new HashSet<>();

    private TestFileReader(Path path) {
        this.path = path;
    }

    /** @throws ConfigurationException if it cannot be read, or something is wrong with it */
    static TestFile read(Path path) {
        return new TestFileReader(path).file();
    }

    private TestFile file() {
        Fields file = new Fields(path.toString(), yaml(), "scenario", "tests");
        List<TestCase> tests = new ArrayList<>();
        for (JsonNode each : file.each("tests")) {
            tests.add(test(each, tests.size() + 1));
        }
        if (tests.isEmpty()) {
            throw file.wrong("there is no test in it; tests is a list of them");
        }
        return new TestFile(path, scenario(file), tests);
    }

    private JsonNode yaml() {
        try {
            return YAML.readTree(Files.readString(path));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ConfigurationException(
                    path + (line > 0 ? ", line " + line : "") + ": " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigurationException(path + " cannot be read; is it there, and UTF-8 text?");
        }
    }

    private Path scenario(Fields file) {
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
        String name = new Fields(path + ", test " + number, node,
                "name", "sandbox", "properties", "mocks", "input", "expect").mustText("name");
        String place = path + ", test \"" + name + "\"";
        Fields test = new Fields(place, node, "name", "sandbox", "properties", "mocks", "input", "expect");
        if (!seen.add(name)) {
            throw test.wrong("there is another test of that name");
        }
        List<Mock> mocks = test.names("mocks").stream().map(id -> mock(place, id, test.map("mocks").get(id))).toList();
        List<Input> inputs = new ArrayList<>();
        for (JsonNode each : test.each("input")) {
            inputs.add(input(place + ", input " + (inputs.size() + 1), each));
        }
        return new TestCase(place, name, test.map("sandbox"), properties(test), mocks, inputs,
                expected(place + ", expect", test.map("expect"), mocks));
    }

    private static Map<String, String> properties(Fields test) {
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
        Fields mock = new Fields(place + ", mock " + id, node, "fails", "times", "body", "headers");
        String fails = mock.text("fails");
        if (fails != null && !ERRORS.contains(fails)) {
            throw mock.wrong("there is no error " + fails + Nearest.hint(fails, ERRORS) + " (there are "
                    + String.join(", ", ERRORS) + ")");
        } else if (fails == null && mock.any("times") != null) {
            throw mock.wrong("times says how often it fails, and needs fails");
        }
        return new Mock(id, fails, mock.number("times", Integer.MAX_VALUE), mock.any("body"), mock.map("headers"));
    }

    private static Input input(String place, JsonNode node) {
        Fields input = new Fields(place, node, "to", "body", "headers", "result", "fails");
        JsonNode result = input.map("result");
        if (result != null) {
            new Fields(place + ", result", result, "body", "headers").map("headers");
        }
        String fails = input.text("fails");
        if (result != null && fails != null) {
            throw input.wrong("there is either a result, or it fails");
        }
        return new Input(input.mustText("to"), input.any("body"), input.map("headers"), result, fails);
    }

    private static Expected expected(String place, JsonNode node, List<Mock> mocks) {
        if (node == null) {
            return new Expected(null, null, null, null, null);
        }
        Fields expected = new Fields(place, node, "records", "requests", "dead-letters", "mocks", "files");
        expected.number("requests", 0);
        Set<String> ids = new HashSet<>();
        mocks.forEach(each -> ids.add(each.id()));
        for (String id : expected.names("mocks")) {
            if (!ids.contains(id)) {
                throw expected.wrong("the step " + id + " is not mocked" + Nearest.hint(id, ids));
            }
        }
        for (String file : expected.names("files")) {
            Path inside = Path.of(file).normalize();
            if (inside.isAbsolute() || inside.startsWith("..")) {
                throw expected.wrong("the file " + file + " is not below the directory of the test");
            }
        }
        return new Expected(expected.list("records"), expected.any("requests"), expected.list("dead-letters"),
                expected.map("mocks"), expected.map("files"));
    }
}
