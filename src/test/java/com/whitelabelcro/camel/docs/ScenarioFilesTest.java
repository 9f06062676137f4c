package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios can be copied: they describe how to try them, declare their properties, and do not clash with one another. */
@Fast
class ScenarioFilesTest {

    private static final Path FOLDER = Path.of("routes", "scenarios");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> PARTS_WITH_AN_ID = Set.of("from", "otherwise", "route", "routeConfiguration");
    private static final Set<String> LISTS_WITH_IDS = Set.of("when[]", "doCatch[]");
    private static final Pattern ADDRESS = Pattern.compile("https?://([^/:\"]+)");
    private static final Pattern STATUS = Pattern.compile("(?<!:)\\b(Lead|Client) - \\w+");

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
    }

    static List<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString().replace(".camel.yaml", "")).toList();
    }

    @Test
    void thereAreTenScenariosEachWithTestsAndARouteOfItsName() throws IOException {
        assertThat(names()).hasSize(10);
        for (String name : names()) {
            assertThat(FOLDER.resolve(name + ".test.yaml")).exists();
            assertThat(routes(FOLDER.resolve(name + ".camel.yaml")).get(0).path("id").asText()).startsWith(name);
        }
    }

    @Test
    void theGuideNamesAllScenariosAndHasAPlaceForTheirPictures() throws IOException {
        Document guide = Document.SCENARIOS;
        assertThat(guide.table("The ten scenarios").stream().map(row -> row.get(0)))
                .containsExactlyInAnyOrderElementsOf(
                        names().stream().map(name -> "[" + name + "](#" + name + ")").toList());
        for (String name : names()) {
            assertThat(guide.section("The ten scenarios")).contains("### " + name, "<!-- picture " + name + " -->");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theDescriptionSaysWhatTheScenarioDoesAndHowToTryIt(Path file) throws IOException {
        List<JsonNode> routes = routes(file);
        assertThat(routes.get(0).path("description").asText()).matches(".*(curl -|echo '|copy |run it).*");
        assertThat(routes).allMatch(route -> !route.path("description").asText().isBlank());
    }

    @Test
    void everyStepHasAnIdAndNoTwoAreTheSameSoThatAllCanRunAtOnce() throws IOException {
        List<String> ids = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Path file : files()) {
            collect(YAML.readTree(file.toFile()), "", ids, without);
        }
        assertThat(without).isEmpty();
        assertThat(ids).hasSizeGreaterThan(150).doesNotHaveDuplicates()
                .noneMatch(id -> id.startsWith("wlcro-"));
    }

    private static void collect(JsonNode node, String name, List<String> ids, List<String> without) {
        if (node.isObject() && node.has("id")) {
            ids.add(node.path("id").asText());
        } else if (PARTS_WITH_AN_ID.contains(name) || LISTS_WITH_IDS.contains(name)) {
            without.add(name + " " + node);
        }
        if (name.equals("steps[]") || name.equals("onException[]")) {
            node.forEach(step -> {
                if (!step.has("id")) {
                    without.add(node.toString());
                }
            });
        }
        node.properties().forEach(each -> collect(each.getValue(), each.getKey(), ids, without));
        if (node.isArray()) {
            node.forEach(each -> collect(each, name + "[]", ids, without));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyEndpointIsValidByTheCatalog(Path file) throws IOException {
        for (JsonNode endpoint : YAML.readTree(file.toFile()).findParents("uri")) {
            String uri = endpoint.path("uri").asText();
            if (!uri.startsWith("{{") && !uri.startsWith("kamelet:")) {
                assertThat(YamlTest.problems(YamlTest.uri(endpoint))).as(endpoint.toString()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void logMessagesContainNoDataOfARecord(Path file) throws IOException {
        for (JsonNode log : YAML.readTree(file.toFile()).findValues("log")) {
            assertThat(log.path("message").asText()).isNotEmpty()
                    .doesNotContain("${body").doesNotContain("${variable").doesNotContain("${header");
        }
    }

    /** Messages of Jackson and Camel quote the record, and do not help its sender. */
    @ParameterizedTest
    @MethodSource("files")
    void onlyMessagesOfThePackAreReturnedForAFailure(Path file) throws IOException {
        for (JsonNode handler : YAML.readTree(file.toFile()).findParents("exception")) {
            boolean ours = true;
            for (JsonNode each : handler.path("exception")) {
                ours &= each.asText().startsWith("com.whitelabelcro.camel.error.");
            }
            assertThat(ours || !handler.toString().contains("exception.message")).as(handler.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theScenarioNamesNoHostExceptThisMachine(Path file) throws IOException {
        assertThat(ADDRESS.matcher(Files.readString(file)).results().map(each -> each.group(1)))
                .allMatch("127.0.0.1"::equals);
    }

    /** Other statuses and all ids differ between companies: they are properties with a default. */
    @ParameterizedTest
    @MethodSource("files")
    void theStatusesAreThoseOfTheContract(Path file) throws IOException {
        Set<String> statuses = new TreeSet<>();
        STATUS.matcher(Files.readString(file)).results().forEach(each -> statuses.add(each.group()));
        assertThat(Set.of("Lead - New", "Client - Active", "Client - Graduated")).containsAll(statuses);
    }

    private static List<JsonNode> routes(Path file) throws IOException {
        List<JsonNode> routes = new ArrayList<>();
        YAML.readTree(file.toFile()).findValues("route").forEach(routes::add);
        return routes;
    }
}
