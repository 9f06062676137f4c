package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a test file strictly, because an unnoticed typing mistake could make a test that cannot fail. Jackson reads it into
 * {@link TestCase}; each mistake is reported in one line with its place in the file.
 */
final class TestFileReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private final Path path;

    private record Document(String scenario, List<TestCase> tests) {}

    private TestFileReader(Path path) {
        this.path = path;
    }

    /** @throws ConfigurationException if the file cannot be read or is not valid */
    static TestFile read(Path path) {
        return new TestFileReader(path).file(StrictYaml.read(path));
    }

    private TestFile file(JsonNode file) {
        if (!file.isObject()) {
            throw new ConfigurationException(path + ": a map is expected, with scenario, tests");
        }
        refuseEmptyNames(file);
        try {
            Document read = JSON.treeToValue(file, Document.class);
            if (read.tests() == null || read.tests().isEmpty()) {
                throw new ConfigurationException(path + ": there is no test in it; tests is a list of them");
            }
            TestFile tests = new TestFile(path, scenario(read.scenario()), read.tests());
            Set<String> seen = new HashSet<>();
            read.tests().stream().filter(each -> !seen.add(each.name())).forEach(each -> {
                throw new ConfigurationException(tests.place(each) + ": there is another test of that name");
            });
            return tests;
        } catch (JsonMappingException e) {
            throw new ConfigurationException(message(e, file));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path scenario(String said) {
        String name = path.getFileName().toString();
        if (said == null && !name.endsWith(TestFile.SUFFIX)) {
            throw new ConfigurationException(path + ": say which scenario it tests, or name it as the scenario with " + TestFile.SUFFIX);
        }
        Path scenario = path.resolveSibling(said != null ? said
                : name.substring(0, name.length() - TestFile.SUFFIX.length()) + ".camel.yaml");
        if (!Files.isRegularFile(scenario)) {
            throw new ConfigurationException(path + ": there is no scenario " + scenario);
        }
        return scenario;
    }

    /** A name without a value would count as absent. */
    private void refuseEmptyNames(JsonNode file) {
        refuseEmptyNames(path.toString(), file);
        for (int i = 0; i < file.path("tests").size(); i++) {
            JsonNode test = file.path("tests").path(i);
            String place = place(file, i);
            refuseEmptyNames(place, test);
            refuseEmptyNames(place + ", mocks", test.path("mocks"));
            test.path("mocks").forEach(each -> refuseEmptyNames(place + ", mocks", each));
            test.path("input").forEach(each -> refuseEmptyNames(place + ", input", each));
            refuseEmptyNames(place + ", expect", test.path("expect"));
        }
    }

    private static void refuseEmptyNames(String place, JsonNode map) {
        map.properties().forEach(each -> {
            if (each.getValue().asText("").isBlank() && each.getValue().isValueNode() && !each.getKey().equals("body")) {
                throw new ConfigurationException(place + ": " + each.getKey() + " has no value");
            }
        });
    }

    private String message(JsonMappingException e, JsonNode file) {
        List<Reference> way = e.getPath();
        if (e.getCause() instanceof IllegalArgumentException wrong) {
            return place(way, file) + ": " + wrong.getMessage();
        }
        int last = way.size() - (way.get(way.size() - 1).getFieldName() == null ? 2 : 1);
        String place = place(way.subList(0, last), file) + ": ";
        String name = words(way.subList(last, way.size())).substring(2);
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
            return place + "unknown name " + name + Suggestions.hint(name, known) + " (there are " + String.join(", ", known) + ")";
        }
        if (e instanceof InvalidNullException) {
            return place + name + " has no value";
        }
        // A whole number that is too large is no MismatchedInputException.
        Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : Integer.class;
        return place + name + (e.getMessage().startsWith("Missing required") ? " is missing" : " must be " + kind(type));
    }

    private static String kind(Class<?> type) {
        return Collection.class.isAssignableFrom(type) ? "a list" : type == Integer.class ? "a whole number"
                : type == String.class ? "a text" : "a map";
    }

    /** The file, the name of the test, and the way inside the test. */
    private String place(List<Reference> way, JsonNode file) {
        if (way.size() < 2) {
            return path.toString();
        }
        return place(file, way.get(1).getIndex()) + words(way.subList(2, way.size()));
    }

    private String place(JsonNode file, int test) {
        String name = file.path("tests").path(test).path("name").asText("");
        return path + ", test " + (name.isBlank() ? test + 1 : "\"" + name + "\"");
    }

    private static String words(List<Reference> way) {
        return way.stream().map(each -> each.getFieldName() == null ? " " + (each.getIndex() + 1) : ", " + each.getFieldName())
                .collect(Collectors.joining());
    }

    /**
     * A test file.
     *
     * @param path the path of the file
     * @param scenario the file of the routes under test
     * @param tests the tests in the order of the file
     */
    record TestFile(Path path, Path scenario, List<TestCase> tests) {

        static final String SUFFIX = ".test.yaml";

        /** The file and the test, for messages. */
        String place(TestCase test) {
            return path + ", test \"" + test.name() + "\"";
        }
    }
}
