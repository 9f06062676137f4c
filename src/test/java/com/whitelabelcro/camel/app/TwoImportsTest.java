package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at once, one key, one ledger. */
class TwoImportsTest {

    @TempDir
    private Path directory;
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(100).period(Duration.ofSeconds(2))
            .window(Window.Kind.SLIDING).latency(Duration.ofMillis(20))));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Child start(String file, int from, int to) throws IOException {
        Files.writeString(directory.resolve(file), "Record ID,First Name,Last Name,Email\n" + IntStream.range(from, to)
                .mapToObj(i -> i + ",Ann,Lee,ann" + i + "@example.com\n").collect(Collectors.joining()));
        return Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_PERIOD", "2s"), List.of(),
                "import", "create-client", file, "--mapping", "hubspot");
    }

    private void check(int records) {
        assertThat(sandbox.records().stream().map(SandboxRecord::externalId)).doesNotHaveDuplicates().hasSize(records);
        assertThat(sandbox.stats().requests()).isEqualTo(records);
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(sandbox.stats().arrivalsInAnyWindow()).isLessThanOrEqualTo(100);
    }

    @Test
    void twoImportsShareTheLimitOfTheirKey() throws Exception {
        try (Child one = start("one.csv", 0, 500); Child two = start("two.csv", 500, 1_000)) {
            assertThat(one.end().out()).contains("500 rows: 500 done");
            assertThat(two.end().out()).contains("500 rows: 500 done");
        }
        check(1_000);
    }

    @Test
    void twoImportsOfFilesThatOverlapSendWhatTheyShareOnce() throws Exception {
        try (Child one = start("one.csv", 0, 200); Child two = start("two.csv", 100, 300)) {
            assertThat(one.end().exit()).isZero();
            assertThat(two.end().exit()).isZero();
        }
        check(300);
    }
}
