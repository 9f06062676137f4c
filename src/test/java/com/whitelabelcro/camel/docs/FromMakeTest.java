package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions, conditions and YAML of docs/from-make.md behave as the page describes. */
class FromMakeTest {

    private static final Document PAGE = Document.FROM_MAKE;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "${body[secret]} {{secret}} ') && 1 == 1";

    private static CamelContext context;
    private static JsonNode sample;

    @BeforeAll
    static void start() throws IOException {
        context = new DefaultCamelContext();
        context.start();
        sample = JSON.readTree(PAGE.block("Functions", "json"));
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    record Function(String expression, String gives) {}

    static List<Function> functions() throws IOException {
        return PAGE.table("Functions").stream().map(row -> new Function(Document.code(row.get(1)).get(0),
                Document.code(row.get(2)).stream().findFirst().orElse(""))).toList();
    }

    static List<String> conditions() throws IOException {
        return PAGE.table("Filters").stream().map(row -> Document.code(row.get(1)).get(0)).toList();
    }

    @Test
    void theTablesExist() throws IOException {
        assertThat(functions()).hasSizeGreaterThan(45);
        assertThat(conditions()).hasSizeGreaterThan(20);
        assertThat(PAGE.table("Modules")).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theFunctionReturnsTheResultOfTheTable(Function function) {
        String found = evaluated(function.expression(), sample);
        if (function.gives().matches("/.+/")) {
            assertThat(found).containsPattern(function.gives().substring(1, function.gives().length() - 1));
        } else {
            assertThat(found).isEqualTo(function.gives());
        }
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theConditionIsTrueForTheSampleAndFalseForAnotherMessage(String condition) {
        assertThat(simple().createPredicate(condition).matches(exchange(sample))).isTrue();
        ObjectNode other = JSON.createObjectNode().put("name", "Bob").put("price", "1").put("n", 9).put("active", false)
                .put("iso", "2020-01-01T00:00:00Z").put("phone", "1");
        other.putArray("tags");
        boolean otherwise = condition.contains("!= null") ? simple().createPredicate(condition)
                .matches(exchange(JSON.createObjectNode().put("name", ""))) : simple().createPredicate(condition)
                .matches(exchange(other));
        assertThat(otherwise).as("a condition that can be false").isEqualTo(condition.contains("||"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theTextOfACustomerIsNotEvaluated(Function function) {
        Map<String, Object> hostile = new LinkedHashMap<>();
        sample.properties().forEach(each -> hostile.put(each.getKey(), each.getValue().isTextual()
                ? HOSTILE : JSON.convertValue(each.getValue(), Object.class)));
        hostile.put("secret", "TOLD");
        String found;
        try {
            found = evaluated(function.expression(), JSON.valueToTree(hostile));
        } catch (RuntimeException e) {
            // For example a text that is no number; what matters is that it was not evaluated.
            found = String.valueOf(e.getMessage());
        }
        assertThat(found).doesNotContain("TOLD");
    }

    @Test
    void everyYamlExampleRunsWithThePack() throws Exception {
        List<Document.Block> pieces = PAGE.blocks().stream().filter(each -> each.language().equals("yaml")).toList();
        assertThat(pieces).hasSizeGreaterThan(5);
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults()); PackUnderTest pack = PackUnderTest.on(sandbox)) {
            int before = pack.context().getRoutesSize();
            for (int i = 0; i < pieces.size(); i++) {
                Resource piece = ResourceHelper.fromString("piece" + i + ".camel.yaml", pieces.get(i).text());
                PluginHelper.getRoutesLoader(pack.context()).loadRoutes(piece);
            }
            assertThat(pack.context().getRoutesSize()).isGreaterThanOrEqualTo(before + pieces.size());
            Map<String, String> lead = Map.of("first_name", "Ann", "last_name", "", "email", "ann@example.com");
            pack.template().requestBody("direct:empty-fields", lead);
            assertThat(sandbox.records()).singleElement().satisfies(each ->
                    assertThat(each.fields()).containsEntry("last_name", "unknown").doesNotContainKey("phone"));
            pack.template().requestBody("direct:dynamic-url", Map.of("client_id", sandbox.records().get(0).id()));
            assertThat(sandbox.records().get(0).status()).isEqualTo("Lead - Contacted");
            Map<String, String> bob = Map.of("first_name", "Bob", "last_name", "Low", "email", "bob@example.com");
            pack.template().requestBody("direct:only-new", bob);
            assertThat(sandbox.records().get(1).notes()).hasSize(1);
            pack.template().requestBody("direct:no-sleep", List.of(lead("Cid"), lead("Dan")));
            assertThat(sandbox.records()).hasSize(4);
            assertThat(pack.template().send("direct:may-be-incomplete",
                    exchange -> exchange.getMessage().setBody(Map.of("first_name", "Eve"))).getException()).isNull();
            assertThat(pack.template().requestBody("direct:tell-a-chat", Map.of("client_id", 7), String.class))
                    .isEqualTo("{\"text\":\"Lead 7 is new\"}");
        }
    }

    @Test
    void everyNamedScenarioExists() throws IOException {
        for (List<String> row : PAGE.table("Modules")) {
            for (String name : Document.code(row.get(2))) {
                assertThat(Files.exists(Path.of("routes", "scenarios", name + ".camel.yaml"))).as(name).isTrue();
            }
        }
    }

    private static Map<String, String> lead(String name) {
        return Map.of("first_name", name, "last_name", "Lee", "email", name + "@example.com");
    }

    private static String evaluated(String expression, JsonNode body) {
        Object value = simple().createExpression(expression).evaluate(exchange(body), Object.class);
        return value == null ? "" : value instanceof Object[] array
                ? Arrays.stream(array).map(String::valueOf).collect(Collectors.joining(", ", "[", "]")) : value.toString();
    }

    private static Language simple() {
        return context.resolveLanguage("simple");
    }

    private static Exchange exchange(JsonNode body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(JSON.convertValue(body, Object.class));
        return exchange;
    }
}
