package com.whitelabelcro.camel.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;

/**
 * A JSON object as a Map, for scenarios. Nested objects and lists convert to JSON when a scenario puts them into a
 * text, such as a note: {@code {"a":1}} instead of Java's notation.
 */
public final class ReadObject extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param text applied to each text */
    public static ReadObject of(ObjectNode object, UnaryOperator<String> text) {
        ReadObject map = new ReadObject();
        object.properties().forEach(each -> map.put(each.getKey(), value(each.getValue(), text)));
        return map;
    }

    /** The same for any JSON: a Map, a List, a text, a number, a boolean or null. */
    public static Object value(JsonNode node, UnaryOperator<String> text) {
        if (node.isObject()) {
            return of((ObjectNode) node, text);
        } else if (node.isArray()) {
            ReadList list = new ReadList();
            node.forEach(each -> list.add(value(each, text)));
            return list;
        }
        return node.isNumber() ? number(node.decimalValue()) : node.isBoolean() ? (Object) node.booleanValue()
                : node.isNull() ? null : text.apply(node.textValue());
    }

    /** Many senders write an integer as 4711.0, and an id built from it would be a different id. */
    private static Number number(BigDecimal number) {
        return WholeNumber.of(number).map(ReadObject::smallest).orElse(number);
    }

    private static Number smallest(BigInteger whole) {
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValueExact() : whole;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            // The message of the exception may quote the record.
            throw new IllegalStateException("A " + value.getClass().getName() + " cannot be written as JSON");
        }
    }

    @Override
    public String toString() {
        return json(this);
    }

    private static final class ReadList extends ArrayList<Object> {

        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return json(this);
        }
    }
}
