package com.whitelabelcro.camel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.request.BodyReader.Unusable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * Copies a value into a new JSON tree if it consists of JSON's own kinds of values only. The copy is a snapshot: later
 * changes to the caller's Map do not affect the waiting record.
 */
final class StrictJson {

    static final int MAX_DEPTH = 32;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The remaining size. Lists that share elements can be small while their copy is endless. */
    private int left = BodyReader.MAX_BYTES;

    private StrictJson() {}

    /** @throws Unusable if it is not an object, or contains a value that no request can contain */
    static ObjectNode tree(JsonNode node) throws Unusable {
        if (node instanceof ObjectNode object) {
            new StrictJson().check(object, 0);
            return object.deepCopy();
        }
        throw new Unusable("the body is " + kind(node) + "; it must be one JSON object");
    }

    static ObjectNode object(Map<?, ?> map) throws Unusable {
        return (ObjectNode) new StrictJson().copy(map, null, 0);
    }

    private JsonNode copy(Object value, String field, int depth) throws Unusable {
        enter(depth);
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return NODES.textNode(text(value.toString()));
        } else if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        } else if (value instanceof Number number) {
            return finite(number(number, field));
        } else if (value instanceof JsonNode node) {
            check(node, depth);
            return node.deepCopy();
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = text(String.valueOf(entry.getKey()));
                if (object.has(name)) {
                    throw new Unusable("the body holds a name twice");
                }
                object.set(name, copy(entry.getValue(), name, depth + 1));
            }
            return object;
        } else if (value instanceof Iterable<?> list) {
            ArrayNode array = NODES.arrayNode();
            for (Object each : list) {
                array.add(copy(each, field, depth + 1));
            }
            return array;
        }
        throw new Unusable(shown(field) + " is a " + value.getClass().getName() + "; use text, a number, true or false");
    }

    private static String shown(String field) {
        return field == null ? "the body" : FieldName.shown(field);
    }

    private static JsonNode number(Number number, String field) throws Unusable {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return NODES.numberNode(number.intValue());
        } else if (number instanceof Long whole) {
            return NODES.numberNode(whole);
        } else if (number instanceof BigInteger whole) {
            return NODES.numberNode(whole);
        } else if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        } else if (Double.isFinite(number.doubleValue())) {
            return NODES.numberNode(new BigDecimal(number.toString()));
        }
        throw new Unusable(shown(field) + " is not a finite number");
    }

    /** Rejects values that the tree can hold but JSON, or the API's text, cannot. */
    private void check(JsonNode node, int depth) throws Unusable {
        enter(depth);
        if (node.isTextual()) {
            text(node.textValue());
        } else if (node.isNumber()) {
            finite(node);
        } else if (node.isPojo() || node.isBinary()) {
            throw new Unusable("the body holds a value that is neither text nor a number, true or false");
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                text(field.getKey());
                check(field.getValue(), depth + 1);
            }
        } else {
            for (JsonNode each : node) {
                check(each, depth + 1);
            }
        }
    }

    private void enter(int depth) throws Unusable {
        if (depth > MAX_DEPTH) {
            throw new Unusable("the body is nested too deep");
        }
        spend(1);
    }

    private void spend(int size) throws Unusable {
        left -= size;
        if (left < 0) {
            throw BodyReader.tooLarge();
        }
    }

    private static JsonNode finite(JsonNode number) throws Unusable {
        if (!number.isFloat() && !number.isDouble() && number.decimalValue().precision() > BodyReader.MAX_DIGITS) {
            throw new Unusable("the body holds a number that is too long");
        } else if (!Double.isFinite(number.doubleValue())) {
            throw new Unusable("the body holds a number that is out of range");
        }
        return number;
    }

    /** Jackson silently writes a question mark for half a surrogate pair; a NUL ends a text in many databases. */
    private String text(String text) throws Unusable {
        spend(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Unusable("the body holds a NUL character");
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new Unusable("the body holds half a surrogate pair, which is no character");
            }
        }
        return text;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "empty";
            default -> "a value";
        };
    }
}
