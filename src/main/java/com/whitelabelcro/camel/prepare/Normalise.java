package com.whitelabelcro.camel.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.whitelabelcro.camel.action.Field;
import java.util.Iterator;
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
        Iterator<Map.Entry<String, JsonNode>> each = body.properties().iterator();
        while (each.hasNext()) {
            Map.Entry<String, JsonNode> entry = each.next();
            String text = entry.getValue().isTextual() ? entry.getValue().textValue().strip() : null;
            if (entry.getValue().isNull() || text != null && text.isEmpty()) {
                each.remove();
            } else if (text != null) {
                Field field = fields.get(entry.getKey());
                entry.setValue(field != null && field.isId() ? id(text) : TextNode.valueOf(text));
            }
        }
    }

    private static JsonNode id(String text) {
        if (WHOLE.matcher(text).matches()) {
            try {
                return LongNode.valueOf(Long.parseLong(text));
            } catch (NumberFormatException beyondLong) {
                // stays text, and the schema refuses it
            }
        }
        return TextNode.valueOf(text);
    }
}
