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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kaoto shows the shipped files and loses nothing when a step is edited. These are the rules that Kaoto's own models (2.12.0-RC1 and
 * 2.7.1) broke in the files of the pack; they kept everything else.
 */
@Fast
class KaotoTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> CALLS = Set.of("to", "toD", "wireTap", "from", "enrich", "pollEnrich");

    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("routes", "src/main/resources/kamelets")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(each -> each.toString().matches(".*\\.(camel|kamelet)\\.yaml")).forEach(files::add);
            }
        }
        return files.stream().sorted();
    }

    @Test
    void routesScenariosAndKameletsAreChecked() throws IOException {
        assertThat(files().map(each -> each.getFileName().toString()))
                .contains("leads.camel.yaml", "when-it-fails.camel.yaml", "wlcro-create-lead-action.kamelet.yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFileIsShownAndAnEditOfAStepChangesNothingElse(Path file) throws IOException {
        assertThat(faults(YAML.readTree(file.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{kind: Kamelet, spec: {template: {route: {from: {uri: 'kamelet:source', steps: []}}}}}",
        "[{route: {from: {uri: timer, steps: []}}}, {routeConfiguration: {id: x}}]",
        "[{route: {from: {uri: timer, steps: [{toD: {uri: '{{notify:log:team}}'}}]}}}]"
    })
    void theCheckFindsWhatKaotoWouldLoseOrNotShow(String text) throws IOException {
        assertThat(faults(YAML.readTree(text))).hasSize(1);
    }

    private static List<String> faults(JsonNode file) {
        List<String> found = new ArrayList<>();
        if (file.path("kind").asText().equals("Kamelet") && !file.at("/spec/template").has("from")) {
            found.add("a Kamelet without template.from");
        }
        boolean routes = false;
        for (JsonNode each : file.isArray() ? file : YAML.createArrayNode()) {
            if (routes && each.has("routeConfiguration")) {
                found.add("a route configuration behind a route");
            }
            routes |= each.has("route");
        }
        look(file, found);
        return found;
    }

    private static void look(JsonNode node, List<String> found) {
        node.properties().forEach(each -> {
            String uri = each.getValue().path("uri").asText();
            if (CALLS.contains(each.getKey()) && uri.startsWith("{{") && uri.contains(":")) {
                found.add("the uri " + uri + ", which is cut at its colon");
            }
            look(each.getValue(), found);
        });
        if (node.isArray()) {
            node.forEach(each -> look(each, found));
        }
    }
}
