package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * One test, as it is written in the file. Absent parts are null or empty. The constructors throw an IllegalArgumentException for
 * what contradicts itself, because a test with a mistake in it could pass whatever the scenario does.
 *
 * @param name one sentence that describes what the test shows
 * @param sandbox the settings of the sandbox
 * @param properties properties of the scenario, and of the pack if their names start with {@code wlcro.}
 * @param mocks steps that are replaced, by their ids
 * @param input the inputs, sent one after the other
 * @param expect the expected state after the inputs
 */
record TestCase(@JsonProperty(required = true) String name, ObjectNode sandbox,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) Map<String, String> properties, Map<String, Mock> mocks,
        List<Input> input, Expected expect) {

    TestCase {
        properties = properties == null ? Map.of() : properties;
        mocks = mocks == null ? Map.of() : mocks;
        input = input == null ? List.of() : input;
        expect = expect == null ? new Expected(null, null, null, null, null) : expect;
        for (String id : expect.mocks() == null ? List.<String>of() : expect.mocks().keySet()) {
            require(mocks.containsKey(id), "the step " + id + " is not mocked" + Suggestions.hint(id, mocks.keySet()));
        }
        try {
            SandboxConfig.fromJson(sandbox == null ? "" : sandbox.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sandbox: " + e.getMessage(), e);
        }
    }

    /**
     * A replaced step.
     *
     * @param fails the error that it throws; null for none
     * @param times the number of calls that throw; later calls succeed
     * @param body the body that it sets; null to leave the body unchanged
     * @param headers the headers that it sets
     */
    record Mock(String fails, Integer times, JsonNode body, ObjectNode headers) {

        private static final List<String> ERRORS = Arrays.stream(ErrorType.values()).map(ErrorType::label).toList();

        Mock {
            require(fails == null || ERRORS.contains(fails), "there is no error " + fails
                    + Suggestions.hint(String.valueOf(fails), ERRORS) + " (there are " + String.join(", ", ERRORS) + ")");
            require(fails != null || times == null, "times says how often it fails, and needs fails");
            times = times == null ? Integer.MAX_VALUE : times;
            require(times > 0, "times must be at least 1");
        }
    }

    /**
     * An input.
     *
     * @param to the id of a route, or an endpoint of the pack such as {@code wlcro-create-lead}
     * @param result the expected answer; null for any
     * @param fails the simple name of the expected exception; null for none
     * @param killedBefore the id of the step before which a kill of the process is simulated; null for no kill
     */
    record Input(@JsonProperty(required = true) String to, JsonNode body, ObjectNode headers, Message result, String fails,
            @JsonProperty("killed-before") String killedBefore) {

        Input {
            require(result == null || fails == null, "there is either a result, or it fails");
            require(killedBefore == null || result == null && fails == null,
                    "what is killed gives neither a result nor a failure");
        }
    }

    /** An expected message. What is absent is not checked; a null says that there is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(JsonNode body, JsonNode headers) {

        Message {
            require(headers == null || headers.isObject(), "headers must be a map");
            refuseBadPatterns(body);
            refuseBadPatterns(headers);
        }
    }

    /** An expected failed record. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeadLetter(JsonNode action, JsonNode reason, JsonNode connection, JsonNode message, JsonNode body) {

        DeadLetter {
            Stream.of(action, reason, connection, message, body).forEach(TestCase::refuseBadPatterns);
        }
    }

    /**
     * The expected state; null parts are not checked.
     *
     * @param records the records in the sandbox
     * @param requests the number of requests that the sandbox received
     * @param deadLetters the failed records
     * @param mocks the messages that reached the replaced steps, by step id
     * @param files the contents of files, by their names relative to the directory of the test
     */
    record Expected(List<ObjectNode> records, Integer requests, @JsonProperty("dead-letters") List<DeadLetter> deadLetters,
            Map<String, List<Message>> mocks,
            @JsonSetter(contentNulls = Nulls.SET) Map<String, JsonNode> files) {

        Expected {
            require(requests == null || requests >= 0, "requests must be a whole number");
            if (records != null) {
                records.forEach(TestCase::refuseBadPatterns);
            }
            if (files != null) {
                files.keySet().forEach(Expected::mustBeBelow);
                files.values().forEach(TestCase::refuseBadPatterns);
            }
        }

        private static void mustBeBelow(String file) {
            Path inside = Path.of(file).normalize();
            require(!inside.isAbsolute() && !inside.startsWith(".."), "the file " + file + " is not below the directory of the test");
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void refuseBadPatterns(JsonNode expected) {
        if (expected == null) {
            return;
        }
        try {
            Matching.pattern(expected);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(expected.asText() + " is no regular expression: " + e.getDescription(), e);
        }
        expected.forEach(TestCase::refuseBadPatterns);
    }
}
