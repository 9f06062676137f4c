package com.whitelabelcro.camel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.EmptyExternalIds;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.UnknownFields;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.request.BodyReader.Unusable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns the caller's input into a {@link WriteRequest}, or reports everything that is wrong with it at once.
 * Thread-safe.
 */
public final class RequestFactory {

    private final Settings settings;
    private final BodyReader reader = new BodyReader();
    private final Map<Action, SchemaValidator> validators = new ConcurrentHashMap<>();

    /** @param settings the connections, and what to do with unknown fields */
    public RequestFactory(Settings settings) {
        this.settings = settings;
    }

    /**
     * Prepares one request.
     *
     * @param action the action to perform
     * @param body the caller's body: a Map, a String, bytes, a stream, a Reader, a JsonNode or a bean
     * @param connectionName the connection to use; null for the default one
     * @param id the id for the path if the body has none; may be null
     * @throws InvalidRequest with all violations if the input is not a valid request
     */
    public WriteRequest prepare(Action action, Object body, String connectionName, Object id) {
        Connection connection = connection(action, connectionName);
        ObjectNode fields = read(action, connection, body);
        takeId(action, fields, id);
        Normalizer.tidy(fields, action.fields());
        List<String> violations = new ArrayList<>();
        ObjectNode unknown = splitUnknown(action, fields, violations);
        violations.addAll(0, validators.computeIfAbsent(action, SchemaValidator::new).violations(fields));
        checkExternalId(fields, violations);
        checkExternalId(unknown, violations);
        if (!violations.isEmpty()) {
            throw new InvalidRequest("the request is not valid",
                    Details.local(action.name(), connection.name(), violations));
        }
        String path = action.pathParameter()
                .map(parameter -> action.pathOf(fields.remove(parameter).longValue()))
                .orElseGet(action::path);
        fields.setAll(unknown);
        return new WriteRequest(action, connection, path, fields);
    }

    /**
     * Returns the fields as the caller gave them, with the id for the path, for storing invalid input verbatim. A body
     * that is not a JSON object becomes one, with its text as the only field.
     *
     * @throws InvalidRequest if the body cannot be read as text either
     */
    public ObjectNode asIs(Action action, Object body, Object id) {
        ObjectNode fields;
        try {
            fields = reader.read(body);
        } catch (Unusable e) {
            if (!(body instanceof CharSequence text)) {
                throw new InvalidRequest("the body cannot be stored",
                        Details.local(action.name(), Connection.DEFAULT, List.of(e.getMessage())));
            }
            fields = JsonNodeFactory.instance.objectNode().put("body", text.toString());
        }
        takeId(action, fields, id);
        return fields;
    }

    private Connection connection(Action action, String given) {
        String name = given == null || given.isBlank() ? Connection.DEFAULT : given.strip();
        return settings.connection(name).orElseThrow(() -> {
            String shown = name.matches("[A-Za-z0-9_-]{1,40}") ? name : "unnamed";
            String what = given == null
                    ? "there is no default connection; name one in the header WlcroConnection"
                    : "there is no such connection; the header WlcroConnection may be one of "
                            + String.join(", ", settings.connections().keySet().stream().sorted().toList());
            return new InvalidRequest(what, Details.local(action.name(), shown, List.of()));
        });
    }

    private ObjectNode read(Action action, Connection connection, Object body) {
        try {
            return reader.read(body);
        } catch (Unusable e) {
            throw new InvalidRequest("the request is not valid",
                    Details.local(action.name(), connection.name(), List.of(e.getMessage())));
        }
    }

    private static void takeId(Action action, ObjectNode fields, Object id) {
        action.pathParameter().ifPresent(parameter -> {
            JsonNode own = fields.get(parameter);
            boolean absent = own == null || own.isNull() || own.isTextual() && InvisibleCharacters.isBlank(own.textValue());
            if (absent && id != null) {
                fields.set(parameter, asNode(id));
            }
        });
    }

    private static JsonNode asNode(Object id) {
        return id instanceof Long || id instanceof Integer
                ? JsonNodeFactory.instance.numberNode(((Number) id).longValue())
                : JsonNodeFactory.instance.textNode(id.toString());
    }

    private void checkExternalId(ObjectNode fields, List<String> violations) {
        JsonNode id = fields.path(Action.EXTERNAL_ID);
        if (settings.emptyExternalIds() == EmptyExternalIds.REJECT && id.isTextual()) {
            ExternalIdRule.violation(id.textValue()).ifPresent(violations::add);
        }
    }

    /** Removes the fields that the schema does not know, and returns those that are sent nevertheless. */
    private ObjectNode splitUnknown(Action action, ObjectNode fields, List<String> violations) {
        ObjectNode passed = JsonNodeFactory.instance.objectNode();
        Iterator<Map.Entry<String, JsonNode>> each = fields.properties().iterator();
        while (each.hasNext()) {
            Map.Entry<String, JsonNode> entry = each.next();
            String name = entry.getKey();
            if (!action.fields().containsKey(name)) {
                each.remove();
                if (settings.unknownFields() == UnknownFields.PASS) {
                    passed.set(name, entry.getValue());
                } else if (settings.unknownFields() == UnknownFields.REJECT) {
                    violations.add(FieldName.shown(name) + " is not a field of " + action.name()
                            + Suggestions.hint(name, action.fields().keySet()));
                }
            }
        }
        return passed;
    }
}
