package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compares a value with the expected one. A map must contain at least the expected entries; a list must contain exactly the expected
 * elements in their order; numbers and texts are compared by their text; a text {@code /.../} is a regular expression that must
 * match a part of the value; null means that the value is absent.
 */
final class Matching {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1_000;
    private static final int NONE = -1;

    private final List<Difference> differences = new ArrayList<>();

    private Matching() {}

    /** The differences; empty if the value is as expected. */
    static List<Difference> differences(String where, JsonNode expected, JsonNode found) {
        Matching matching = new Matching();
        matching.compare(where, expected, found);
        return matching.differences;
    }

    /**
     * Compares lists whose elements may be in any order. An element that equals none of the expected ones is compared with an expected
     * one that is left over.
     */
    static List<Difference> differencesInAnyOrder(String where, JsonNode expected, ArrayNode found) {
        if (!expected.isArray() || expected.size() != found.size()) {
            return differences(where, expected, found);
        }
        int[] expectedOf = new int[found.size()];
        Arrays.fill(expectedOf, NONE);
        for (int i = 0; i < expected.size(); i++) {
            assign(i, expected, found, expectedOf, new BitSet());
        }
        BitSet open = new BitSet();
        open.set(0, expected.size());
        Arrays.stream(expectedOf).filter(i -> i != NONE).forEach(open::clear);
        List<Difference> differences = new ArrayList<>();
        for (int j = 0; j < found.size(); j++) {
            if (expectedOf[j] == NONE) {
                int i = open.nextSetBit(0);
                open.clear(i);
                differences.addAll(differences(where + "[" + i + "]", expected.get(i), found.get(j)));
            }
        }
        return differences;
    }

    /** Finds an element for an expected one. If another expected one has it, that one may take a different element (Kuhn's matching). */
    private static boolean assign(int i, JsonNode expected, JsonNode found, int[] expectedOf, BitSet tried) {
        for (int j = 0; j < expectedOf.length; j++) {
            if (!tried.get(j) && differences("", expected.get(i), found.get(j)).isEmpty()) {
                tried.set(j);
                if (expectedOf[j] == NONE || assign(expectedOf[j], expected, found, expectedOf, tried)) {
                    expectedOf[j] = i;
                    return true;
                }
            }
        }
        return false;
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
        } else if (expected.isContainerNode() || there.isContainerNode() || !same(expected, there)) {
            differ(where, expected, there);
        }
    }

    /** A list of another length is reported as a whole, because it is unclear which element is missing. */
    private void compareLists(String where, JsonNode expected, JsonNode there) {
        if (expected.size() != there.size()) {
            differ(where + " (" + expected.size() + " expected, " + there.size() + " there)", expected, there);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(where + "[" + i + "]", expected.get(i), there.get(i));
        }
    }

    private static boolean same(JsonNode expected, JsonNode there) {
        if (expected.isNumber() && there.isNumber()) {
            return expected.decimalValue().compareTo(there.decimalValue()) == 0;
        }
        return pattern(expected).map(each -> each.matcher(there.asText()).find())
                .orElseGet(() -> expected.asText().equals(there.asText()));
    }

    /**
     * The regular expression in an expected text; empty if the text is not one.
     *
     * @throws PatternSyntaxException if the text is between slashes and its syntax is wrong
     */
    static Optional<Pattern> pattern(JsonNode expected) {
        String text = expected.asText();
        return expected.isTextual() && text.length() > 2 && text.startsWith("/") && text.endsWith("/")
                ? Optional.of(Pattern.compile(text.substring(1, text.length() - 1), Pattern.DOTALL)) : Optional.empty();
    }

    /** A body of JSON text is compared by its content. */
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
        String text = node == null || node.isNull() ? "nothing" : node.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text;
    }

    /**
     * A difference between what a test expects and what it found.
     *
     * @param where the place, for example {@code records[0].first_name}
     * @param expected the expected value
     * @param found the value found
     */
    record Difference(String where, String expected, String found) {}
}
