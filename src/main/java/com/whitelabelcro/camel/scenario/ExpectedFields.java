package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A map of a test file, of which only known names may be said; every mistake is told in one line with its place. */
final class ExpectedFields {

    private final String place;
    private final JsonNode map;

    /** @throws ConfigurationException if it is no map, or says something that is not among the known names */
    ExpectedFields(String place, JsonNode node, String... known) {
        this.place = place;
        this.map = node;
        if (!node.isObject()) {
            throw wrong("a map is expected, with " + String.join(", ", known));
        }
        List<String> names = List.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw wrong("unknown name " + name + Suggestions.hint(name, names) + " (there are "
                        + String.join(", ", names) + ")");
            }
        });
    }

    /** What is said under that name; null if nothing is. */
    JsonNode any(String name) {
        return map.get(name);
    }

    /** A text, or a number by its text; null if nothing is said. */
    String text(String name) {
        JsonNode node = map.get(name);
        if (node == null) {
            return null;
        } else if (!node.isValueNode() || node.isNull() || node.asText().isBlank()) {
            throw wrong(name + " must be a text");
        }
        return node.asText();
    }

    /** A text that must be there. */
    String mustText(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name + " is missing");
        }
        return text;
    }

    /** A whole number, not negative; the other one if nothing is said. */
    int number(String name, int otherwise) {
        JsonNode node = map.get(name);
        if (node != null && (!node.isInt() || node.intValue() < 0)) {
            throw wrong(name + " must be a whole number");
        }
        return node == null ? otherwise : node.intValue();
    }

    /** A map; null if nothing is said. */
    JsonNode map(String name) {
        return ofType(name, JsonNodeType.OBJECT, "a map");
    }

    /** A list; null if nothing is said. */
    JsonNode list(String name) {
        return ofType(name, JsonNodeType.ARRAY, "a list");
    }

    /** The elements of a list; none if nothing is said. */
    List<JsonNode> each(String name) {
        JsonNode list = list(name);
        return list == null ? List.of() : StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** The names of a map; none if nothing is said. */
    List<String> names(String name) {
        List<String> names = new ArrayList<>();
        JsonNode node = map(name);
        (node == null ? MissingNode.getInstance() : node).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode ofType(String name, JsonNodeType type, String what) {
        JsonNode node = map.get(name);
        if (node != null && node.getNodeType() != type) {
            throw wrong(name + " must be " + what);
        }
        return node;
    }

    /** A mistake at this place. */
    ConfigurationException wrong(String what) {
        return new ConfigurationException(place + ": " + what);
    }
}
