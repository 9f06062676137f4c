package com.whitelabelcro.camel.queue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.caller.DeliveryHeaders;
import com.whitelabelcro.camel.model.ReadObject;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The body and the kept headers of a scenario that is called later, as JSON. A body is text, JSON or bytes, and becomes that again. */
final class ScenarioInput {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String BODY = "body";
    private static final String TEXT = "text";
    private static final String BYTES = "bytes";
    private static final String HEADERS = "headers";

    private ScenarioInput() {}

    static byte[] write(Message message) throws IOException {
        ObjectNode input = JSON.createObjectNode();
        Object body = message.getBody();
        if (body == null || body instanceof Map || body instanceof Iterable && !(body instanceof JsonNode)) {
            input.set(BODY, JSON.valueToTree(body));
        } else if (body instanceof JsonNode json) {
            input.set(BODY, json);
        } else if (body instanceof String text) {
            input.put(TEXT, text);
        } else {
            input.put(BYTES, message.getBody(byte[].class));
        }
        ObjectNode headers = input.putObject(HEADERS);
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (type != null) {
            headers.put(Exchange.CONTENT_TYPE, type);
        }
        DeliveryHeaders.kept(message).forEach(headers::put);
        return JSON.writeValueAsBytes(input);
    }

    static void read(byte[] stored, Message message) throws IOException {
        JsonNode input = JSON.readTree(stored);
        input.path(HEADERS).properties().forEach(each -> message.setHeader(each.getKey(), each.getValue().asText()));
        if (input.has(TEXT)) {
            message.setBody(input.get(TEXT).asText());
        } else if (input.has(BYTES)) {
            message.setBody(input.get(BYTES).binaryValue());
        } else {
            message.setBody(ReadObject.value(input.get(BODY), UnaryOperator.identity()));
        }
    }
}
