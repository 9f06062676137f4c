package com.whitelabelcro.camel.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.whitelabelcro.camel.ledger.FailedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The input of the form of a record. Values that were not changed keep their type; emptied ones are omitted. */
final class EditedFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode fields = JSON.createObjectNode();

    /**
     * @param record the stored record
     * @param entered the value of each field, as text
     */
    EditedFields(FailedRecord record, Map<String, String> entered) {
        JsonNode stored = RecordPage.body(record);
        entered.forEach((name, text) -> {
            JsonNode before = stored.path(name);
            if (before.isValueNode() ? before.asText().equals(text) : before.toString().equals(text)) {
                fields.set(name, before);
            } else if (!text.isBlank()) {
                fields.set(name, before.isContainerNode() ? parsed(text) : TextNode.valueOf(text));
            }
        });
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The schema decides whether the field may be a text.
            return TextNode.valueOf(text);
        }
    }

    byte[] json() {
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }
}
