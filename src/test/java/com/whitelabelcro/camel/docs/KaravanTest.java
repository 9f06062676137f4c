package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Karavan rewrites a file when it saves it. The shipped files and the examples in the documents have the form that
 * Karavan writes, so that saving loses and changes nothing.
 */
@Fast
class KaravanTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#(\\s|$)");
    private static final Pattern ROUTES = Pattern.compile("- (route|templatedRoute)");
    private static final Set<String> KEPT = Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute", "rest");
    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "jsonpath", "jq", "xpath", "groovy", "method", "tokenize");

    /** A text that Karavan may save, and its location. */
    record Flow(String place, String text) {
        @Override
        public String toString() {
            return place;
        }
    }

    static List<Flow> flows() throws IOException {
        List<Flow> flows = new ArrayList<>();
        for (Path file : files("routes", ".camel.yaml")) {
            flows.add(new Flow(file.toString(), Files.readString(file)));
        }
        for (Path file : files("src/main/resources/kamelets", ".kamelet.yaml")) {
            flows.add(new Flow(file.toString(), Files.readString(file)));
        }
        List<Path> documents = new ArrayList<>(files("docs", ".md"));
        documents.add(Path.of("README.md"));
        for (Path document : documents) {
            for (Document.Block block : new Document(document).blocks()) {
                if (block.language().equals("yaml") && ROUTES.matcher(block.text()).lookingAt()) {
                    flows.add(new Flow(document + " after: " + block.before(), block.text()));
                }
            }
        }
        return flows;
    }

    private static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    @Test
    void filesKameletsAndDocumentsAreChecked() throws IOException {
        assertThat(flows()).extracting(Flow::place)
                .anyMatch(each -> each.endsWith("leads.camel.yaml")).anyMatch(each -> each.endsWith("webhook-to-lead.camel.yaml"))
                .anyMatch(each -> each.endsWith("wlcro-create-lead-action.kamelet.yaml"))
                .anyMatch(each -> each.startsWith("README.md")).anyMatch(each -> each.startsWith("docs/scenarios.md"));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void savingLosesAndChangesNothing(Flow flow) throws IOException {
        assertThat(losses(flow.text())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "- route: {id: x, from: {uri: direct, steps: []}} # a comment",
        "- onException: {exception: [java.lang.Exception]}",
        "- route: {from: {uri: 'direct:x', steps: []}}",
        "- route: {from: {uri: timer, steps: [{to: 'direct:x'}]}}",
        "- route: {from: {uri: timer, steps: [{to: {uri: '{{notify}}'}}]}}",
        "- route: {from: {uri: timer, steps: [{toD: {uri: '{{notify:log:x?plain=true}}'}}]}}",
        "- route: {from: {uri: timer, steps: [{setBody: {simple: '${header.x}'}}]}}",
        "- route: {from: {uri: timer, steps: [{to: {uri: kamelet:a, parameters: {first-name: Ann}}}]}}"
    })
    void whatASaveWouldLoseOrChangeIsFound(String text) throws IOException {
        assertThat(losses(text)).hasSize(1);
    }

    /** Camel creates them by reflection, when the project for Karavan runs. */
    @Test
    void theClassesThatTheProjectForKaravanNamesCanBeCreated() throws Exception {
        List<String> names = Pattern.compile("#class:(\\S+)").matcher(Files.readString(Path.of("src/karavan/application.properties")))
                .results().map(each -> each.group(1)).toList();
        assertThat(names).hasSize(2);
        for (String name : names) {
            assertThat(Modifier.isPublic(Class.forName(name).getModifiers())).as(name).isTrue();
            assertThat(Class.forName(name).getConstructor()).isNotNull();
        }
    }

    private static List<String> losses(String text) throws IOException {
        List<String> found = new ArrayList<>();
        if (COMMENT.matcher(text).find()) {
            found.add("a comment");
        }
        JsonNode file = YAML.readTree(text);
        if (file.isArray()) {
            file.forEach(each -> each.fieldNames().forEachRemaining(name -> {
                if (!KEPT.contains(name)) {
                    found.add(name + " at the top");
                }
            }));
        }
        look(file.isArray() ? file : file.at("/spec/template"), "", found);
        return found;
    }

    private static void look(JsonNode node, String name, List<String> found) {
        node.properties().forEach(each -> {
            String key = each.getKey();
            if (key.contains("-")) {
                found.add("the dash in " + key);
            } else if (each.getValue().isTextual() && (LANGUAGES.contains(key) || name.equals("steps[]"))) {
                found.add("the short form of " + key);
            } else if (key.equals("uri") && !isKept(each.getValue().asText(), name)) {
                found.add("the uri " + each.getValue().asText());
            }
            look(each.getValue(), key, found);
        });
        if (node.isArray()) {
            node.forEach(each -> look(each, name + "[]", found));
        }
    }

    /** Camel itself would also end a property at the question mark. */
    private static boolean isKept(String uri, String step) {
        return uri.matches("[a-z][a-z0-9-]*|kamelet:[a-z0-9-]+") || step.equals("toD") && !uri.contains("?");
    }
}
