package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/** What a message holds at one moment, as maps, lists and single values that nobody changes any more. */
final class Plain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Plain() {}

    /** A message as a map with {@code body} and {@code headers}. */
    static Map<String, Object> message(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("body", body(message.getBody(), exchange));
        plain.put("headers", value(message.getHeaders(), exchange));
        return plain;
    }

    private static Object body(Object body, Exchange exchange) {
        Object plain = value(body, exchange);
        if (body instanceof StreamCache again) {
            again.reset();
        }
        return plain;
    }

    private static Object value(Object value, Exchange exchange) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        } else if (value instanceof JsonNode node) {
            return JSON.convertValue(node, Object.class);
        } else if (value instanceof Map<?, ?> map && !(value instanceof BrokenRow)) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), value(each, exchange)));
            return plain;
        } else if (value instanceof Collection<?> collection) {
            List<Object> plain = new ArrayList<>();
            collection.forEach(each -> plain.add(value(each, exchange)));
            return plain;
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
        return text == null ? value.toString() : text;
    }
}
