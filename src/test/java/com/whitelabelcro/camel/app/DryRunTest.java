package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import shows before it sends anything, and that a dry run leaves no trace. */
class DryRunTest {

    private static final String HEADER = "first_name,last_name,email\n";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keepBodies(true)));
    private Path ledger;
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void start() {
        ledger = directory.resolve("home/wlcro.db");
        properties.putAll(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.ledger.url", "jdbc:sqlite:" + ledger));
    }

    private Terminal run(String... arguments) {
        return Terminal.run(properties, "", arguments);
    }

    private Path leads(String name, int count) throws IOException {
        return Files.writeString(directory.resolve(name), HEADER + IntStream.rangeClosed(1, count)
                .mapToObj(i -> "Ann" + i + ",Lee,ann" + i + "@example.com\n").collect(Collectors.joining()));
    }

    private static String request(int number) {
        return "leads {\"first_name\":\"Ann" + number + "\",\"last_name\":\"Lee\",\"email\":\"ann" + number + "@example.com\"}";
    }

    @Test
    void itShowsTheFirstThreeRequestsAndTheExpectedTimeAndCreatesNoLedger() throws IOException {
        Terminal dry = run("import", "create-lead", leads("leads.csv", 2_400).toString(), "--dry-run");

        assertThat(dry.exit()).isZero();
        assertThat(dry.out()).contains("The first 3 requests:", request(1), request(2), request(3), "2400 rows: 2400 valid",
                "2,400 records to send; at 100 a minute about 24 minutes").doesNotContain(request(4), "sent before");
        assertThat(ledger.getParent()).doesNotExist();
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void theShownRequestsAreTheOnesThatAreSentAndARealRunLogsNone() throws IOException {
        Path leads = leads("leads.csv", 1);
        Terminal dry = run("import", "create-lead", leads.toString(), "--dry-run");
        Terminal real = run("import", "create-lead", leads.toString());

        assertThat(dry.out()).contains("The first request:");
        String shown = dry.out().lines().filter(line -> line.startsWith("  POST ")).findFirst().orElseThrow();
        assertThat(shown).isEqualTo("  POST " + sandbox.requests().get(0).path() + " " + sandbox.requests().get(0).body());
        assertThat(real.out()).contains("1 record to send; at 100 a minute less than 1 minute").doesNotContain("@example.com");
    }

    @Test
    void itReportsWhatWasSentBeforeAndDoesNotChangeTheLedger() throws IOException {
        run("import", "create-lead", leads("leads.csv", 2).toString());
        byte[] before = Files.readAllBytes(ledger);

        Terminal dry = run("import", "create-lead", leads("more.csv", 5).toString(), "--dry-run");

        assertThat(dry.exit()).isZero();
        assertThat(dry.out()).contains("Ledger: " + ledger + ", only read", "line 2: sent before, entry ",
                "5 rows: 3 valid, 2 sent before", "3 records to send; at 100 a minute less than 1 minute; 2 were sent before",
                request(3)).doesNotContain(request(1));
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
        try (Stream<Path> files = Files.list(ledger.getParent())) {
            assertThat(files.filter(each -> each.getFileName().toString().startsWith("wlcro"))).containsExactly(ledger);
        }
        assertThat(run("import", "create-lead", directory.resolve("more.csv").toString()).out())
                .contains("3 records to send; at 100 a minute less than 1 minute; 2 were sent before", "5 rows: 3 done, 2 sent before");
    }

    @Test
    void itReportsWhichNotesAnUnfinishedImportOfTheFileHasSent() throws IOException {
        run("call", "create-lead", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}");
        String client = String.valueOf(sandbox.records().get(0).id());
        Path notes = Files.writeString(directory.resolve("notes.csv"), "client_id,text\n" + client + ",one\n" + client + ",\n");
        run("import", "add-client-note", notes.toString());
        byte[] before = Files.readAllBytes(ledger);
        Files.writeString(notes, "client_id,text\n" + client + ",one\n" + client + ",two\n");

        Terminal dry = run("import", "add-client-note", notes.toString(), "--dry-run");

        assertThat(dry.out()).contains("Continues the import of notes.csv", "2 rows: 1 valid, 1 sent before");
        assertThat(run("import", "add-client-note", notes.toString(), "--dry-run", "--new").out()).contains("2 rows: 2 valid");
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
    }

    @Test
    void itNeedsNoKeyButThenCannotReportWhatWasSentBefore() throws IOException {
        run("import", "create-lead", leads("leads.csv", 2).toString());
        properties.put("wlcro.api-key", "");

        Terminal dry = run("import", "create-lead", leads("leads.csv", 2).toString(), "--dry-run");

        assertThat(dry.exit()).isZero();
        assertThat(dry.out()).contains("What was sent before is not known: without an API key", "2 rows: 2 valid");
    }

    @Test
    void damagedTextIsReportedInAnyColumn() throws IOException {
        Path leads = leads("leads.csv", 5_000);
        String damaged = "Jos\u00C3\u00A9";
        Files.writeString(leads, Files.readString(leads).replace("Ann1,", "Ren\u00E9,").replace("Ann4990,", damaged + ","));

        Terminal dry = run("import", "create-lead", leads.toString(), "--dry-run");

        assertThat(dry.out()).contains("Text such as " + damaged + " was damaged by another program before", "5000 rows: 5000 valid");
    }
}
