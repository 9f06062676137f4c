package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.once.ContentHash;
import com.whitelabelcro.camel.prepare.BodyReader;
import com.whitelabelcro.camel.prepare.BodyReader.Unusable;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads what came in by HTTP, as a file or else, for {@code direct:wlcro-read}: one JSON object, or a form. The body
 * becomes a Map of the fields, and of the headers none is left, so that none of them decides anything. The header
 * {@link WlcroHeaders#CONTENT_HASH} is the same for all that says the same, and can stand in for an id.
 */
public final class RequestReader implements Processor {

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    /** Half of a SHA-256 tells enough apart, and is no longer than other ids. */
    private static final int HASH_LENGTH = 32;
    private static final String WHAT_IS_TAKEN =
            "send a JSON object as application/json, or a form as application/x-www-form-urlencoded";

    private final BodyReader reader = new BodyReader();

    /** @throws InvalidRequest if it is neither JSON nor a form (with the status 415), or cannot be read */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ObjectNode fields = fields(message);
        message.removeHeaders("*");
        message.setBody(map(fields));
        message.setHeader(WlcroHeaders.CONTENT_HASH, hash(fields));
    }

    /** An empty field says as much as one that is not there. */
    private static String hash(ObjectNode fields) {
        fields.properties().removeIf(each -> each.getValue().isNull()
                || each.getValue().isTextual() && each.getValue().textValue().isBlank());
        return ContentHash.of(fields).hex().substring(0, HASH_LENGTH);
    }

    private ObjectNode fields(Message message) {
        String type = mediaType(message.getHeader(Exchange.CONTENT_TYPE, "", String.class));
        try {
            if (message.getBody() instanceof Map<?, ?> form) {
                // The HTTP component has read it.
                return reader.read(HttpForm.of(form, type.equals(HttpForm.MEDIA_TYPE)));
            } else if (type.equals(HttpForm.MEDIA_TYPE)) {
                return reader.read(HttpForm.parse(reader.text(body(message))));
            } else if (type.isEmpty() || type.equals("application/json") || type.endsWith("+json")) {
                return reader.read(body(message));
            }
        } catch (Unusable e) {
            throw new InvalidRequest("what came in cannot be read", details(0, e.getMessage()));
        } catch (HttpForm.IsJson e) {
            throw unsupported("the Content-Type says that the body is a form, and it is JSON");
        }
        throw unsupported("the Content-Type is neither JSON nor a form");
    }

    private static InvalidRequest unsupported(String what) {
        return new InvalidRequest("what came in cannot be read", details(UNSUPPORTED_MEDIA_TYPE, what + "; " + WHAT_IS_TAKEN));
    }

    private static Details details(int status, String violation) {
        return new Details("read", Connection.DEFAULT, status, "", List.of(violation), 0, "");
    }

    private static String mediaType(String contentType) {
        return contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static Object body(Message message) {
        Object body = message.getBody();
        return body == null || body instanceof String ? body : message.getBody(InputStream.class);
    }

    private static Map<String, Object> map(ObjectNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(each -> map.put(each.getKey(), value(each.getValue())));
        return map;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return map((ObjectNode) node);
        } else if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(each -> list.add(value(each)));
            return list;
        }
        return node.isNumber() ? number(node.decimalValue()) : node.isBoolean() ? (Object) node.booleanValue()
                : node.isNull() ? null : node.textValue().strip();
    }

    /** Many senders write a whole number as 4711.0, and an id made of it would be another one. */
    private static Number number(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        return !whole ? number : number.precision() - number.scale() <= 18 ? (Number) number.longValueExact()
                : number.toBigIntegerExact();
    }
}
