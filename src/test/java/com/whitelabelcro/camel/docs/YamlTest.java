package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.contract.Contract;
import com.whitelabelcro.camel.http.PackHttpComponent;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes in YAML are valid for Camel and its designers, and have stable ids. */
@Fast
class YamlTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();
    private static final Set<String> STEPS_WITH_AN_ID = Set.of("from", "to", "setVariables", "constant");

    private static JsonSchema dsl;

    @BeforeAll
    static void readCamelsSchema() throws IOException {
        try (InputStream schema = YamlTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode tree = new ObjectMapper().readTree(schema);
            dsl = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(tree);
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("routes"))) {
            return all.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
    }

    /** Those in the jar; the scenarios below them are looked at by {@link ScenarioFilesTest}. */
    static List<Path> filesOfThePack() throws IOException {
        return files().stream().filter(file -> file.getParent().equals(Path.of("routes"))).toList();
    }

    /** The routes of the actions. */
    static List<JsonNode> routes() throws IOException {
        return allRoutes().stream().filter(each -> !each.path("id").asText().startsWith("wlcro-gateway-")).toList();
    }

    private static List<JsonNode> allRoutes() throws IOException {
        List<JsonNode> routes = new ArrayList<>();
        for (Path file : filesOfThePack()) {
            YAML.readTree(file.toFile()).forEach(each -> {
                if (each.has("route")) {
                    routes.add(each.path("route"));
                }
            });
        }
        return routes;
    }

    @Test
    void theNineRoutesAreInThreeFilesAndTheTemplateAndTheGatewayInOthers() throws IOException {
        assertThat(filesOfThePack().stream().map(each -> each.getFileName().toString())).containsExactly(
                "action-template.camel.yaml", "affiliates.camel.yaml", "clients.camel.yaml", "gateway.camel.yaml", "leads.camel.yaml");
        assertThat(routes().stream().map(each -> each.path("id").asText())).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Contract.all().stream().map(each -> "wlcro-" + each.name()).toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void camelsSchemaAcceptsTheFile(Path file) throws IOException {
        assertThat(dsl.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @Test
    void camelsSchemaRejectsUnknownProperties() throws IOException {
        assertThat(dsl.validate(YAML.readTree("- route: {id: x, from: {uri: direct:x, stepz: []}}"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theRouteDescribesItsPurposeInputAndOutput(JsonNode route) {
        Contract contract = Contract.all().stream()
                .filter(each -> route.path("id").asText().equals("wlcro-" + each.name())).findFirst().orElseThrow();
        String required = String.join(", ", contract.required());
        String either = contract.either().isEmpty() ? "" : ", and " + String.join(" or ", contract.either());
        assertThat(route.path("description").asText()).isNotBlank();
        // Otherwise the route configurations of a host would apply to it (HostTest).
        assertThat(route.path("routeConfigurationId").asText()).isEqualTo("wlcro-none");
        assertThat(route.path("note").asText()).isEqualTo("Required: " + required + either
                + ". Optional: " + String.join(", ", contract.optional())
                + ". Returns: " + String.join(", ", contract.returns()) + ".");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theRouteDescribesItselfAsItsSchemaDoes(JsonNode route) throws IOException {
        Path schema = Path.of("src/main/resources/wlcro/schemas",
                route.path("id").asText().replace("wlcro-", "") + ".json");
        assertThat(route.path("description").asText())
                .isEqualTo(new ObjectMapper().readTree(schema.toFile()).path("description").asText());
    }

    @Test
    void everyStepHasAnIdOfItsOwn() throws IOException {
        List<String> ids = new ArrayList<>();
        List<String> without = new ArrayList<>();
        allRoutes().forEach(route -> collect(route, "route", ids, without));
        assertThat(without).isEmpty();
        assertThat(ids).hasSizeGreaterThan(9 * 5).doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("wlcro-"), "begins with wlcro-");
    }

    private static void collect(JsonNode node, String name, List<String> ids, List<String> without) {
        if (node.has("id")) {
            ids.add(node.path("id").asText());
        } else if (STEPS_WITH_AN_ID.contains(name)) {
            without.add(name + " " + node);
        }
        node.properties().forEach(each -> collect(each.getValue(), each.getKey(), ids, without));
        if (node.isArray()) {
            node.forEach(each -> collect(each, name + "[]", ids, without));
        }
    }

    @Test
    void everyEndpointOfTheRoutesIsValidByTheCatalog() throws IOException {
        Set<String> uris = new HashSet<>();
        allRoutes().forEach(route -> {
            route.findParents("uri").forEach(each -> uris.add(uri(each)));
        });
        assertThat(uris).hasSize(18);
        uris.forEach(each -> assertThat(problems(each)).as(each).isEmpty());
    }

    static String uri(JsonNode endpoint) {
        Map<String, String> parameters = new HashMap<>();
        endpoint.path("parameters").properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
        try {
            return CATALOG.asEndpointUri(endpoint.path("uri").asText(), parameters, false);
        } catch (Exception e) {
            throw new IllegalArgumentException(endpoint.toString(), e);
        }
    }

    @Test
    void theEndpointOfTheCallIsValidByTheCatalog() throws Exception {
        String uri = PackHttpComponent.uri(SettingsReader.read(Map.of("wlcro.api-key", "wlcro_live_1_x")));
        assertThat(uri).startsWith(PackHttpComponent.SCHEME + ":https://");
        URI http = URI.create(uri.substring(PackHttpComponent.SCHEME.length() + 1));
        assertThat(problems(http.toString())).isEmpty();
        assertThat(problems(http.toString().replace("=false", "=perhaps"))).isNotEmpty();
        // camel-http treats unknown options as part of the query.
        assertThat(CATALOG.endpointLenientProperties(http.toString())).isEmpty();
    }

    static String problems(String uri) {
        EndpointValidationResult result = CATALOG.validateEndpointProperties(uri, false, false, false);
        return result.isSuccess() ? "" : result.summaryErrorMessage(true);
    }
}
