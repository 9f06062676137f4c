package com.whitelabelcro.camel.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.model.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Hash for comparing the content of two requests: the SHA-256 of method, path and body, with the fields of the body
 * sorted by name. 1 and 1.0 are the same number; {@code 1} and {@code "1"} differ.
 */
public final class ContentHash {

    private final List<String> parts = new ArrayList<>();

    private ContentHash() {}

    static Sha256 of(WriteRequest request) {
        ContentHash hash = new ContentHash();
        hash.parts.add(request.action().method());
        hash.parts.add(request.path());
        hash.add(request.fields());
        return Sha256.of(hash.parts.toArray(String[]::new));
    }

    /** Hashes the fields alone, independent of the action that they are sent with. */
    public static Sha256 of(JsonNode fields) {
        ContentHash hash = new ContentHash();
        hash.add(fields);
        return Sha256.of(hash.parts.toArray(String[]::new));
    }

    private void add(JsonNode node) {
        if (node.isObject()) {
            parts.add("{" + node.size());
            for (String name : new TreeSet<>(names(node))) {
                parts.add(name);
                add(node.get(name));
            }
        } else if (node.isArray()) {
            parts.add("[" + node.size());
            node.forEach(this::add);
        } else if (node.isNumber()) {
            parts.add("n" + node.decimalValue().stripTrailingZeros());
        } else {
            parts.add(node.isTextual() ? "t" + node.textValue() : node.asText());
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
