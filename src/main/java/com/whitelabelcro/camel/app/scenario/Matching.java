package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares what is there with what was expected. A map must have at least the entries that are named, a list exactly the
 * elements in their order; numbers and texts are compared by their text, a text {@code /.../} is a regular expression that must be
 * found, and null means that nothing is there.
 */
final class Matching {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Difference> differences = new ArrayList<>();

    private Matching() {}

    /** What differs; nothing if all is as expected. */
    static List<Difference> differences(String where, JsonNode expected, JsonNode found) {
        Matching matching = new Matching();
        matching.compare(where, expected, found);
        return matching.differences;
    }

    private void compare(String where, JsonNode expected, JsonNode found) {
        JsonNode there = expected.isContainerNode() ? parsed(found) : found;
        if (expected.isNull()) {
            if (there != null && !there.isNull()) {
                differ(where, expected, there);
            }
        } else if (there == null || there.isNull()) {
            differ(where, expected, null);
        } else if (expected.isObject() && there.isObject()) {
            expected.properties().forEach(each ->
                    compare(where + "." + each.getKey(), each.getValue(), there.get(each.getKey())));
        } else if (expected.isArray() && there.isArray()) {
            compareLists(where, expected, there);
        } else if (expected.isContainerNode() || there.isContainerNode() || !sameText(expected.asText(), there.asText())) {
            differ(where, expected, there);
        }
    }

    /** A list of another length is told as a whole: which element is missing, nobody can say. */
    private void compareLists(String where, JsonNode expected, JsonNode there) {
        if (expected.size() != there.size()) {
            differ(where + " (" + expected.size() + " expected, " + there.size() + " there)", expected, there);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(where + "[" + i + "]", expected.get(i), there.get(i));
        }
    }

    private static boolean sameText(String expected, String there) {
        boolean pattern = expected.length() > 2 && expected.startsWith("/") && expected.endsWith("/");
        return pattern
                ? Pattern.compile(expected.substring(1, expected.length() - 1), Pattern.DOTALL).matcher(there).find()
                : expected.equals(there);
    }

    /** A body that is JSON as text is compared as what it says. */
    private static JsonNode parsed(JsonNode found) {
        if (found == null || !found.isTextual()) {
            return found;
        }
        try {
            return JSON.readTree(found.asText());
        } catch (JsonProcessingException e) {
            return found;
        }
    }

    private void differ(String where, JsonNode expected, JsonNode found) {
        differences.add(new Difference(where, shown(expected), shown(found)));
    }

    private static String shown(JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? "nothing" : node.toString();
    }
}
