package com.whitelabelcro.camel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a request against its action's JSON Schema and reports all violations at once. The messages are the pack's
 * own, because the validator's messages quote values.
 */
final class SchemaValidator {

    private final Action action;
    private final JsonSchema schema;

    SchemaValidator(Action action) {
        this.action = action;
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .losslessNarrowing(false)
                .typeLoose(false)
                .errorMessageKeyword(null)
                .build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(standard(action.schema()), config);
    }

    /** Removes the pack's own keywords, about which the validator would warn. */
    private static JsonNode standard(JsonNode schema) {
        ObjectNode standard = schema.deepCopy();
        standard.properties().removeIf(keyword -> keyword.getKey().startsWith("x-"));
        return standard;
    }

    /**
     * Returns all violations, one line each; empty if there are none. The body must contain only fields that the schema
     * knows.
     */
    List<String> violations(ObjectNode body) {
        Set<ValidationMessage> messages = schema.validate(body);
        Set<String> violations = new LinkedHashSet<>();
        for (Field field : action.fields().values()) {
            // The validator accepts 12.0 and 1e3 as integers.
            JsonNode value = body.path(field.name());
            if (field.isId() && value.isNumber() && !value.isIntegralNumber()) {
                violations.add(field.name() + " " + rule(field));
            }
        }
        for (ValidationMessage message : messages) {
            if (!isAboutTheMissingId(message, body)) {
                violations.add(inOurWords(message, body));
            }
        }
        return new ArrayList<>(violations);
    }

    /**
     * The schema counts the id as a field, so that it reports a missing change if the id is missing. The body does
     * contain a change then.
     */
    private boolean isAboutTheMissingId(ValidationMessage message, ObjectNode body) {
        return message.getType().equals("minProperties")
                && action.pathParameter().filter(id -> !body.has(id) && !body.isEmpty()).isPresent();
    }

    private String inOurWords(ValidationMessage message, ObjectNode body) {
        if (message.getEvaluationPath().toString().contains("oneOf")) {
            return either(body);
        }
        String keyword = message.getType();
        if (keyword.equals("required")) {
            return message.getProperty() + " is required";
        } else if (keyword.equals("minProperties")) {
            return "nothing to change: give at least one field besides " + action.pathParameter().orElse("the id");
        }
        JsonNodePath place = message.getInstanceLocation();
        String name = place.getNameCount() == 0 ? "the request" : place.getName(0);
        Field field = action.fields().get(name);
        boolean byType = field != null && place.getNameCount() == 1 && (field.isId() || keyword.equals("type"));
        if (byType && field.isTextOfDigits() && body.path(name).isNumber()) {
            return name + " must be text; a number is accepted only if all its digits are written out";
        }
        // Other rules occur only in the schemas of actions that users add.
        return name + " " + (byType ? rule(field) : "breaks the rule " + keyword + " of its schema");
    }

    private static String rule(Field field) {
        if (field.isId()) {
            return "must be a positive whole number";
        } else if (field.types().contains("boolean")) {
            return "must be true or false";
        } else if (field.types().equals(Set.of("string", "number"))) {
            return "must be text or a number";
        }
        return field.types().contains("string") ? "must be text" : "must be " + String.join(" or ", field.types());
    }

    /** The message for the only rule with alternatives: a status by name or by id. */
    private String either(ObjectNode body) {
        List<String> names = new ArrayList<>();
        for (JsonNode alternative : action.schema().path("oneOf")) {
            names.add(alternative.path("required").path(0).asText());
        }
        long given = names.stream().filter(body::has).count();
        return given == 0 ? "give " + String.join(" or ", names) : "give only one of " + String.join(" and ", names);
    }
}
