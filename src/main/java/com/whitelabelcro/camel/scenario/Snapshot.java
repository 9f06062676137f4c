package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.support.MessageHelper;

/** An immutable copy of the content of a message at this moment. */
final class Snapshot {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Snapshot() {}

    /** The body and the headers of the message. */
    static JsonNode of(Message message) {
        ObjectNode snapshot = JSON.createObjectNode();
        snapshot.set("body", body(message));
        ObjectNode headers = snapshot.putObject("headers");
        message.getHeaders().forEach((name, value) -> headers.set(name, value(message, value)));
        return snapshot;
    }

    private static JsonNode body(Message message) {
        Object body = message.getBody();
        if (body == null || isPlain(body)) {
            return value(message, body);
        }
        JsonNode text = value(message, body);
        if (body instanceof StreamCache) {
            MessageHelper.resetStreamCache(message);
        } else if (body instanceof InputStream || body instanceof Reader) {
            // A stream can be read once; later steps read the text instead.
            message.setBody(text.asText());
        }
        return text;
    }

    private static JsonNode value(Message message, Object value) {
        if (value == null) {
            return NullNode.getInstance();
        } else if (isPlain(value)) {
            try {
                return JSON.valueToTree(value);
            } catch (IllegalArgumentException e) {
                return TextNode.valueOf(value.toString());
            }
        }
        String text = message.getExchange().getContext().getTypeConverter()
                .tryConvertTo(String.class, message.getExchange(), value);
        return TextNode.valueOf(text == null ? value.getClass().getName() : text);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Map || value instanceof Collection || value instanceof CharSequence
                || value instanceof Number || value instanceof Boolean || value instanceof JsonNode;
    }
}
