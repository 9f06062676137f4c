package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller of a scenario by HTTP controls nothing but its record, and does not delay other callers. */
@SystemTest
class WebCallersTest {

    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/leads");
    private static final String ANN = "{\"first_name\":\"Annabella\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";
    private static final String LEADS = """
            - route:
                id: leads
                from:
                  uri: platform-http
                  parameters:
                    path: /leads
                  steps:
                    - log:
                        message: "came <${header.n}>"
                    - to:
                        uri: direct
                        parameters:
                          name: wlcro-create-lead
            """;

    /** More than Vert.x processes concurrently by default. */
    private static final int MANY = 40;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private Child run(Sandbox sandbox, String... properties) throws IOException {
        Files.writeString(directory.resolve("my.camel.yaml"), LEADS);
        Files.write(directory.resolve("application.properties"), List.of(properties));
        return Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                SandboxConfig.DEFAULT_KEY), List.of(), "run", "my.camel.yaml");
    }

    private static HttpRequest.Builder ann(Child child, String query) throws IOException {
        child.says("Ctrl-C ends it");
        Matcher port = PORT.matcher(child.out());
        assertThat(port.find()).as(child.out()).isTrue();
        return HttpRequest.newBuilder(URI.create(port.group() + query)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ANN));
    }

    @Test
    void noHttpHeaderControlsThePackAndNoHeaderOfThePackIsReturned() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                Child child = run(sandbox, "camel.server.port=0",
                        "wlcro.connections.acme.api-key=wlcro_live_2_other")) {
            for (String name : List.of("WlcroConnection", "wlcroconnection", "WLCROCONNECTION")) {
                HttpResponse<String> answer =
                        client.send(ann(child, "").header(name, "acme").build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(name).isEqualTo(200);
                assertThat(answer.headers().map().keySet()).noneMatch(each -> each.toLowerCase(Locale.ROOT).startsWith("wlcro"));
            }
            client.send(ann(child, "").header("WlcroIdempotencyKey", "same").build(), BodyHandlers.ofString());
            client.send(ann(child, "").header("WlcroIdempotencyKey", "same").build(), BodyHandlers.ofString());
            // Otherwise the second one would be answered from the ledger.
            assertThat(sandbox.stats().created()).isEqualTo(5);
            child.signal("TERM");
            assertThat(child.end().err()).doesNotContain("ERROR");
        }
    }

    @Test
    void aWaitingCallerDoesNotPreventOthersFromBeingServed() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                Child child = run(sandbox, "camel.server.port=0", "wlcro.limit=1", "wlcro.period=1h")) {
            for (int i = 1; i <= MANY; i++) {
                client.sendAsync(ann(child, "?n=" + i).build(), BodyHandlers.ofString());
            }
            Awaitility.await().until(() -> {
                String log = child.err();
                return sandbox.stats().created() == 1
                        && IntStream.rangeClosed(1, MANY).allMatch(i -> log.contains("came <" + i + ">"));
            });
            assertThat(sandbox.stats().requests()).isOne();
        }
    }
}
