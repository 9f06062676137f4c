package com.whitelabelcro.camel.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads the caller's body as one JSON object. It is strict: exactly one object, no duplicate keys, no values that JSON
 * does not have, well-formed text only. Its messages give positions and rules and never quote the body, because a
 * parser's quotes are personal data. Thread-safe.
 */
public final class BodyReader {

    /** The maximum size of a body. It protects the memory of this process; no valid request comes near it. */
    static final int MAX_BYTES = 1 << 20;

    /** The maximum number of digits of a number; the largest id has 19. */
    static final int MAX_DIGITS = 100;

    private static final String BROKE_OFF = "the body's stream broke off while it was read";
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(StrictJson.MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectReader TREE = JSON.readerFor(JsonNode.class);

    /** The mapper that writes requests; it writes exactly what {@link #read} has read. */
    public static ObjectMapper mapper() {
        return JSON;
    }

    /**
     * Reads the body.
     *
     * @param body a Map, a String, bytes, a stream, a Reader, a JsonNode or a bean
     * @throws Unusable if it is not exactly one JSON object
     */
    public ObjectNode read(Object body) throws Unusable {
        try {
            return object(body);
        } catch (RuntimeException | StackOverflowError e) {
            // A getter failed, or another thread is modifying the Map. The exception's own message may quote values.
            throw new Unusable("the body is a " + body.getClass().getName() + ", which cannot be written as JSON");
        }
    }

    /**
     * Reads a JSON text as strictly, but accepts any value. A caller that accepts an array checks its elements with {@link #read}.
     *
     * @throws Unusable if it is not exactly one JSON value
     */
    public JsonNode value(String text) throws Unusable {
        return tree(text);
    }

    /**
     * Reads the body as text.
     *
     * @param body a String, or a stream of bytes in this charset
     * @throws Unusable if there is no body or it cannot be read
     */
    public String text(Object body, Charset charset) throws Unusable {
        String text = body instanceof InputStream stream ? decode(drain(stream), charset) : body == null ? "" : body.toString();
        if (text.length() > MAX_BYTES) {
            throw tooLarge();
        }
        return text;
    }

    /**
     * Reads the body as bytes.
     *
     * @param body a stream, or a String that was decoded from this charset
     * @throws Unusable if it cannot be read
     */
    public byte[] bytes(Object body, Charset charset) throws Unusable {
        byte[] bytes = body instanceof InputStream stream ? drain(stream) : encode(text(body, charset), charset);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        return bytes;
    }

    private static byte[] encode(String text, Charset charset) throws Unusable {
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException | UnsupportedOperationException e) {
            throw new Unusable("the body contains characters that its charset does not have");
        }
    }

    private static ObjectNode object(Object body) throws Unusable {
        if (body instanceof Map<?, ?> map) {
            return StrictJson.object(map);
        } else if (body instanceof String text) {
            return parse(text);
        } else if (body instanceof byte[] bytes) {
            return parse(decode(bytes, StandardCharsets.UTF_8));
        } else if (body instanceof InputStream stream) {
            return parse(decode(drain(stream), StandardCharsets.UTF_8));
        } else if (body instanceof Reader reader) {
            return parse(drain(reader));
        } else if (body instanceof JsonNode node) {
            return StrictJson.tree(node);
        } else if (body == null) {
            throw new Unusable("the body is empty; it must be one JSON object");
        }
        return StrictJson.tree(JSON.valueToTree(body));
    }

    private static byte[] drain(InputStream stream) throws Unusable {
        try (stream) {
            return stream.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new Unusable(BROKE_OFF);
        }
    }

    private static String drain(Reader reader) throws Unusable {
        StringBuilder text = new StringBuilder();
        char[] some = new char[8192];
        try (reader) {
            for (int n = reader.read(some); n >= 0 && text.length() <= MAX_BYTES; n = reader.read(some)) {
                text.append(some, 0, n);
            }
        } catch (IOException e) {
            throw new Unusable(BROKE_OFF);
        }
        return text.toString();
    }

    private static String decode(byte[] bytes, Charset charset) throws Unusable {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Unusable("the body is not " + charset.name());
        }
    }

    private static ObjectNode parse(String raw) throws Unusable {
        return StrictJson.tree(tree(raw));
    }

    private static JsonNode tree(String raw) throws Unusable {
        String text = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        if (text.length() > MAX_BYTES) {
            throw tooLarge();
        }
        if (text.isBlank()) {
            throw new Unusable("the body is empty; it must be one JSON object");
        }
        try {
            return TREE.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Unusable("the body is not one JSON object: " + reason(e) + position(e));
        }
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "it ends too early";
        } else if (e instanceof StreamConstraintsException) {
            return "it is nested too deep, or holds a number or text that is too long";
        } else if (e instanceof MismatchedInputException) {
            return "something follows after the first value";
        } else if (e.getOriginalMessage().startsWith("Duplicate field")) {
            return "a name occurs twice";
        }
        return "the syntax is wrong";
    }

    private static String position(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    static Unusable tooLarge() {
        return new Unusable("the body is larger than 1 MiB");
    }

    /** The body is not exactly one JSON object; the message says why and quotes nothing. */
    public static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }
}
