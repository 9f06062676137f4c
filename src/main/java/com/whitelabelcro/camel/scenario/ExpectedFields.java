package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A map of a test file that may only contain known names. Each mistake is reported in one line with its place in the file. */
final class ExpectedFields {

    private final String place;
    private final JsonNode map;

    /** @throws ConfigurationException if the value is not a map, or contains an unknown name */
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

    /** The value of this name; null if it is absent. */
    JsonNode any(String name) {
        return map.get(name);
    }

    /** The value as text, where a number counts as its text; null if it is absent. */
    String text(String name) {
        JsonNode node = map.get(name);
        if (node == null) {
            return null;
        } else if (!node.isValueNode() || node.isNull() || node.asText().isBlank()) {
            throw wrong(name + " must be a text");
        }
        return node.asText();
    }

    /** The value of a mandatory text. */
    String mustText(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name + " is missing");
        }
        return text;
    }

    /** The value of a whole number that is not negative; the default if it is absent. */
    int number(String name, int otherwise) {
        JsonNode node = map.get(name);
        if (node != null && (!node.isInt() || node.intValue() < 0)) {
            throw wrong(name + " must be a whole number");
        }
        return node == null ? otherwise : node.intValue();
    }

    /** The value as a map; null if it is absent. */
    JsonNode map(String name) {
        return ofType(name, JsonNodeType.OBJECT, "a map");
    }

    /** The value as a list; null if it is absent. */
    JsonNode list(String name) {
        return ofType(name, JsonNodeType.ARRAY, "a list");
    }

    /** The elements of a list; empty if it is absent. */
    List<JsonNode> each(String name) {
        JsonNode list = list(name);
        return list == null ? List.of() : StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** The entries of a map; empty if it is absent. */
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

    /** An exception for a mistake at this place. */
    ConfigurationException wrong(String what) {
        return new ConfigurationException(place + ": " + what);
    }
}
