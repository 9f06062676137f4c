package com.whitelabelcro.camel.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the Kamelet of an action from {@code template.kamelet.yaml} and the action's schema. In the template, a name between
 * {@code @} stands for a value, and the lines from {@code # each field} to {@code # end} are repeated for each field; a line
 * whose value is empty is left out.
 */
final class KameletTemplate {

    /** Two fields of the form that no schema has: {@code KameletBodyProcessor} makes an external_id of them. */
    static final Map<String, String> PARTS_OF_EXTERNAL_ID = new LinkedHashMap<>();

    private static final Path SCHEMAS = Path.of("src", "main", "resources", "wlcro", "schemas");
    private static final Path PARTS = Path.of("src", "test", "resources", "kamelet");

    /** What a form shows as an example, by field, or by action and field. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("client_id", "${body[client_id]}"),
            Map.entry("first_name", "${body[First Name]}"),
            Map.entry("last_name", "${body[Last Name]}"),
            Map.entry("email", "${body[Email]}"),
            Map.entry("status", "Client - Active"),
            Map.entry("update-lead-status new_status", "Lead - New"),
            Map.entry("update-client-status new_status", "Client - Graduated"),
            Map.entry("text", "Called back on ${date:now:yyyy-MM-dd}"),
            Map.entry("is_active", "true"),
            Map.entry("is_approved", "true"),
            Map.entry("external_id", "hubspot_${body[Record ID]}"),
            Map.entry("external_system", "hubspot"),
            Map.entry("external_record_id", "${body[Record ID]}"));

    static {
        PARTS_OF_EXTERNAL_ID.put("external_system",
                "Instead of external_id, with external_record_id: the system that the id is of, such as hubspot");
        PARTS_OF_EXTERNAL_ID.put("external_record_id", "Instead of external_id, with external_system: the id in that system;"
                + " external_id becomes system_id, and is left out if no id comes out");
    }

    private KameletTemplate() {}

    /** The text of the Kamelet of an action. */
    static String kamelet(String action) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(SCHEMAS.resolve(action + ".json").toFile());
        Map<String, String> fields = fields(schema);
        StringBuilder kamelet = new StringBuilder();
        List<String> block = null;
        for (String line : Files.readAllLines(PARTS.resolve("template.kamelet.yaml"))) {
            if (line.strip().equals("# each field")) {
                block = new ArrayList<>();
            } else if (line.strip().equals("# end")) {
                for (Map.Entry<String, String> field : fields.entrySet()) {
                    fill(kamelet, block, fieldValues(action, field.getKey(), field.getValue()));
                }
                block = null;
            } else if (block != null) {
                block.add(line);
            } else {
                fill(kamelet, List.of(line), actionValues(action, schema, fields));
            }
        }
        return kamelet.toString();
    }

    private static Map<String, String> fields(JsonNode schema) {
        Map<String, String> fields = new LinkedHashMap<>();
        schema.path("properties").properties()
                .forEach(each -> fields.put(each.getKey(), each.getValue().path("description").asText()));
        if (fields.containsKey("external_id")) {
            fields.putAll(PARTS_OF_EXTERNAL_ID);
        }
        return fields;
    }

    private static Map<String, String> actionValues(String action, JsonNode schema, Map<String, String> fields)
            throws IOException {
        String record = List.of("lead", "client", "affiliate").stream().filter(action::contains).findFirst().orElse("client");
        byte[] icon = Files.readAllBytes(PARTS.resolve(record + ".svg"));
        List<String> either = new ArrayList<>();
        schema.path("oneOf").forEach(each -> either.addAll(texts(each.path("required"))));
        return Map.of(
                "@action@", action,
                "@title@", title(action),
                "@icon@", Base64.getEncoder().encodeToString(icon),
                "@description@", schema.path("description").asText(),
                "@required@", String.join(", ", texts(schema.path("required")))
                        + (either.isEmpty() ? "" : ", and " + String.join(" or ", either)),
                "@returns@", String.join(", ", texts(schema.path("x-returns"))),
                "@fields@", fields.keySet().stream().map(each -> "{{" + each + "}}").collect(Collectors.joining()));
    }

    private static Map<String, String> fieldValues(String action, String field, String description) {
        return Map.of(
                "@action@", action,
                "@field@", field,
                "@field.id@", field.replace('_', '-'),
                "@field.title@", title(field),
                "@field.description@", description,
                "@field.example@", EXAMPLES.getOrDefault(action + " " + field, EXAMPLES.getOrDefault(field, "")));
    }

    private static void fill(StringBuilder text, List<String> lines, Map<String, String> values) {
        for (String line : lines) {
            String filled = line;
            boolean empty = false;
            for (Map.Entry<String, String> value : values.entrySet()) {
                empty |= value.getValue().isEmpty() && filled.contains(value.getKey());
                filled = filled.replace(value.getKey(), value.getValue());
            }
            if (!empty) {
                text.append(filled).append('\n');
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String title(String name) {
        return Arrays.stream(name.split("[-_]"))
                .map(word -> word.equals("id") ? "ID" : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}
