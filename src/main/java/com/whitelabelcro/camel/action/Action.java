package com.whitelabelcro.camel.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A write action of the API, defined by its route (name, method, path) and its schema (fields). Everything else that
 * the pack needs to know about an action is computed from these. Immutable.
 */
public final class Action {

    /** The field by which the API itself recognises a repeat (contract section 5). */
    public static final String EXTERNAL_ID = "external_id";
    public static final String FIRST_NAME = "first_name";
    public static final String LAST_NAME = "last_name";
    public static final String EMAIL = "email";

    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-z_]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String method;
    private final String path;
    private final String pathParameter;
    private final JsonNode schema;
    private final Map<String, Field> fields;
    private final List<String> returns;

    public Action(String name, String method, String path, JsonNode schema) {
        this.name = name;
        this.method = method;
        this.path = path;
        this.schema = schema;
        Matcher parameter = PATH_PARAMETER.matcher(path);
        this.pathParameter = parameter.find() ? parameter.group(1) : null;
        this.fields = fieldsOf(schema);
        this.returns = new ArrayList<>();
        schema.path("x-returns").forEach(field -> returns.add(field.asText()));
        if (pathParameter != null && !(fields.containsKey(pathParameter) && fields.get(pathParameter).isId())) {
            throw new IllegalArgumentException("Action " + name + ": the path needs {" + pathParameter
                    + "}, and the schema has no id field of that name");
        }
    }

    /** Creates the action with the schema that the pack ships for it. */
    public static Action of(String name, String method, String path) {
        String resource = "/wlcro/schemas/" + name + ".json";
        try (InputStream in = Action.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("Action " + name + " has no schema: " + resource + " is missing");
            }
            return of(name, method, path, in);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }

    /**
     * Creates the action with a custom schema.
     *
     * @throws IllegalArgumentException if the schema is not a JSON Schema of an object with fields, or does not fit the
     *     path
     * @throws IOException if the schema cannot be read
     */
    public static Action of(String name, String method, String path, InputStream schema) throws IOException {
        JsonNode tree;
        try {
            tree = JSON.readTree(schema);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the text.
            throw new IllegalArgumentException("Action " + name + ": its schema is no JSON");
        }
        if (!tree.path("properties").isObject()) {
            throw new IllegalArgumentException("Action " + name + ": its schema must be a JSON object with properties");
        }
        return new Action(name, method, path, tree);
    }

    private static Map<String, Field> fieldsOf(JsonNode schema) {
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        Map<String, Field> fields = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> {
            JsonNode type = property.getValue().path("type");
            Set<String> types = new LinkedHashSet<>();
            if (type.isArray()) {
                type.forEach(each -> types.add(each.asText()));
            } else {
                types.add(type.asText());
            }
            String field = property.getKey();
            String description = property.getValue().path("description").asText("");
            fields.put(field, new Field(field, types, required.contains(field), description));
        });
        return fields;
    }

    /** The name without prefix, such as {@code create-lead}. */
    public String name() {
        return name;
    }

    /** The HTTP method: POST, PUT or PATCH. */
    public String method() {
        return method;
    }

    /** The path with its parameter in braces, such as {@code /api/v1/integrations/leads/{client_id}}. */
    public String path() {
        return path;
    }

    /** The id field in the path; empty if there is none. */
    public Optional<String> pathParameter() {
        return Optional.ofNullable(pathParameter);
    }

    /** The path of one record. The id is a number, so that nothing else can be inserted into the path. */
    public String pathOf(long id) {
        return path.replace("{" + pathParameter + "}", Long.toString(id));
    }

    /** The JSON Schema (draft 2020-12) of the request. */
    public JsonNode schema() {
        return schema;
    }

    /** The fields in the order of the schema. */
    public Map<String, Field> fields() {
        return java.util.Collections.unmodifiableMap(fields);
    }

    /** The fields of a successful answer, most significant first (contract section 1, column Returns). */
    public List<String> returns() {
        return List.copyOf(returns);
    }

    /** Whether the action creates a record, so that a repeat could create a second one. */
    public boolean creates() {
        return "POST".equals(method);
    }

    /** Whether the action creates a person: a record that requires a name and an e-mail address. */
    public boolean createsPerson() {
        return creates() && Stream.of(FIRST_NAME, LAST_NAME, EMAIL)
                .allMatch(name -> fields.containsKey(name) && fields.get(name).required());
    }

    /** Whether the API can recognise a repeat by {@code external_id}. */
    public boolean hasExternalId() {
        return fields.containsKey(EXTERNAL_ID);
    }

    @Override
    public String toString() {
        return name;
    }
}
