package com.whitelabelcro.camel.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Field;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tidies the fields of a request: trims text, leaves out what is empty (a PATCH with an explicit null has no
 * documented meaning, contract section 9 row 18), and takes {@code "12345"} for an id as 12345. Nothing else is altered:
 * a zip code keeps its zeros.
 */
final class Normalise {

    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,18}");

    private Normalise() {}

    static void tidy(ObjectNode body, Map<String, Field> fields) {
        for (String name : new ArrayList<>(body.properties().stream().map(Map.Entry::getKey).toList())) {
            JsonNode value = body.get(name);
            if (value.isTextual()) {
                String text = value.textValue().strip();
                if (text.isEmpty()) {
                    body.remove(name);
                } else if (fields.containsKey(name) && fields.get(name).isId()) {
                    putId(body, name, text);
                } else {
                    body.put(name, text);
                }
            } else if (value.isNull()) {
                body.remove(name);
            }
        }
    }

    private static void putId(ObjectNode body, String name, String text) {
        if (WHOLE.matcher(text).matches()) {
            try {
                body.put(name, Long.parseLong(text));
                return;
            } catch (NumberFormatException beyondLong) {
                // stays text, and the schema refuses it
            }
        }
        body.put(name, text);
    }
}
