package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JSON form of {@link SandboxConfig}: flat, one row per name, unknown names refused. Jackson reads it into a
 * {@link SandboxConfigBuilder}, which has the names; the messages are ours, since Jackson's name Java types instead of what is allowed.
 */
final class SandboxConfigJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> text
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
            .build();

    private static final Set<String> NAMES = JSON.getDeserializationConfig()
            .introspectForBuilder(JSON.constructType(SandboxConfigBuilder.class), null).findProperties().stream()
            .map(property -> property.getName())
            .collect(Collectors.toCollection(TreeSet::new));

    static {
        Arrays.stream(Fault.values()).map(Fault::json).forEach(NAMES::add);
    }

    private SandboxConfigJson() {}

    /** A blank text means the defaults. */
    static SandboxConfig read(String json) {
        if (json.isBlank()) {
            return SandboxConfig.defaults();
        }
        ObjectNode object = parse(json);
        object.properties().forEach(setting -> check(setting.getKey(), setting.getValue()));
        // The statuses may be written as numbers, which Jackson would read as the ordinals of constants.
        if (object.path("successStatus").isInt()) {
            object.put("successStatus", object.get("successStatus").asText());
        }
        try {
            return JSON.treeToValue(object, SandboxConfig.class);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(message(e, object), e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("A JSON object is expected");
    }

    private static void check(String name, JsonNode value) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("There is no setting \"" + name + "\"; there are " + String.join(", ", NAMES));
        } else if (value.isNull()) {
            throw new IllegalArgumentException(name + ": null is no value; leave the setting out for its default");
        }
    }

    private static String message(JsonMappingException e, JsonNode object) {
        String place = "";
        JsonNode value = object;
        for (JsonMappingException.Reference step : e.getPath()) {
            boolean element = step.getFieldName() == null;
            place += element ? "[" + step.getIndex() + "]" : (place.isEmpty() ? "" : ".") + step.getFieldName();
            value = element ? value.path(step.getIndex()) : value.path(step.getFieldName());
        }
        if (e.getCause() instanceof IllegalArgumentException wrong) {
            return place + (place.isEmpty() ? "" : ": ") + wrong.getMessage();
        } else if (e instanceof UnrecognizedPropertyException unknown) {
            return place + " is not one of " + unknown.getKnownPropertyIds();
        } else if (value.isMissingNode()) {
            return place + " is missing";
        }
        return place + ": " + expected(expectedType(e)) + " is expected, not " + value;
    }

    private static Class<?> expectedType(JsonMappingException e) {
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch.getTargetType();
        } else if (e instanceof InvalidDefinitionException noText) {
            return noText.getType().getRawClass();
        }
        return e.getCause() instanceof InputCoercionException tooLarge ? tooLarge.getTargetType() : Object.class;
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants())
                    .map(each -> JSON.convertValue(each, String.class)).sorted().collect(Collectors.joining(", "));
        } else if (type == int.class || type == long.class) {
            return "a whole number";
        } else if (type == double.class) {
            return "a share from 0 to 1";
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == Duration.class) {
            return "a duration such as 500ms, 2s, 1m or PT2S";
        } else if (type == JsonNode.class) {
            return "a text or a number";
        } else if (type == String.class || type == URI.class) {
            return "a text";
        } else if (type == SandboxKey.class) {
            return "a key, or an object with key and scopes,";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    /** {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}, or ISO-8601 as in {@code PT2S}. */
    private static final class DurationReader extends StdScalarDeserializer<Duration> {

        private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
        private static final Map<String, ChronoUnit> UNITS = Map.of(
                "ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            if (text.matches("[0-9]+")) {
                throw new IllegalArgumentException(text + " has no unit; write \"" + text + "s\" or \"" + text + "ms\"");
            }
            Matcher brief = SHORT.matcher(text);
            try {
                return brief.matches()
                        ? Duration.of(Long.parseLong(brief.group(1)), UNITS.get(brief.group(2))) : Duration.parse(text);
            } catch (DateTimeParseException e) {
                return (Duration) context.handleWeirdStringValue(Duration.class, text, "");
            }
        }
    }
}
