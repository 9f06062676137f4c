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
 * Checks a request against its action's JSON Schema and tells everything that is wrong at once. The words are our own:
 * a validator's quote values.
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

    /** Without our own keywords, about which the validator would warn. */
    private static JsonNode standard(JsonNode schema) {
        ObjectNode standard = schema.deepCopy();
        standard.properties().removeIf(keyword -> keyword.getKey().startsWith("x-"));
        return standard;
    }

    /** What is wrong, one line each; empty if nothing is. The body holds only fields that the schema knows. */
    List<String> violations(ObjectNode body) {
        Set<ValidationMessage> messages = schema.validate(body);
        Set<String> violations = new LinkedHashSet<>();
        for (Field field : action.fields().values()) {
            // The validator takes what has no fraction for a whole number, such as 12.0 and 1e3.
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

    /** The schema counts the id among the fields; who forgot it and gave another field does change something. */
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
            return name + " must be text; a number is taken for its digits only if all of them are there";
        }
        // Other rules occur in schemas of actions that are not ours.
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

    /** For the one rule of the schemas that names alternatives: a status by name or by id. */
    private String either(ObjectNode body) {
        List<String> names = new ArrayList<>();
        for (JsonNode alternative : action.schema().path("oneOf")) {
            names.add(alternative.path("required").path(0).asText());
        }
        long given = names.stream().filter(body::has).count();
        return given == 0 ? "give " + String.join(" or ", names) : "give only one of " + String.join(" and ", names);
    }
}
