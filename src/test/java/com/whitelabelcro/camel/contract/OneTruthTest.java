package com.whitelabelcro.camel.contract;

import static com.whitelabelcro.camel.docs.Document.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.WebConfig;
import com.whitelabelcro.camel.app.Kamelets;
import com.whitelabelcro.camel.cli.Wlcro;
import com.whitelabelcro.camel.config.InboxConfig;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.docs.KameletFilesTest;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Routes, schemas, Kamelets, sandbox, documents and help agree with one another and with the API's documentation. */
class OneTruthTest {

    private static final Pattern ACTION_NAME = Pattern.compile("(?:create|update|add)-[a-z-]+");

    private static Map<String, Action> actions;

    @BeforeAll
    static void readTheRoutes() throws Exception {
        actions = new LinkedHashMap<>();
        try (PackUnderTest pack = new PackUnderTest("http://127.0.0.1:9", Map.of())) {
            pack.pack().actions().forEach(each -> actions.put(each.name(), each));
        }
    }

    static List<Contract> contract() {
        return Contract.all();
    }

    @Test
    void thereAreNineActionsEverywhere() throws IOException {
        Set<String> names = new LinkedHashSet<>(Contract.all().stream().map(Contract::name).toList());
        assertThat(names).hasSize(9);
        assertThat(actions.keySet()).as("routes").isEqualTo(names);
        assertThat(schemas()).as("schemas").isEqualTo(names);
        assertThat(KameletFilesTest.actions()).as("Kamelets").isEqualTo(names);
        assertThat(Sandbox.endpoints()).as("sandbox")
                .containsExactlyInAnyOrderElementsOf(Contract.all().stream().map(Contract::request).toList());
        assertThat(Document.ACTIONS.table("Actions").stream().map(row -> code(row.get(0)).get(0))).as("docs/actions.md")
                .containsExactlyElementsOf(names.stream().map(name -> "direct:wlcro-" + name).toList());
        assertThat(namesInHelpOfCall()).as("help of call").containsExactlyElementsOf(names);
    }

