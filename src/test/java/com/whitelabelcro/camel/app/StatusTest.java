package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wlcro status} while another process is working. */
@SystemTest
class StatusTest {

    private static final String LEAD =
            "{\"first_name\":\"Annabella\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}\n";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(5).delayFor(Duration.ofSeconds(20))));

    private Terminal run(String key, String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", key, "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.limit", "5", "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")), "", arguments);
    }

    private Child importing(int rows) throws IOException {
        return importing(rows, Map.of());
    }

    private Child importing(int rows, Map<String, String> others) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", "5", "WLCRO_LEDGER_URL", "jdbc:sqlite:wlcro.db"));
        environment.putAll(others);
        Files.writeString(directory.resolve("leads.jsonl"), IntStream.range(0, rows)
                .mapToObj(i -> LEAD.replace("ann@", "ann" + i + "@")).collect(Collectors.joining()));
        return Child.start(directory, environment, List.of(), "import", "create-lead", "leads.jsonl");
    }

    @Test
    void watchRepeatsTheStatusUntilItIsInterrupted() throws Exception {
        run(SandboxConfig.DEFAULT_KEY, "call", "create-lead", LEAD);
        try (Child child = Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                SandboxConfig.DEFAULT_KEY, "WLCRO_LEDGER_URL", "jdbc:sqlite:wlcro.db"), List.of(), "status", "--watch")) {
            Awaitility.await().atMost(PATIENCE).until(() -> child.out().split("Ledger: ").length > 2);
            child.signal("INT");
            Terminal watched = child.end();
            assertThat(watched.exit()).isEqualTo(130);
            assertThat(watched.out()).contains("default: ready").doesNotContain("\u001b");
        }
    }

    private JsonNode json() throws IOException {
        Terminal status = run(SandboxConfig.DEFAULT_KEY, "status", "--json");
        return new ObjectMapper().readTree(status.out());
    }

    @Test
    void itShowsTheEndedAndTheWaitingRecordsOfAnotherProcess() throws Exception {
        try (Child child = importing(40)) {
            Awaitility.await().atMost(PATIENCE).until(() -> sandbox.stats().created() == 5);
            Awaitility.await().atMost(PATIENCE).until(() -> json().path("done_today").asInt() == 5
                    && json().path("waiting").asInt() == 8);

            JsonNode json = json();

            assertThat(json.path("state").asText()).isEqualTo("ready");
            assertThat(json.path("free").asInt(-1)).isZero();
            assertThat(json.path("in_flight").asInt(-1)).isZero();
            assertThat(json.has("oldest_s")).isTrue();
            assertThat(run(SandboxConfig.DEFAULT_KEY, "status").out()).containsPattern(
                    "default: ready\\R  free 0 of 5, in flight 0, waiting 8 \\(the oldest for \\d+ s\\)\\R  today: 5 done, 0 failed, 0 unknown");
        }
    }

    @Test
    void itShowsTheRequestsInFlightOfAnotherProcess() throws Exception {
        sandbox.script(ScriptedAnswer.fault(Fault.DELAY), ScriptedAnswer.fault(Fault.DELAY), ScriptedAnswer.fault(Fault.DELAY));
        try (Child child = importing(3)) {
            Awaitility.await().atMost(PATIENCE).until(() -> sandbox.stats().created() == 3);

            JsonNode json = json();

            assertThat(json.path("in_flight").asInt()).isEqualTo(3);
            assertThat(json.path("waiting").asInt(-1)).isZero();
            assertThat(json.path("free").asInt()).isEqualTo(2);
        }
    }

    @Test
    void itShowsThatAnotherProcessWaitsForTheServerAndThatItContinues() throws Exception {
        sandbox.script(ScriptedAnswer.of(429, "Retry-After", "2"));
        try (Child child = importing(2)) {
            Awaitility.await().atMost(PATIENCE).until(() -> json().path("state").asText().equals("waiting"));
            assertThat(json().path("why").asText()).contains("rate limit");
            Awaitility.await().atMost(PATIENCE).until(() -> json().path("done_today").asInt() == 2);
            assertThat(json().path("state").asText()).isEqualTo("ready");
            assertThat(child.end().exit()).isZero();
        }
    }

    @Test
    void itShowsWhyAConnectionIsSuspended() {
        run(Terminal.SECRET, "call", "create-lead", LEAD.strip());

        assertThat(run(Terminal.SECRET, "status").out()).containsPattern("default: suspended for \\d+ s: .+\\R");
        assertThat(run(SandboxConfig.DEFAULT_KEY, "status").out()).startsWith("default: ready");
    }

    @Test
    void aCheckFailsWhileAnotherProcessHasAConnectionSuspended() throws Exception {
        assertThat(run(Terminal.SECRET, "call", "create-lead", LEAD.strip()).exit()).isEqualTo(3);

        Terminal checked = run(Terminal.SECRET, "status", "--check");
        assertThat(checked.exit()).isEqualTo(5);
        assertThat(checked.out()).contains("default: suspended for");
        assertThat(run(Terminal.SECRET, "status").exit()).isZero();
        assertThat(run(SandboxConfig.DEFAULT_KEY, "status", "--check").exit()).isZero();
    }

    @Test
    void aCheckSucceedsAgainAsSoonAsAnyProcessSucceedsWithTheKey() throws Exception {
        sandbox.script(ScriptedAnswer.of(401, "{}"));
        assertThat(run(SandboxConfig.DEFAULT_KEY, "call", "create-lead", LEAD.strip()).exit()).isEqualTo(3);
        assertThat(run(SandboxConfig.DEFAULT_KEY, "status", "--check").exit()).isEqualTo(5);

        assertThat(run(SandboxConfig.DEFAULT_KEY, "call", "create-lead", LEAD.strip()).exit()).isZero();

        Terminal checked = run(SandboxConfig.DEFAULT_KEY, "status", "--check");
        assertThat(checked.exit()).as(checked.out()).isZero();
        assertThat(checked.out()).startsWith("default: ready");
    }

    @Test
    void aCheckFailsWhileAnotherProcessHasAnOutageWhichThatProcessLogsOnce() throws Exception {
        sandbox.configure(SandboxConfig.of(config -> config.limit(5).period(Duration.ofSeconds(1))));
        sandbox.down(true);
        try (Child child = importing(8, Map.of("WLCRO_SUSPEND", "1s", "WLCRO_PERIOD", "1s"))) {
            child.logs("has an outage");
            Awaitility.await().atMost(PATIENCE).until(() -> run(SandboxConfig.DEFAULT_KEY, "status", "--check").exit() == 5);
            Awaitility.await().atMost(PATIENCE).until(() -> json().path("state").asText().equals("waiting"));
            sandbox.down(false);
            child.logs("has recovered");
            assertThat(child.err().lines().filter(line -> line.contains("has an outage"))).singleElement().asString()
                    .contains("WARN").contains("Connection default").contains("503").doesNotContain("ann@example.com");
            Awaitility.await().atMost(PATIENCE).until(() -> run(SandboxConfig.DEFAULT_KEY, "status", "--check").exit() == 0);
        }
    }

    @Test
    void aCheckDoesNotReportARateLimit() throws Exception {
        sandbox.script(ScriptedAnswer.of(429, "Retry-After", "30"));
        try (Child child = importing(1)) {
            Awaitility.await().atMost(PATIENCE).until(() -> json().path("state").asText().equals("waiting"));
            assertThat(run(SandboxConfig.DEFAULT_KEY, "status", "--check").exit()).isZero();
        }
    }

    @Test
    void withoutALedgerItSaysSoAndCreatesNone() {
        for (String[] command : new String[][] {{"status"}, {"ledger", "stats"}, {"ledger", "purge"}, {"failed", "list"},
            {"failed", "show", "1-1"}, {"failed", "export", "-"}, {"failed", "discard", "--all"}}) {
            Terminal told = run(SandboxConfig.DEFAULT_KEY, command);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.complaint()).startsWith("There is no ledger at ");
        }
        assertThat(directory.resolve("wlcro.db")).doesNotExist();
    }

    @Test
    void commandsThatOnlyReadTheLedgerNeedNoKey() throws Exception {
        run(Terminal.SECRET, "call", "create-lead", LEAD.strip());
        // This process has no key: these are all its properties.
        Map<String, String> noKey = Map.of("wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db"));
        for (String[] command : new String[][] {{"ledger", "stats"}, {"ledger", "purge"}, {"failed", "list"}}) {
            Terminal told = Terminal.run(noKey, "", command);
            assertThat(told.exit()).as(told.err()).isZero();
        }
        Terminal stats = Terminal.run(noKey, "", "ledger", "stats");
        assertThat(stats.out()).containsPattern("schema +1").containsPattern("oldest +20\\d\\d-").containsPattern("newest +20\\d\\d-");
    }

    @Test
    void aDamagedLedgerIsReportedInOneLine() throws IOException {
        Files.writeString(directory.resolve("wlcro.db"), "no database at all, and longer than a header is ".repeat(100));
        for (String[] command : new String[][] {{"status"}, {"failed", "list"}, {"ledger", "stats"}}) {
            Terminal told = run(SandboxConfig.DEFAULT_KEY, command);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.complaint()).containsIgnoringCase("ledger");
        }
    }
}
