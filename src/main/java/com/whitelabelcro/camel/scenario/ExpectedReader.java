package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.scenario.TestCase.Expected;
import com.whitelabelcro.camel.scenario.TestCase.Mock;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Reads the {@code expect} part of a test. */
final class ExpectedReader {

    private ExpectedReader() {}

    static Expected read(String place, JsonNode node, List<Mock> mocks) {
        if (node == null) {
            return new Expected(null, null, null, null, null);
        }
        ExpectedFields expected = new ExpectedFields(place, node, "records", "requests", "dead-letters", "mocks", "files");
        refuseBadPatterns(place, node);
        expected.number("requests", 0);
        expected.each("records").forEach(each -> mustBeMap(expected, each));
        expected.each("dead-letters").forEach(each -> new ExpectedFields(
                place + ", dead-letters", each, "action", "reason", "connection", "message", "body"));
        List<String> ids = mocks.stream().map(Mock::id).toList();
        expected.names("mocks").forEach(id -> reads(place, expected, id, ids));
        expected.names("files").forEach(file -> mustBeBelow(expected, file));
        return new Expected(expected.list("records"), expected.any("requests"), expected.list("dead-letters"),
                expected.map("mocks"), expected.map("files"));
    }

    private static void reads(String place, ExpectedFields expected, String id, List<String> ids) {
        if (!ids.contains(id)) {
            throw expected.wrong("the step " + id + " is not mocked" + Suggestions.hint(id, ids));
        }
        ExpectedFields mocks = new ExpectedFields(place + ", mocks", expected.map("mocks"), ids.toArray(String[]::new));
        mocks.each(id).forEach(each -> new ExpectedFields(place + ", mocks, " + id, each, "body", "headers").map("headers"));
    }

    private static void mustBeMap(ExpectedFields expected, JsonNode each) {
        if (!each.isObject()) {
            throw expected.wrong("records must be a list of maps");
        }
    }

    private static void mustBeBelow(ExpectedFields expected, String file) {
        Path inside = Path.of(file).normalize();
        if (inside.isAbsolute() || inside.startsWith("..")) {
            throw expected.wrong("the file " + file + " is not below the directory of the test");
        }
    }

    /** @throws ConfigurationException if a text between slashes is not a regular expression */
    static void refuseBadPatterns(String place, JsonNode node) {
        try {
            Matching.pattern(node);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException(place + ": " + node.asText() + " is no regular expression: "
                    + e.getDescription());
        }
        node.forEach(each -> refuseBadPatterns(place, each));
    }
}