    private static Set<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "wlcro", "schemas"))) {
            Set<String> names = new LinkedHashSet<>();
            files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")).forEach(names::add);
            return names;
        }
    }

    private static List<String> namesInHelpOfCall() {
        String text = String.join(" ", new CommandLine(new Wlcro()).getSubcommands().get("call").getCommandSpec()
                .positionalParameters().get(0).description());
        return ACTION_NAME.matcher(text).results().map(each -> each.group()).toList();
    }

    @ParameterizedTest
    @MethodSource("contract")
    void theRouteDefinesMethodAndPath(Contract contract) {
        Action action = actions.get(contract.name());
        assertThat(action.method() + " " + action.path()).isEqualTo(contract.request());
    }

    @ParameterizedTest
    @MethodSource("contract")
    void theSchemaHasTheFieldsOfTheContract(Contract contract) {
        Action action = actions.get(contract.name());
        List<String> required = action.fields().values().stream().filter(Field::required).map(Field::name).toList();
        List<String> either = new ArrayList<>();
        for (JsonNode branch : action.schema().path("oneOf")) {
            branch.path("required").forEach(each -> either.add(each.asText()));
        }
        List<String> optional = new ArrayList<>(action.fields().keySet());
        optional.removeAll(required);
        optional.removeAll(either);
        assertThat(required).containsExactlyInAnyOrderElementsOf(contract.required());
        assertThat(either).containsExactlyElementsOf(contract.either());
        assertThat(optional).containsExactlyElementsOf(contract.optional());
        assertThat(action.returns()).containsExactlyInAnyOrderElementsOf(contract.returns());
        assertThat(action.schema().path("title").asText()).isEqualTo(contract.name());
    }

    @ParameterizedTest
    @MethodSource("contract")
    void thePageOfActionsHasTheFieldsOfTheContract(Contract contract) throws IOException {
        List<String> row = Document.ACTIONS.table("Actions").stream()
                .filter(each -> code(each.get(0)).contains("direct:wlcro-" + contract.name())).findFirst().orElseThrow();
        assertThat(code(row.get(1))).containsExactly(contract.request());
        assertThat(code(row.get(2))).containsExactlyElementsOf(contract.needed());
        assertThat(code(row.get(3))).containsExactlyElementsOf(contract.optional());
        assertThat(code(row.get(4))).containsExactlyElementsOf(contract.returns());
    }

    @Test
    void thePageOfTheConfigurationHasEveryPropertyOnce() throws IOException {
        assertThat(Document.CONFIGURATION.table("Properties").stream().map(row -> code(row.get(0)).get(0)))
                .containsExactlyInAnyOrderElementsOf(SettingsReader.propertyNames());
    }

    @Test
    void theDefaultsOnThePageMatchTheCode() throws IOException {
        for (List<String> row : Document.CONFIGURATION.table("Properties")) {
            String property = code(row.get(0)).get(0);
            List<String> written = code(row.get(1));
            if (property.equals("wlcro.scenarios")) {
                assertThat(written).containsExactly(
                        Configuration.load(Path.of("nowhere"), Map.of(), new Properties()).scenarios());
            } else if (property.equals(WebConfig.HOSTS)) {
                assertThat(WebConfig.of("", "").hosts()).isEmpty();
            } else if (property.equals(WebConfig.TIMEOUT)) {
                assertThat(WebConfig.of("", written.get(0))).isEqualTo(WebConfig.of("", ""));
            } else if (property.equals(GatewayConfig.ENABLED)) {
                assertThat(GatewayConfig.read(Map.of(property, written.get(0)))).isEqualTo(GatewayConfig.none());
            } else if (property.startsWith("wlcro.gateway.tokens.") && !row.get(1).equals("none")) {
                Map<String, String> token = Map.of("wlcro.gateway.tokens.NAME.token", "a".repeat(20),
                        "wlcro.gateway.tokens.NAME.actions", "*", "wlcro.gateway.tokens.NAME.hmac.secret", "s".repeat(20));
                Map<String, String> same = new HashMap<>(token);
                same.put(property, written.get(0));
                assertThat(GatewayConfig.read(same)).as(property).isEqualTo(GatewayConfig.read(token));
            } else if (property.startsWith(InboxConfig.DIRECTORY + ".")) {
                assertThat(InboxConfig.read(Map.of(InboxConfig.DIRECTORY, "x", property, written.get(0)))).as(property)
                        .isPresent().isEqualTo(InboxConfig.read(Map.of(InboxConfig.DIRECTORY, "x")));
            } else if (row.get(1).equals("none")) {
                assertThat(settings(Map.of(property, ""))).as(property).usingRecursiveComparison().isEqualTo(settings(Map.of()));
            } else if (property.contains(".NAME.")) {
                assertThat(written).containsExactly(property.replace("connections.NAME.", ""));
            } else {
                assertThat(settings(Map.of(property, written.get(0)))).as(property).usingRecursiveComparison().isEqualTo(settings(Map.of()));
            }
        }
    }

    @Test
    void theShippedConfigurationMatchesTheDefaults() throws IOException {
        Properties shown = new Properties();
        for (String line : Files.readAllLines(Path.of("application.properties"))) {
            if (line.startsWith("#wlcro.") && !line.contains("connections")) {
                String[] pair = line.substring(1).split("=", 2);
                shown.setProperty(pair[0], pair[1]);
            }
        }
        Map<String, String> all = new HashMap<>();
        shown.stringPropertyNames().forEach(name -> all.put(name, shown.getProperty(name)));
        assertThat(all).hasSize(14);
        assertThat(settings(all)).usingRecursiveComparison().isEqualTo(settings(Map.of()));
    }

    private static Settings settings(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("wlcro.api-key", "wlcro_live_1_x");
        return SettingsReader.read(all);
    }

    @Test
    void thePageOfTheCommandLineHasEveryCommand() throws IOException {
        List<String> shown = new ArrayList<>();
        for (List<String> row : Document.COMMAND_LINE.table("Commands")) {
            for (String example : code(row.get(0))) {
                String[] words = example.split(" ");
                assertThat(words[0]).isEqualTo("wlcro");
                CommandLine.ParseResult parsed = new CommandLine(new Wlcro()).parseArgs(Arrays.copyOfRange(words, 1, words.length));
                List<CommandLine> path = parsed.asCommandLineList();
                shown.add(path.get(path.size() - 1).getCommandSpec().qualifiedName());
            }
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(leaves(new CommandLine(new Wlcro())));
    }

    private static List<String> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty() ? List.of(command.getCommandSpec().qualifiedName())
                : command.getSubcommands().values().stream().distinct().flatMap(each -> leaves(each).stream()).toList();
    }

    @Test
    void thePageOfActionsHasEveryHeader() throws IOException, IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (java.lang.reflect.Field each : WlcroHeaders.class.getFields()) {
            names.add((String) each.get(null));
        }
        assertThat(WlcroHeaders.names()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(Document.ACTIONS.table("Headers").stream().map(row -> code(row.get(0)).get(0)))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void theEndpointConstantsCoverActionsFailedRecordsAndHttp() throws IllegalAccessException {
        List<String> endpoints = new ArrayList<>();
        for (java.lang.reflect.Field each : WlcroEndpoints.class.getFields()) {
            endpoints.add((String) each.get(null));
        }
        List<String> expected = new ArrayList<>(actions.keySet().stream().map(name -> "direct:wlcro-" + name).toList());
        expected.addAll(List.of("direct:wlcro-dead-letter", "direct:wlcro-redrive",
                "direct:wlcro-later", "direct:wlcro-read", "direct:wlcro-http-error"));
        assertThat(endpoints).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(WlcroEndpoints.actions()).containsExactlyInAnyOrderElementsOf(actions.keySet());
    }

    @Test
    void thePageOfActionsHasEveryError() throws IOException {
        assertThat(Document.ACTIONS.table("Errors").stream().map(row -> code(row.get(0)).get(0)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(WlcroException.class.getPermittedSubclasses())
                        .map(Class::getSimpleName).toList());
    }

    @Test
    void thePageOfTheCommandLineListsTheExitCodesOfTheHelp() throws IOException {
        Map<String, String> written = new LinkedHashMap<>();
        Document.COMMAND_LINE.table("Exit codes").forEach(row -> written.put(row.get(0), row.get(1)));
        assertThat(written).isEqualTo(
                new CommandLine(new Wlcro()).getCommandSpec().usageMessage().exitCodeList()).hasSizeGreaterThan(4);
    }
}
