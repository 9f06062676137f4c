package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that accept records to be sent later and are killed: each accepted record is applied exactly once. */
@SystemTest
class KilledQueueTest {

    /** Accepts records as fast as possible, and writes each one to a file after its acceptance was confirmed. */
    private static final String BURST = """
            - route:
                id: burst
                from:
                  uri: timer:burst?delay=0&period=1&repeatCount=500&includeMetadata=true
                  steps:
                    - setBody:
                        simple: '{"first_name":"Ann","last_name":"Doe","email":"a${exchangeProperty.CamelTimerCounter}@example.com","external_id":"{{run}}_${exchangeProperty.CamelTimerCounter}"}'
                    - setHeader:
                        name: WlcroDelivery
                        constant: later
                    - to: direct:wlcro-create-lead
                    - setBody:
                        simple: '{{run}}_${exchangeProperty.CamelTimerCounter}'
                    - to: file:.?fileName=accepted.txt&fileExist=Append&appendChars=\\n
            """;
    private static final String IDLE = """
            - route:
                id: idle
                from:
                  uri: direct:idle
                  steps:
                    - to: direct:wlcro-read
            """;

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(100_000).period(Duration.ofSeconds(1))
            .latency(Duration.ofMillis(5))));

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        sandbox.close();
    }

    private Child start(String run, String scenario) throws IOException {
        Path home = Files.createDirectories(directory.resolve(run));
        Files.writeString(home.resolve("my.camel.yaml"), scenario);
        Files.writeString(home.resolve("application.properties"), "run=" + run + "\ncamel.management.port=0\n");
        Child child = Child.start(home, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", "100000", "WLCRO_PERIOD", "1s",
                "WLCRO_LEDGER_URL", "jdbc:sqlite:" + directory.resolve("wlcro.db")), List.of(), "run", "my.camel.yaml");
        child.says("Ctrl-C ends it");
        return child;
    }

    private Set<String> accepted() throws IOException {
        Set<String> accepted = new TreeSet<>();
        try (var files = Files.walk(directory)) {
            for (Path each : files.filter(file -> file.endsWith("accepted.txt")).toList()) {
                accepted.addAll(Files.readAllLines(each));
            }
        }
        return accepted;
    }

    private long count(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wlcro.db"));
                var query = connection.prepareStatement(sql);
                var row = query.executeQuery()) {
            return row.getLong(1);
        }
    }

    private void awaitRequests(long more) {
        long until = sandbox.stats().requests() + more;
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(1))
                .until(() -> sandbox.stats().requests() >= until);
    }

    private void eachThatWasAcceptedIsThereOnce() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> count("SELECT COUNT(*) FROM wlcro_queue") == 0);
        assertThat(count("SELECT COUNT(*) FROM wlcro_entry WHERE state <> 'done'")).isZero();
        assertThat(accepted()).hasSizeGreaterThan(100);
        assertThat(sandbox.records()).extracting("externalId").doesNotHaveDuplicates().containsAll(List.copyOf(accepted()));
        assertThat(sandbox.stats().rejected429()).isZero();
    }

    @Test
    void afterARestartEachAcceptedRecordIsSentOnce() throws Exception {
        for (int run = 1; run <= 2; run++) {
            try (Child child = start("run" + run, BURST)) {
                awaitRequests(60);
                child.kill();
            }
        }
        assertThat(count("SELECT COUNT(*) FROM wlcro_queue")).as("records that wait at the time of the kill").isPositive();
        try (Child last = start("last", IDLE)) {
            eachThatWasAcceptedIsThereOnce();
        }
    }

    @Test
    void aSecondProcessSendsTheRecordsThatAKilledOneHadAcceptedOrClaimed() throws Exception {
        try (Child other = start("other", IDLE); Child first = start("first", BURST)) {
            awaitRequests(100);
            first.kill();
            eachThatWasAcceptedIsThereOnce();
            assertThat(other.isAlive()).isTrue();
        }
    }
}
