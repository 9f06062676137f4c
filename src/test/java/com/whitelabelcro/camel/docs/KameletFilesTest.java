package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.whitelabelcro.camel.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.kamelets.catalog.KameletsCatalog;
import org.apache.camel.v1.Kamelet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nine Kamelets say what the schemas say, in the form that Camel, its catalog and its designers take. */
public class KameletFilesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "kamelets");
    private static final Path SCHEMAS = Path.of("src", "main", "resources", "wlcro", "schemas");
    private static final String ANNOTATION = "camel.apache.org/";
    private static final Map<String, String> OF_PARTS = new LinkedHashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonSchema dsl;

    static {
        OF_PARTS.put("external_system",
                "Instead of external_id, with external_record_id: the system that the id is of, such as hubspot");
        OF_PARTS.put("external_record_id", "Instead of external_id, with external_system: the id in that system;"
                + " external_id becomes system_id, and is left out if no id comes out");
    }

    @BeforeAll
    static void readCamelsSchema() throws IOException {
        try (InputStream schema = KameletFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            dsl = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(JSON.readTree(schema));
        }
    }

    static List<Contract> contract() {
        return Contract.all();
    }

    /** The names of the actions that have a Kamelet. */
    public static Set<String> actions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()
                    .replaceFirst("^wlcro-(.*)-action\\.kamelet\\.yaml$", "$1")).collect(Collectors.toSet());
        }
    }

    private static JsonNode kamelet(Contract contract) throws IOException {
        return YAML.readTree(FOLDER.resolve("wlcro-" + contract.name() + "-action.kamelet.yaml").toFile());
    }

    private static JsonNode schema(Contract contract) throws IOException {
        return JSON.readTree(SCHEMAS.resolve(contract.name() + ".json").toFile());
    }

    /** The properties of the form: the fields of the schema, and two more that make an external_id. */
    private static Map<String, String> properties(Contract contract) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        schema(contract).path("properties").properties()
                .forEach(each -> properties.put(each.getKey(), each.getValue().path("description").asText()));
        if (properties.containsKey("external_id")) {
            properties.putAll(OF_PARTS);
        }
        return properties;
    }

    private static String title(String name) {
        return Arrays.stream(name.split("[-_]"))
                .map(word -> word.equals("id") ? "ID" : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("contract")
    void theFormHasTheFieldsOfTheSchemaInItsOrder(Contract contract) throws IOException {
        Map<String, String> expected = properties(contract);
        List<Map.Entry<String, JsonNode>> form =
                new ArrayList<>(kamelet(contract).at("/spec/definition/properties").properties());
        assertThat(form).extracting(Map.Entry::getKey).containsExactlyElementsOf(expected.keySet());
        for (Map.Entry<String, JsonNode> each : form) {
            JsonNode property = each.getValue();
            assertThat(property.path("title").asText()).isEqualTo(title(each.getKey()));
            assertThat(property.path("description").asText()).isEqualTo(expected.get(each.getKey()));
            assertThat(property.path("type").asText()).isEqualTo("string");
            // Else a property of the host's of the same name would be taken.
            assertThat(property.path("default").isTextual() && property.path("default").asText().isEmpty()).isTrue();
        }
        // The body may bring what the form does not.
        assertThat(kamelet(contract).at("/spec/definition").has("required")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("contract")
    void theKameletTellsWhatItDoesAndTakesAndGives(Contract contract) throws IOException {
        JsonNode definition = kamelet(contract).at("/spec/definition");
        String either = contract.either().isEmpty() ? "" : ", and " + String.join(" or ", contract.either());
        assertThat(definition.path("title").asText()).isEqualTo("WhiteLabelCRO " + title(contract.name()) + " Action");
        assertThat(definition.path("description").asText()).isEqualTo(schema(contract).path("description").asText()
                + ". Required: " + String.join(", ", contract.required()) + either
                + ". Each field takes text or a Simple expression such as ${body[email]}; what comes out empty is left out."
                + " If no field is filled in, the body is the request. Afterwards the body is the answer: "
                + String.join(", ", contract.returns()) + ". The header WlcroConnection chooses the connection.");
    }

    @ParameterizedTest
    @MethodSource("contract")
    void everyFieldIsAnExpressionAndTheMarkHasThemAll(Contract contract) throws IOException {
        JsonNode steps = kamelet(contract).at("/spec/template/route/from/steps/0/doTry");
        List<String> fields = List.copyOf(properties(contract).keySet());
        List<String> variables = new ArrayList<>();
        steps.at("/steps/0/setVariables/variables").forEach(each -> variables.add(each.path("name").asText() + " = "
                + each.at("/expression/simple/expression").asText() + each.at("/expression/constant/expression").asText()));
        List<String> expected = new ArrayList<>(fields.stream()
                .map(field -> "wlcroField." + field + " = {{" + field + "}}").toList());
        expected.add("wlcroForm = " + contract.name() + ":"
                + fields.stream().map(field -> "{{" + field + "}}").collect(Collectors.joining()));
        assertThat(variables).containsExactlyElementsOf(expected);
        assertThat(steps.at("/steps").findValuesAsText("uri")).containsExactly("direct", "direct");
        assertThat(steps.at("/steps").findParents("parameters")).extracting(each -> each.at("/parameters/name").asText())
                .containsExactly("wlcro-form", "wlcro-" + contract.name());
        // Inside a doTry no error handler of Camel's keeps a failure from its caller; the end tidies up after one.
        assertThat(steps.at("/doFinally/steps/0/to/parameters/name").asText()).isEqualTo("wlcro-form");
    }

    @Test
    void everyStepHasAnIdOfItsOwn() throws IOException {
        List<String> ids = new ArrayList<>();
        List<JsonNode> without = new ArrayList<>();
        for (Contract contract : Contract.all()) {
            collect(kamelet(contract).at("/spec/template"), "template", ids, without);
        }
        assertThat(without).isEmpty();
        assertThat(ids).hasSizeGreaterThan(9 * 20).doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("wlcro-"), "begins with wlcro-");
    }

    private static void collect(JsonNode node, String name, List<String> ids, List<JsonNode> without) {
        if (node.has("id")) {
            ids.add(node.path("id").asText());
        } else if (node.isObject() && (node.has("uri") || node.has("steps") || node.has("variables")
                || node.path("expression").isTextual())) {
            without.add(node);
        }
        node.properties().forEach(each -> collect(each.getValue(), each.getKey(), ids, without));
        if (node.isArray()) {
            node.forEach(each -> collect(each, name, ids, without));
        }
    }

    @ParameterizedTest
    @MethodSource("contract")
    void camelsOwnSchemaTakesItsRoute(Contract contract) throws IOException {
        assertThat(dsl.validate(JSON.createArrayNode().add(kamelet(contract).at("/spec/template")))).isEmpty();
    }

    @Test
    void camelsOwnCatalogOfKameletsHasThem() {
        KameletsCatalog catalog = new KameletsCatalog();
        List<String> names = Contract.all().stream().map(each -> "wlcro-" + each.name() + "-action").toList();
        assertThat(catalog.getKameletsName()).containsAll(names);
        assertThat(catalog.getKameletsByGroups("WhiteLabelCRO")).extracting(each -> each.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(catalog.getKameletsByType("action")).extracting(each -> each.getMetadata().getName()).containsAll(names);
        for (Contract contract : Contract.all()) {
            Kamelet kamelet = catalog.getKamelets().get("wlcro-" + contract.name() + "-action");
            assertThat(kamelet.getSpec().getDefinition().getProperties().keySet())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(contract.needed(), contract.optional(),
                            contract.optional().contains("external_id") ? OF_PARTS.keySet() : Set.<String>of())
                            .flatMap(Collection::stream).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("contract")
    void itHasWhatApachesCatalogAsksFor(Contract contract) throws Exception {
        JsonNode kamelet = kamelet(contract);
        JsonNode annotations = kamelet.at("/metadata/annotations");
        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo("wlcro-" + contract.name() + "-action");
        assertThat(kamelet.at("/metadata/labels").path(ANNOTATION + "kamelet.type").asText()).isEqualTo("action");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(annotations.path(ANNOTATION + "catalog.version").asText()).isEqualTo(camel.getVersion());
        }
        for (String each : List.of("provider", "kamelet.group", "kamelet.namespace", "kamelet.support.level")) {
            assertThat(annotations.path(ANNOTATION + each).asText()).as(each).isNotBlank();
        }
        assertThat(kamelet.at("/spec/types/in/mediaType").asText()).isEqualTo("application/json");
        assertThat(kamelet.at("/spec/types/out/mediaType").asText()).isEqualTo("application/json");
        assertThat(kamelet.at("/spec/dependencies")).extracting(JsonNode::asText)
                .contains("camel:core", "camel:direct", "camel:kamelet");
        String[] icon = annotations.path(ANNOTATION + "kamelet.icon").asText().split(",", 2);
        assertThat(icon[0]).isEqualTo("data:image/svg+xml;base64");
        byte[] svg = Base64.getDecoder().decode(icon[1]);
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg))
                .getDocumentElement().getTagName()).as(new String(svg, StandardCharsets.UTF_8)).isEqualTo("svg");
    }

    @Test
    void everyExampleIsAnExpressionOfSimple() throws IOException {
        int examples = 0;
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            for (Contract contract : Contract.all()) {
                for (JsonNode property : kamelet(contract).at("/spec/definition/properties")) {
                    if (property.has("example")) {
                        camel.resolveLanguage("simple").createExpression(property.path("example").asText()).init(camel);
                        examples++;
                    }
                }
            }
        }
        assertThat(examples).isGreaterThanOrEqualTo(9 * 2);
    }
}
