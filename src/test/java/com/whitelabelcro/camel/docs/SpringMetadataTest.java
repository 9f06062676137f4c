package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The metadata that IDEs use for properties in a Spring Boot project is generated from the table in docs/configuration.md. After a change
 * of the table, {@code mvn test -Dtest=SpringMetadataTest -Dmetadata=write} writes the file again.
 */
@Fast
class SpringMetadataTest {

    private static final Path FILE = Path.of("src", "main", "resources", "META-INF", "spring-configuration-metadata.json");
    private static final String SOURCE = "com.whitelabelcro.camel.config.Settings";

    @Test
    void theMetadataMatchesTheTable() throws IOException {
        String generated = metadata();
        if ("write".equals(System.getProperty("metadata"))) {
            Files.writeString(FILE, generated);
        }
        assertThat(FILE).as("write the metadata again (-Dmetadata=write)").hasContent(generated);
        assertThat(generated).contains("\"name\" : \"wlcro.limit\"", "\"name\" : \"wlcro.enabled\"");
    }

    private static String metadata() throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode all = json.createObjectNode();
        ArrayNode properties = all.putArray("properties");
        add(properties, "wlcro.enabled", "java.lang.Boolean", "Whether the pack is added to the application.", "true");
        Map<String, String> maps = new LinkedHashMap<>();
        for (List<String> row : Document.CONFIGURATION.table("Properties")) {
            String name = Document.code(row.get(0)).get(0);
            if (name.contains(".NAME.")) {
                maps.merge(name.replaceFirst("\\.NAME\\..*", ""), name.replaceFirst(".*\\.NAME\\.", ""), (a, b) -> a + ", " + b);
                continue;
            }
            String value = Document.code(row.get(1)).stream().findFirst().orElse("");
            add(properties, name, type(value), description(row.get(2)), value);
        }
        maps.forEach((name, keys) -> add(properties, name, "java.util.Map<java.lang.String,java.lang.Object>",
                "By name; each with: " + keys + ".", ""));
        return json.writeValueAsString(all) + "\n";
    }

    private static void add(ArrayNode properties, String name, String type, String description, String value) {
        ObjectNode property = properties.addObject().put("name", name).put("type", type).put("sourceType", SOURCE);
        if (!description.isEmpty()) {
            property.put("description", description);
        }
        if (!value.isEmpty()) {
            property.put("defaultValue", value);
        }
    }

    private static String type(String value) {
        return value.matches("[0-9]+") ? "java.lang.Integer"
                : value.matches("true|false") ? "java.lang.Boolean"
                : value.matches("[0-9]+(ms|s|m|h|d)") ? "java.time.Duration" : "java.lang.String";
    }

    /** The cell as one sentence in plain text, without Markdown. */
    private static String description(String cell) {
        String plain = cell.replaceAll("\\s*\\(\\[[^]]*]\\([^)]*\\)\\)", "").replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "").strip();
        return plain.isEmpty() ? "" : Character.toUpperCase(plain.charAt(0)) + plain.substring(1) + (plain.endsWith(".") ? "" : ".");
    }
}
