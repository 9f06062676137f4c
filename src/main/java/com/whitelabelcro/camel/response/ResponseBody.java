package com.whitelabelcro.camel.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of an answer, and whether it confirms that the request was applied (contract section 1: a flat object with
 * the fields of column Returns). A create is confirmed if the answer contains its id; an update, unless the answer
 * contradicts it. Immutable.
 */
public final class ResponseBody {

    /**
     * Limits the memory of parsed JSON, which can be a hundred times the size of the body. A valid answer has four
     * fields.
     */
    private static final int MOST_TOKENS = 10_000;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                    // With two values in one body, or two values of one field, it is unclear which one counts.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().reader();

    private static final Set<String> TRUE = Set.of("true", "1");
    private static final List<String> ERRORS = List.of("error", "errors");
    private static final Set<String> COMPLAINTS = Set.of("error", "errors", "exception", "message", "title", "detail",
            "description", "error_description");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,19}");
    private static final double LARGEST_WHOLE_DOUBLE = 1L << 53;

    private final JsonNode json;
    private final boolean blank;

    private ResponseBody(JsonNode json, boolean blank) {
        this.json = json;
        this.blank = blank;
    }

    /** Reads the body of this answer; an unreadable body is not an error here. */
    public static ResponseBody of(HttpAnswer answer) {
        boolean blank = isBlank(answer.body());
        try {
            return new ResponseBody(blank ? null : JSON.readTree(answer.body()), blank);
        } catch (JsonProcessingException e) {
            return new ResponseBody(null, blank);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body as JSON; null if it is not valid JSON. */
    public JsonNode json() {
        return json;
    }

    boolean isBlank() {
        return blank;
    }

    private static boolean isBlank(byte[] text) {
        for (byte each : text) {
            if (each > ' ' || each < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the body is a JSON object. */
    public boolean isObject() {
        return json != null && json.isObject();
    }

    /** The result for the caller: all fields, unchanged. */
    Map<String, Object> asMap() {
        try {
            return blank ? Map.of() : JSON.forType(Map.class).readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why the answer does not confirm the request, in a few words without personal data; empty if it does. */
    Optional<String> objection(WriteRequest request) {
        Optional<String> promised = promisedId(request.action());
        if (blank) {
            return promised.map(id -> "no body");
        } else if (!isObject()) {
            return Optional.of("a body that is no JSON object");
        } else if (hasFailed(json)) {
            return Optional.of("a success that is not true");
        } else if (hasError(json)) {
            return Optional.of("an error");
        } else if (isAnothers(request)) {
            return Optional.of("another " + request.action().pathParameter().orElseThrow() + " than the one asked for");
        } else if (promised.isPresent()) {
            return promised.filter(id -> idOf(json.path(id)).isEmpty()).map(id -> "no " + id);
        }
        boolean documented = request.action().returns().stream().anyMatch(json::has);
        return documented || request.action().returns().isEmpty() || !complains(json)
                ? Optional.empty() : Optional.of("an error");
    }

    /** Whether the answer belongs to another request: it names another record than the path did. */
    public boolean isAnothers(WriteRequest request) {
        Optional<String> promised = promisedId(request.action());
        Optional<String> field = request.action().pathParameter().filter(name -> !promised.equals(Optional.of(name)));
        if (!isObject() || field.isEmpty() || !json.hasNonNull(field.get())) {
            return false;
        }
        OptionalLong answered = idOf(json.path(field.get()));
        return answered.isEmpty() || answered.getAsLong() != request.target().orElseThrow();
    }

    /** The id of the created record is the first of the fields that a create returns. */
    private static Optional<String> promisedId(Action action) {
        return action.creates() ? action.returns().stream().findFirst() : Optional.empty();
    }

    /** An id is a positive integer, or its digits as text. */
    private static OptionalLong idOf(JsonNode node) {
        long id = 0;
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            id = node.longValue();
        } else if (node.isFloatingPointNumber() && node.doubleValue() == Math.rint(node.doubleValue())
                && node.doubleValue() <= LARGEST_WHOLE_DOUBLE) {
            id = (long) node.doubleValue();
        } else if (node.isTextual() && WHOLE.matcher(node.textValue()).matches()) {
            try {
                id = Long.parseLong(node.textValue());
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
        return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    }

    private static boolean hasFailed(JsonNode object) {
        return object.properties().stream().anyMatch(field -> field.getKey().equalsIgnoreCase("success")
                && !TRUE.contains(field.getValue().asText().toLowerCase(Locale.ROOT)));
    }

    private static boolean hasError(JsonNode object) {
        return object.properties().stream().anyMatch(field ->
                ERRORS.stream().anyMatch(field.getKey()::equalsIgnoreCase) && saysSomething(field.getValue()));
    }

    private static boolean saysSomething(JsonNode value) {
        return value.isContainerNode() ? !value.isEmpty()
                : !value.isNull() && !Set.of("", "false", "0").contains(value.asText().strip());
    }

    /** Whether an object of an unknown form reports a failure at any depth. */
    private static boolean complains(JsonNode node) {
        if (node.isObject()) {
            boolean status = node.path("status").isInt() && node.path("status").intValue() >= 400;
            if (status || hasFailed(node) || node.properties().stream().anyMatch(
                    field -> COMPLAINTS.contains(field.getKey()) && saysSomething(field.getValue()))) {
                return true;
            }
        }
        for (JsonNode each : node) {
            if (complains(each)) {
                return true;
            }
        }
        return false;
    }
}
