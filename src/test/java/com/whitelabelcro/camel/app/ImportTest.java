package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wlcro import}, from the file to the API and to the file of failed rows. */
class ImportTest {

    private static final String HEADER = "Record ID,First Name,Last Name,Email,Postal Code\n";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private Path contacts;

    @BeforeEach
    void start() {
        contacts = directory.resolve("contacts.csv");
    }

    private Terminal runWith(String key, String input, String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", key, "wlcro.base-url", sandbox.baseUrl().toString()), input,
                arguments);
    }

    private Terminal run(String... arguments) {
        return runWith(SandboxConfig.DEFAULT_KEY, "", arguments);
    }

    private static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> i + ",Ann,Lee" + i + ",ann" + i + "@example.com,02108\n")
                .collect(Collectors.joining());
    }

    @Test
    void aHubspotExportIsImportedAndFailedRowsAreImportedAfterTheirCorrection() throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 4) + "5,Bob,Ray,,02109\n" + "6,\"broken\n");
        Terminal first = run("import", "create-client", contacts.toString(), "--mapping", "hubspot");
        assertThat(first.exit()).isEqualTo(1);
        assertThat(first.out()).contains("6 rows: 4 done, 1 failed, 1 unreadable")
                .contains("line 6: InvalidRequest: ").contains("line 7: the row ").doesNotContain("@example.com");
        assertThat(sandbox.records()).extracting(SandboxRecord::externalId)
                .containsExactlyInAnyOrder("hubspot_1", "hubspot_2", "hubspot_3", "hubspot_4");

        Path failed = directory.resolve("contacts.csv.failed.jsonl");
        List<String> lines = Files.readAllLines(failed);
        assertThat(lines).hasSize(2);
        String invalid = lines.stream().filter(line -> line.contains("\"InvalidRequest\"")).findFirst().orElseThrow();
        Files.writeString(failed, invalid.replaceFirst("\\{", "{\"email\":\"bob@example.com\",") + "\n");
        Terminal second = run("import", "create-client", failed.toString());
        assertThat(second.exit()).as(second.out()).isZero();
        assertThat(second.out()).contains("1 row: 1 done");
        assertThat(sandbox.records()).hasSize(5).extracting(SandboxRecord::externalId).contains("hubspot_5");
        assertThat(sandbox.stats().duplicates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--set external_id=hubspot_{Record ID}", "--mapping hubspot"})
    void aRowWithoutAnIdIsSentWithoutExternalIdAndAMeaninglessIdIsRefused(String option) throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 2) + ",Bob,Ray,bob@example.com,02109\n"
                + " ,Cy,Ray,cy@example.com,02109\nnull,Di,Ray,di@example.com,02109\n1.02E+11,Ed,Ray,ed@example.com,02109\n");

        Terminal terminal = run("import", "create-client", contacts.toString(), option.split(" ", 2)[0], option.split(" ", 2)[1]);

        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.out()).contains("6 rows: 4 done, 2 failed")
                .contains("external_id was built from a missing value (it ends in null)")
                .contains("external_id is a number in scientific form");
        assertThat(sandbox.records()).extracting(SandboxRecord::externalId)
                .containsExactlyInAnyOrder("hubspot_1", "hubspot_2", null, null);
    }

    private Terminal runRemembering(String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url",
                sandbox.baseUrl().toString(), "wlcro.retry.max-attempts", "1",
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")), "", arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"external_id=x_{Record ID}", "external_id="})
    void theSameCommandAgainSendsOnlyUnsentRowsAlsoWithoutAnExternalId(String identity) throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 20));
        sandbox.script(ScriptedAnswer.of(503, "{}"), ScriptedAnswer.of(404, "{}"));
        String[] command = {"import", "create-client", contacts.toString(), "--set", identity};
        assertThat(runRemembering(command).out()).contains("20 rows: 18 done, 2 failed");

        Terminal second = runRemembering(command);

        assertThat(second.exit()).as(second.out()).isZero();
        assertThat(second.out()).contains("20 rows: 2 done, 18 sent before");
        assertThat(sandbox.stats().created()).isEqualTo(20);
        assertThat(sandbox.stats().duplicates()).isZero();
        assertThat(runRemembering("import", "create-client", contacts + ".failed.jsonl").out())
                .as("the failed row is recognised").contains("2 rows: 0 done, 2 sent before");
        assertThat(sandbox.stats().created()).isEqualTo(20);
    }

    @Test
    void aForcedImportSendsRowsAgain() throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 2));
        runRemembering("import", "create-client", contacts.toString(), "--mapping", "hubspot");

        Terminal forced = runRemembering("import", "create-client", contacts.toString(), "--mapping", "hubspot", "--force");

        assertThat(forced.out()).contains("2 rows: 2 done");
        assertThat(sandbox.stats().requests()).isEqualTo(4);
    }

    @Test
    void aDryRunNeedsNoKeyAndSendsNothing() throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 3) + "5,Bob,Ray,,02109\n");
        // The working directory of the tests contains the shipped application.properties, and there is no key.
        Terminal terminal = Terminal.run(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                        "wlcro.connections.acme.api-key", "{{env:NO_SUCH_VARIABLE_HERE}}"), "",
                "import", "create-client", contacts.toString(), "--mapping", "hubspot", "--dry-run");
        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(1);
        assertThat(terminal.out()).contains("4 rows: 3 valid, 1 invalid");
        assertThat(sandbox.stats().requests()).isZero();
        assertThat(directory).isDirectoryNotContaining("glob:**.failed*");
    }

    @Test
    void aRefusedKeyStopsTheImportAndFailsNoRecord() throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 500));
        Terminal terminal = runWith(Terminal.SECRET, "", "import", "create-client", contacts.toString());
        assertThat(terminal.exit()).isEqualTo(3);
        assertThat(terminal.out()).contains("500 rows: 0 done, 500 not sent").contains("Stopped: ")
                .contains("Nothing was sent: the whole input can be imported again");
        assertThat(sandbox.stats().requests()).isLessThanOrEqualTo(8);
        assertThat(directory).isDirectoryNotContaining("glob:**.failed*");
    }

    @Test
    void aKeyThatIsRevokedMeanwhileLeavesTheRemainingRowsUnsent() throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 60));
        sandbox.script(IntStream.range(0, 20).mapToObj(i -> ScriptedAnswer.pass()).toArray(ScriptedAnswer[]::new));
        sandbox.script(IntStream.range(0, 60).mapToObj(i -> ScriptedAnswer.of(401, "{}"))
                .toArray(ScriptedAnswer[]::new));
        Terminal terminal = run("import", "create-client", contacts.toString(), "--mapping", "hubspot");
        assertThat(terminal.exit()).isEqualTo(3);
        assertThat(terminal.out()).contains("60 rows: 20 done, 40 not sent");
        assertThat(Files.readAllLines(directory.resolve("contacts.csv.failed.jsonl"))).as("the rows that were read but not sent")
                .hasSizeLessThanOrEqualTo(40).allMatch(line -> line.contains("\"NotSent\""));
    }

    @Test
    void aDashMeansTheStandardInput() {
        Terminal terminal = runWith(SandboxConfig.DEFAULT_KEY, HEADER + rows(1, 3), "import", "create-lead", "-",
                "--set", "external_id=web_{Record ID}");
        assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isZero();
        assertThat(sandbox.records()).extracting(SandboxRecord::externalId)
                .containsExactlyInAnyOrder("web_1", "web_2", "web_3");
    }

    @Test
    void zeroRecordsInFlightAreRefused() throws IOException {
        Files.writeString(contacts, HEADER + rows(1, 1));
        mistake("Between 1 and 1000", "--parallel", "0");
        mistake("such connection", "--connection", "acme");
        mistake("mapping", "--mapping", "hubspott");
        mistake("no_such_field", "--map", "Email=no_such_field");
        mistake("Nope", "--map", "Nope=email");
        assertThat(sandbox.stats().requests()).isZero();
        assertThat(directory).isDirectoryNotContaining("glob:**.failed*");
    }

    private void mistake(String told, String... option) {
        Terminal terminal = run("import", "create-client", contacts.toString(), option[0], option[1]);
        assertThat(terminal.exit()).as(told).isEqualTo(2);
        assertThat(terminal.err()).contains(told);
    }

    @Test
    void aMissingFileIsNamed() {
        Terminal terminal = run("import", "create-client", contacts.toString());
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).isEqualTo("There is no such file: " + contacts);
    }
}
