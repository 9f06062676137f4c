package com.whitelabelcro.camel.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the Java class that builds the body of an action, from the action's schema. */
final class TypedBodyTemplate {

    private static final Path SCHEMAS = Path.of("src", "main", "resources", "wlcro", "schemas");
    private static final Map<String, String> TYPES = Map.of("string", "String", "integer", "long", "boolean", "boolean", "number", "java.math.BigDecimal");

    private static final String HEAD = """
            package com.whitelabelcro.camel.typed;

            /**
             * %1$s: the body of {@code direct:wlcro-%2$s}.
             *
             * <p>Needs %3$s. Generated from the schema of the action.
             */
            public final class %4$s extends TypedBody<%4$s> {
            """;
    private static final String CONSTANT = """

                /** %s. */
                public static final String %s = "%s";
            """;
    private static final String START = """

                private %1$s() {}

                /** An empty body. */
                public static %1$s body() {
                    return new %1$s();
                }
            """;
    private static final String SETTER = """

                /** %s. */
                public %s %s(%s value) {
                    return with(%s, value);
                }
            """;

    private TypedBodyTemplate() {}

    /** The name of the class for an action, such as {@code CreateLead}. */
    static String className(String action) {
        return Arrays.stream(action.split("-")).map(TypedBodyTemplate::capitalised).collect(Collectors.joining());
    }

    /** The source of the class for an action. */
    static String source(String action) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(SCHEMAS.resolve(action + ".json").toFile());
        String name = className(action);
        StringBuilder text = new StringBuilder();
        fill(text, HEAD, sentence(schema.path("description").asText()), action, needs(schema), name);
        schema.path("properties").properties()
                .forEach(each -> fill(text, CONSTANT, escaped(each.getValue()), constant(each.getKey()), each.getKey()));
        fill(text, START, name);
        schema.path("properties").properties().forEach(each -> types(each.getValue()).forEach(type -> fill(
                text, SETTER, escaped(each.getValue()), name, camelCase(each.getKey()), type, constant(each.getKey()))));
        return text.append("}\n").toString();
    }

    private static void fill(StringBuilder text, String template, Object... values) {
        text.append(String.format(Locale.ROOT, template, values));
    }

    private static String constant(String field) {
        return field.toUpperCase(Locale.ROOT);
    }

    private static List<String> types(JsonNode property) {
        JsonNode type = property.path("type");
        List<String> types = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(each -> types.add(TYPES.get(each.asText())));
        } else {
            types.add(TYPES.get(type.asText()));
        }
        return types;
    }

    private static String needs(JsonNode schema) {
        List<String> needs = new ArrayList<>();
        schema.path("required").forEach(each -> needs.add("{@code " + each.asText() + "}"));
        List<String> either = new ArrayList<>();
        schema.path("oneOf").forEach(each -> either.add("{@code " + each.path("required").path(0).asText() + "}"));
        return String.join(", ", needs) + (either.isEmpty() ? "" : ", and " + String.join(" or ", either));
    }

    private static String escaped(JsonNode property) {
        return property.path("description").asText().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String sentence(String text) {
        return text.replaceFirst("\\.$", "");
    }

    private static String camelCase(String field) {
        String joined = Arrays.stream(field.split("_")).map(TypedBodyTemplate::capitalised).collect(Collectors.joining());
        return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
