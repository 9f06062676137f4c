package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The JSON form of {@link SandboxConfig}: flat, one row per name, unknown names refused. */
final class SandboxConfigJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private static final Map<String, BiConsumer<SandboxConfigBuilder, JsonNode>> NAMES = names();

    private SandboxConfigJson() {}

    private static Map<String, BiConsumer<SandboxConfigBuilder, JsonNode>> names() {
        Map<String, BiConsumer<SandboxConfigBuilder, JsonNode>> names = new TreeMap<>();
        names.put("keys", (b, v) -> b.keys(each(v).map(SandboxConfigJson::key).toArray(SandboxKey[]::new)));
        names.put("limit", (b, v) -> b.limit(whole(v)));
        names.put("period", (b, v) -> b.period(duration(v)));
        names.put("window", (b, v) -> b.window(one(v, Map.of(
                "fixed", Window.Kind.FIXED, "sliding", Window.Kind.SLIDING))));
        names.put("rateHeaders", (b, v) -> b.rateHeaders(one(v, Map.of(
                "always", RateLimitWindow.Headers.ALWAYS, "never", RateLimitWindow.Headers.NEVER,
                "ok-only", RateLimitWindow.Headers.OK_ONLY, "429-only", RateLimitWindow.Headers.ONLY_429))));
        names.put("retryAfter", (b, v) -> b.retryAfter(one(v, Map.of(
                "seconds", RateLimitWindow.RetryAfterFormat.SECONDS, "date", RateLimitWindow.RetryAfterFormat.DATE,
                "none", RateLimitWindow.RetryAfterFormat.NONE))));
        names.put("errorFormat", (b, v) -> b.errorFormat(one(v, Map.of(
                "json", AnswerStyle.Errors.JSON, "problem", AnswerStyle.Errors.PROBLEM,
                "text", AnswerStyle.Errors.TEXT, "empty", AnswerStyle.Errors.EMPTY))));
        names.put("successStatus", (b, v) -> b.successStatus(one(v, Map.of(
                "200", AnswerStyle.Success.OK_200, "201", AnswerStyle.Success.CREATED_201,
                "mixed", AnswerStyle.Success.MIXED))));
        names.put("foreignStatus", (b, v) -> b.foreignStatus(whole(v)));
        names.put("unknownFields", (b, v) -> b.strict(one(v, Map.of("refuse", true, "ignore", false))));
        names.put("keepBodies", (b, v) -> b.keepBodies(bool(v)));
        for (Fault fault : Fault.values()) {
            names.put(fault.json(), (b, v) -> b.fault(fault, number(v)));
        }
        names.put("down", (b, v) -> b.down(bool(v)));
        names.put("outageFor", (b, v) -> b.outageFor(duration(v)));
        names.put("delayFor", (b, v) -> b.delayFor(duration(v)));
        names.put("redirectTo", (b, v) -> b.redirectTo(URI.create(text(v))));
        names.put("retryAfterOn503", (b, v) -> b.retryAfterOn503(duration(v)));
        names.put("latency", (b, v) -> b.latency(duration(v)));
        names.put("jitter", (b, v) -> b.jitter(duration(v)));
        names.put("seed", (b, v) -> b.seed(seed(v)));
        names.put("script", (b, v) -> b.script(each(v).map(SandboxConfigJson::step).toArray(ScriptedAnswer[]::new)));
        return names;
    }

    /** A blank text stands for the defaults. */
    static SandboxConfig read(String json) {
        if (json.isBlank()) {
            return SandboxConfig.defaults();
        }
        JsonNode object = parse(json);
        return SandboxConfig.of(builder -> object.properties().forEach(field -> {
            BiConsumer<SandboxConfigBuilder, JsonNode> setter = NAMES.get(field.getKey());
            if (setter == null) {
                throw new IllegalArgumentException("There is no setting \"" + field.getKey() + "\"; there are "
                        + String.join(", ", NAMES.keySet()));
            }
            try {
                setter.accept(builder, field.getValue());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(field.getKey() + ": " + e.getMessage(), e);
            }
        }));
    }

    static JsonNode parse(String json) {
        try {
            JsonNode object = JSON.readTree(json);
            if (object.isObject()) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("A JSON object is expected");
    }

    private static SandboxKey key(JsonNode value) {
        if (value.isTextual()) {
            return SandboxKey.of(value.asText());
        }
        only(value, Set.of("key", "scopes"));
        Set<String> scopes = value.has("scopes")
                ? each(value.get("scopes")).map(SandboxConfigJson::text).collect(Collectors.toSet())
                : Set.of(SandboxKey.WRITE);
        return new SandboxKey(text(value.path("key")), scopes);
    }

    private static ScriptedAnswer step(JsonNode value) {
        only(value, Set.of("path", "status", "headers", "body", "fault"));
        Map<String, String> headers = new LinkedHashMap<>();
        value.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        // A body may be written as JSON or as the very text to send.
        JsonNode body = value.path("body");
        return new ScriptedAnswer(value.has("path") ? text(value.get("path")) : null,
                value.has("status") ? whole(value.get("status")) : 0, headers,
                body.isMissingNode() ? null : body.isTextual() ? body.asText() : body.toString(),
                value.has("fault") ? Fault.named(text(value.get("fault"))) : null);
    }

    private static void only(JsonNode value, Set<String> names) {
        value.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is not one of " + String.join(", ", names));
            }
        });
    }

    private static Stream<JsonNode> each(JsonNode value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("an array is expected");
        }
        return StreamSupport.stream(value.spliterator(), false);
    }

    private static <T> T one(JsonNode value, Map<String, T> choices) {
        T choice = choices.get(value.asText());
        if (choice == null) {
            throw new IllegalArgumentException("one of " + String.join(", ", new TreeMap<>(choices).keySet())
                    + " is expected, not " + value);
        }
        return choice;
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a text is expected, not " + value);
        }
        return value.asText();
    }

    private static int whole(JsonNode value) {
        if (!value.isInt()) {
            throw new IllegalArgumentException("a whole number is expected, not " + value);
        }
        return value.intValue();
    }

    private static long seed(JsonNode value) {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("a whole number is expected, not " + value);
        }
        return value.longValue();
    }

    private static double number(JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("a share from 0 to 1 is expected, not " + value);
        }
        return value.doubleValue();
    }

    private static boolean bool(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("true or false is expected, not " + value);
        }
        return value.booleanValue();
    }

    /** {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}, or ISO-8601 as in {@code PT2S}. */
    private static Duration duration(JsonNode value) {
        String text = value.asText();
        if (text.matches("[0-9]+")) {
            throw new IllegalArgumentException(text + " has no unit; write \"" + text + "s\" or \"" + text + "ms\"");
        }
        Matcher brief = SHORT_DURATION.matcher(text);
        try {
            return brief.matches()
                    ? Duration.of(Long.parseLong(brief.group(1)), UNITS.get(brief.group(2)))
                    : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a duration such as 500ms, 2s, 1m or PT2S is expected, not " + value, e);
        }
    }
}
