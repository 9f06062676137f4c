package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.request.BodyReader;
import com.whitelabelcro.camel.request.BodyReader.Unusable;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records in the body of a request: one JSON object, an array of them, or the fields of a form.
 *
 * @param records the records; a value that is not an object is refused later, together with all other mistakes
 * @param isArray whether they came in an array
 */
record GatewayBody(List<JsonNode> records, boolean isArray) {

    /** The maximum number of records in one array. */
    static final int MOST_RECORDS = 1_000;

    private static final int MOST_BYTES = 1 << 20;
    private static final int TOO_LARGE = 413;
    private static final BodyReader READER = new BodyReader();

    /**
     * Reads the body.
     *
     * @throws HttpRefusal if it cannot be read
     */
    static GatewayBody of(GatewayRequest request) {
        try {
            byte[] body = ContentCoding.decode(request.body(), request.head().headers("Content-Encoding"), MOST_BYTES);
            return read(body, request.head().headers("Content-Type"));
        } catch (UnreadableRequest e) {
            throw HttpRefusal.of(e.status(), title(e.status()), sentence(e.getMessage()));
        } catch (Unusable e) {
            throw HttpRefusal.invalid("The body cannot be read", List.of(e.getMessage()));
        }
    }

    private static GatewayBody read(byte[] body, List<String> contentTypes) throws UnreadableRequest, Unusable {
        if (contentTypes.size() > 1) {
            throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the request has several Content-Types");
        }
        String header = contentTypes.isEmpty() ? null : contentTypes.get(0);
        ContentType type = ContentType.of(header);
        Optional<Charset> charset = type.charset();
        if (type.isForm()) {
            return new GatewayBody(List.of(READER.read(HttpForm.parse(body, charset))), false);
        } else if (type.isMultipartForm()) {
            return new GatewayBody(List.of(READER.read(HttpForm.parseMultipart(body, header, charset))), false);
        } else if (!type.mediaType().isEmpty() && !type.isJson()) {
            throw new UnreadableRequest(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE, "the Content-Type is not taken here;"
                    + " send a JSON object or array as application/json, or a form as application/x-www-form-urlencoded"
                    + " or multipart/form-data");
        }
        return json(READER.value(READER.text(new ByteArrayInputStream(body), charset.orElse(StandardCharsets.UTF_8))));
    }

    private static GatewayBody json(JsonNode value) throws UnreadableRequest {
        if (!value.isArray()) {
            return new GatewayBody(List.of(value), false);
        } else if (value.isEmpty()) {
            throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the array is empty");
        } else if (value.size() > MOST_RECORDS) {
            throw new UnreadableRequest(TOO_LARGE, "the array has more than " + MOST_RECORDS + " records; send them in parts");
        }
        List<JsonNode> records = new ArrayList<>();
        value.forEach(records::add);
        return new GatewayBody(records, true);
    }

    private static String title(int status) {
        return status == TOO_LARGE ? "TooLarge" : status == UnreadableRequest.UNSUPPORTED_MEDIA_TYPE
                ? "UnsupportedMediaType" : "InvalidRequest";
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
