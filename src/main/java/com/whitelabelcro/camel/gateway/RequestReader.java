package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.ledger.ContentHash;
import com.whitelabelcro.camel.model.ReadObject;
import com.whitelabelcro.camel.request.BodyReader;
import com.whitelabelcro.camel.request.BodyReader.Unusable;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads input that arrived by HTTP, as a file or otherwise, for {@code direct:wlcro-read}: one JSON object, or a form.
 * The body becomes a Map of the fields, and all headers are removed, so that none of them has any effect. The header
 * {@link WlcroHeaders#CONTENT_HASH} is the same for equal content and can be used in place of an id.
 */
public final class RequestReader implements Processor {

    /** Half of a SHA-256 is enough to distinguish inputs and is no longer than other ids. */
    private static final int HASH_LENGTH = 32;
    private static final int MOST_UNPACKED = 1 << 20;
    static final String WHAT_IS_TAKEN =
            "send a JSON object as application/json, or a form as application/x-www-form-urlencoded";

    private final BodyReader reader = new BodyReader();

    /** @throws InvalidRequest if the input is neither JSON nor a form (status 415), or cannot be read */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ObjectNode fields = fields(message);
        message.removeHeaders("*");
        message.setBody(ReadObject.of(fields, String::strip));
        message.setHeader(WlcroHeaders.CONTENT_HASH, hash(fields));
    }

    /** An empty field is equal to a missing one. */
    private static String hash(ObjectNode fields) {
        fields.properties().removeIf(each -> each.getValue().isNull()
                || each.getValue().isTextual() && each.getValue().textValue().isBlank());
        return ContentHash.of(fields).hex().substring(0, HASH_LENGTH);
    }

    private ObjectNode fields(Message message) {
        ContentType type = ContentType.of(message.getHeader(Exchange.CONTENT_TYPE, String.class));
        String coding = message.getHeader(Exchange.CONTENT_ENCODING, "", String.class);
        try {
            if (message.getBody() instanceof Map<?, ?> form) {
                // The HTTP component has already parsed the form.
                return reader.read(HttpForm.of(form, type.isForm()));
            }
            if (ContentCoding.isGzip(List.of(coding)) && !(message.getBody() instanceof String)) {
                // A step of the route may have unpacked it and left the header.
                byte[] body = reader.bytes(body(message), StandardCharsets.UTF_8);
                message.setBody(ContentCoding.isPacked(body) ? ContentCoding.unpack(body, MOST_UNPACKED) : body);
            }
            if (type.isForm()) {
                Optional<Charset> charset = type.charset();
                byte[] body = reader.bytes(body(message), charset.orElse(StandardCharsets.UTF_8));
                return reader.read(HttpForm.parse(body, charset));
            } else if (type.mediaType().isEmpty() || type.isJson()) {
                return reader.read(reader.text(body(message), type.charset().orElse(StandardCharsets.UTF_8)));
            }
        } catch (Unusable e) {
            throw unreadable(0, e.getMessage());
        } catch (UnreadableRequest e) {
            throw unreadable(e.status(), e.getMessage());
        }
        throw unreadable(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE,
                "the Content-Type is neither JSON nor a form; " + WHAT_IS_TAKEN);
    }

    private static InvalidRequest unreadable(int status, String violation) {
        return new InvalidRequest("the input cannot be read",
                new Details("read", Connection.DEFAULT, status, "", List.of(violation), 0, 0, ""));
    }

    private static Object body(Message message) {
        Object body = message.getBody();
        return body == null || body instanceof String ? body : message.getBody(InputStream.class);
    }
}
