package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.whitelabelcro.camel.contract.Contract;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
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

/**
 * The Kamelets are generated from one template, the nine schemas and {@link KameletForm}; Camel, its catalog and its designers
 * accept them. After a change of one of these, {@code mvn test -Dtest=KameletFilesTest -Dkamelets=write} writes them again.
 */
@Fast
public class KameletFilesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "kamelets");
    private static final String ANNOTATION = "camel.apache.org/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonSchema dsl;

    @BeforeAll
    static void readCamelsSchema() throws IOException {
        try (InputStream schema = KameletFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            dsl = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(JSON.readTree(schema));
        }
    }

    static List<Contract> contract() {
        return Contract.all();
    }

    /** The forms of all Kamelets. */
    static List<KameletForm> forms() throws IOException {
        List<KameletForm> forms = new ArrayList<>(KameletForm.OTHERS);
        for (Contract contract : Contract.all()) {
            forms.add(KameletForm.of(contract.name()));
        }
        return forms;
    }

    /** The names of the actions that have a Kamelet. */
    public static Set<String> actions() throws IOException {
        List<String> others = KameletForm.OTHERS.stream().map(KameletForm::subject).toList();
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()
                    .replaceFirst("^wlcro-(.*)-action\\.kamelet\\.yaml$", "$1"))
                    .filter(each -> !others.contains(each)).collect(Collectors.toSet());
        }
    }

    private static Path file(String subject) {
        return FOLDER.resolve("wlcro-" + subject + "-action.kamelet.yaml");
    }

    private static JsonNode kamelet(KameletForm form) throws IOException {
        return YAML.readTree(file(form.subject()).toFile());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theFileEqualsTheGeneratedKamelet(KameletForm form) throws IOException {
        String generated = KameletTemplate.kamelet(form);
        if ("write".equals(System.getProperty("kamelets"))) {
            Files.writeString(file(form.subject()), generated);
        }
        assertThat(file(form.subject())).as("write the Kamelets again (-Dkamelets=write)").hasContent(generated);
    }

    @ParameterizedTest
    @MethodSource("contract")
    void theFormMarksWhatTheApiRequires(Contract contract) throws IOException {
        JsonNode definition = kamelet(KameletForm.of(contract.name())).at("/spec/definition");
        assertThat(definition.path("required")).extracting(JsonNode::asText).containsExactlyInAnyOrderElementsOf(contract.required());
        assertThat(definition.path("description").asText()).contains(contract.needed())
                .contains(contract.returns());
    }

    /** An empty default would hide the example in the form; KameletRoutes adds the defaults when a Kamelet is loaded. */
    @ParameterizedTest
    @MethodSource("forms")
    void noFieldHasADefaultAndEachIsDescribed(KameletForm form) throws IOException {
        assertThat(kamelet(form).at("/spec/definition/properties").properties()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.getValue().has("default")).isFalse();
            assertThat(each.getValue().path("description").asText()).isNotBlank();
            assertThat(each.getValue().path("title").asText()).isNotBlank();
        });
    }

    @Test
    void everyStepHasAnIdOfItsOwn() throws IOException {
        List<String> ids = new ArrayList<>();
        List<JsonNode> without = new ArrayList<>();
        for (KameletForm form : forms()) {
            collect(kamelet(form).at("/spec/template"), "template", ids, without);
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
    @MethodSource("forms")
    void camelsSchemaAcceptsTheRoute(KameletForm form) throws IOException {
        assertThat(dsl.validate(JSON.createArrayNode().add(kamelet(form).at("/spec/template")))).isEmpty();
    }

    @Test
    void camelsKameletsCatalogFindsTheKamelets() throws IOException {
        KameletsCatalog catalog = new KameletsCatalog();
        List<String> names = forms().stream().map(each -> "wlcro-" + each.subject() + "-action").toList();
        assertThat(catalog.getKameletsName()).containsAll(names);
        assertThat(catalog.getKameletsByGroups("WhiteLabelCRO")).extracting(each -> each.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(catalog.getKameletsByType("action")).extracting(each -> each.getMetadata().getName()).containsAll(names);
        for (Contract contract : Contract.all()) {
            Kamelet kamelet = catalog.getKamelets().get("wlcro-" + contract.name() + "-action");
            assertThat(kamelet.getSpec().getDefinition().getProperties().keySet())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(contract.needed(), contract.optional(), KameletForm.HEADERS,
                            contract.optional().contains("external_id") ? KameletForm.PARTS_OF_EXTERNAL_ID : Set.<String>of())
                            .flatMap(Collection::stream).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theKameletFollowsTheRulesOfApachesCatalog(KameletForm form) throws Exception {
        JsonNode kamelet = kamelet(form);
        JsonNode annotations = kamelet.at("/metadata/annotations");
        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo("wlcro-" + form.subject() + "-action");
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
    void everyExampleIsAValidSimpleExpression() throws IOException {
        int examples = 0;
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            for (KameletForm form : forms()) {
                for (JsonNode property : kamelet(form).at("/spec/definition/properties")) {
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
