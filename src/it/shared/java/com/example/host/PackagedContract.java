package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests that every packaged application with the pack must pass. */
abstract class PackagedContract {

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    @TempDir
    Path directory;

    abstract Path jar();

    @Test
    void itStartsWithAKeyFromTheEnvironmentCallsTheApiAndEnds() throws Exception {
        Map<String, String> properties = new HashMap<>(API.properties());
        properties.put("demo", "true");
        String key = properties.remove("wlcro.api-key");
        try (Packaged application = new Packaged(jar(), key, properties, directory)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> application.hasEnded() || !API.records().isEmpty());
            application.terminate();
            int exit = application.exit();
            assertThat(API.records()).as(application.output()).singleElement().satisfies(
                    each -> assertThat(each.fields()).containsEntry("first_name", "Ann"));
            assertThat(exit).as(application.output()).isEqualTo(143);
        }
    }

    @Test
    void withoutAKeyItEndsWithOurLine() throws Exception {
        Map<String, String> noKey = Map.of("wlcro.ledger.url", "jdbc:sqlite::memory:");
        try (Packaged application = new Packaged(jar(), "", noKey, directory)) {
            assertThat(application.exit()).isEqualTo(1);
            assertThat(application.output()).contains("No API key: set the environment variable WLCRO_API_KEY");
        }
    }
}
