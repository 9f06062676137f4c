package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scenarios work as their descriptions say. ShippedScenariosTest runs their own tests. */
@SystemTest
class ScenariosTest {

    private static final Path FOLDER = Path.of("routes", "scenarios").toAbsolutePath();
    private static final Pattern CURL = Pattern.compile("curl .*?http://127\\.0\\.0\\.1:8080(\\S+)(?: -d '(.*?)')?");
    private static final Pattern ECHO = Pattern.compile("echo '(.*?)' > (\\S+)");
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> {}));

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        sandbox.close();
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    @Test
    void allScenariosRunTogetherAndTheExamplesOfTheirDescriptionsWork() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run"));
        files(".camel.yaml").forEach(file -> arguments.add(file.toString()));
        Files.writeString(directory.resolve("application.properties"), "camel.server.port=0\ncalled.rest=500ms\n");
        try (Child child = Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                SandboxConfig.DEFAULT_KEY), List.of(), arguments.toArray(String[]::new))) {
            child.says("Ctrl-C ends it");
            Matcher port = PORT.matcher(child.out());
            assertThat(port.find()).as(child.out()).isTrue();
            int tried = 0;
            for (String description : descriptions()) {
                tried += tryIt(description, port.group(1)) ? 1 : 0;
            }
            assertThat(tried).isEqualTo(10);
            child.logs("Ignored: update-lead-status on connection default: the API has no such record (404)");
            child.logs("Sent again: Unavailable: 0 done");
            // All accepted records, with the notes of the form, the payment and the step.
            Awaitility.await().until(() -> sandbox.records().size() == 6
                    && sandbox.records().stream().mapToInt(each -> each.notes().size()).sum() == 3);
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.err()).doesNotContain("Ann").doesNotContain("Lee").doesNotContain("example.com")
                    .doesNotContain("ERROR");
        }
        assertThat(directory.resolve("inbox/called/done/one.json")).exists();
    }

    /** The examples use the first id of a sandbox, as in a run of one scenario alone. The id exists when the form was processed. */
    private String withItsId(String text, String path) {
        if (!text.contains("10001")) {
            return text;
        }
        String kind = path.startsWith("/affiliates") ? "affiliate" : "lead";
        List<SandboxRecord> records = Awaitility.await().until(
                () -> sandbox.records().stream().filter(each -> each.kind().equals(kind)).toList(), found -> !found.isEmpty());
        return text.replace("10001", String.valueOf(records.get(0).id()));
    }

    private static List<String> descriptions() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : files(".camel.yaml")) {
            for (JsonNode route : new ObjectMapper(new YAMLFactory()).readTree(file.toFile()).findValues("route")) {
                all.add(route.path("description").asText());
            }
        }
        // A scenario that needs the data of another one comes after it.
        all.sort((one, other) -> rank(one) - rank(other));
        return all;
    }

    private static int rank(String description) {
        return description.contains("/approval") || description.contains("/lifecycle") ? 2
                : description.contains("/paid") ? 1 : 0;
    }

    private boolean tryIt(String description, String port) throws IOException, InterruptedException {
        Matcher curl = CURL.matcher(description);
        Matcher echo = ECHO.matcher(description);
        if (curl.find()) {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + withItsId(curl.group(1), curl.group(1))))
                    .header("Content-Type", "application/json")
                    .POST(curl.group(2) == null ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(withItsId(curl.group(2), curl.group(1)))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(description + answer.body()).isBetween(200, 299);
            return true;
        } else if (echo.find()) {
            Path file = directory.resolve(echo.group(2));
            Awaitility.await().until(() -> Files.isDirectory(file.getParent()));
            Files.writeString(file, echo.group(1));
            return true;
        }
        return false;
    }
}
