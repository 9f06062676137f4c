package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of notes and updates, for which an equal row may be intended again: when it is sent, and when it counts as sent before. */
class ImportedNotesTest {

    private static final String SHORT = "1ms";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keepBodies(true)));
    private String client;
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void start() {
        properties.putAll(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.retry.max-attempts", "1",
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")));
        run("call", "create-lead", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}");
        client = String.valueOf(sandbox.records().get(0).id());
    }

    private Terminal run(String... command) {
        return Terminal.run(properties, "", command);
    }

    private Path notes(String name, String... texts) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "Client ID,Text,Remark\n"
                + Stream.of(texts).map(text -> client + "," + text + ",x\n").reduce("", String::concat));
    }

    private Terminal imported(Path file, String... options) {
        return run(Stream.concat(Stream.of("import", "add-client-note", file.toString(), "--parallel", "1"),
                Stream.of(options)).toArray(String[]::new));
    }

    private void failsAt(int row, ScriptedAnswer answer) {
        sandbox.script(Stream.concat(Stream.generate(ScriptedAnswer::pass).limit(row - 1), Stream.of(answer))
                .toArray(ScriptedAnswer[]::new));
    }

    /** The texts of the notes that were created. */
    private List<String> created() {
        return sandbox.requests().stream().filter(each -> each.path().endsWith("/notes") && each.status() < 300)
                .map(SandboxRequest::body).map(each -> each.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1")).toList();
    }

    @Test
    void anEqualRowOfAnotherFileIsSentAgain() throws IOException {
        imported(notes("notes.csv", "called", "wrote"));

        Terminal next = imported(notes("notes.csv", "called", "met"));

        assertThat(next.out()).contains("2 rows: 2 done").doesNotContain("Continues");
        assertThat(created()).containsExactly("called", "wrote", "called", "met");
    }

    @Test
    void theIdenticalFileIsSentAgainAfterTheWindowAndNotWithinIt() throws IOException {
        Path file = notes("notes.csv", "called", "called");
        assertThat(imported(file).out()).contains("2 rows: 2 done");

        Terminal within = imported(notes("copy/of.csv", "called", "called"));
        assertThat(within.out()).contains("2 rows: 0 done, 2 sent before")
                .containsPattern("Continues the import of the same file begun at 20..-.*: rows already sent are skipped;"
                        + " --new sends them again")
                .containsPattern("line 2: sent before, entry \\d+-\\d+, note \\d+");

        properties.put("wlcro.idempotency.window", SHORT);
        assertThat(imported(file).out()).contains("2 rows: 2 done").doesNotContain("Continues");
        assertThat(created()).hasSize(4);
    }

    @Test
    void anImportCanBeStartedAfreshOnRequest() throws IOException {
        Path file = notes("notes.csv", "called");
        imported(file);
        assertThat(imported(file, "--new").out()).contains("1 row: 1 done").doesNotContain("Continues");
        assertThat(imported(file).out()).contains("1 sent before");
        assertThat(imported(file, "--force").out()).contains("1 row: 1 done");
        assertThat(created()).hasSize(3);
    }

    @Test
    void aFileWithFailuresIsContinuedAtAnyTimeUntilAllItsRowsAreSent() throws IOException {
        properties.put("wlcro.idempotency.window", SHORT);
        failsAt(2, ScriptedAnswer.of(503, "{}"));
        assertThat(imported(notes("notes.csv", "called", "called", "wrote")).out()).contains("2 done, 1 failed");

        Terminal again = imported(notes("notes.csv", "new above", "wrote", "called", "called", "called"));

        assertThat(again.exit()).as(again.out()).isZero();
        assertThat(again.out()).contains("5 rows: 3 done, 2 sent before").contains("Continues the import of notes.csv begun at 20");
        assertThat(created()).containsExactlyInAnyOrder("called", "called", "called", "wrote", "new above");
        assertThat(imported(notes("notes.csv", "called")).out()).as("next week").contains("1 row: 1 done");
    }

    @Test
    void rowsCorrectedInTheFailedFileCompleteTheImportAndTheOriginalsAreRecognised() throws IOException {
        failsAt(2, ScriptedAnswer.of(422, "{}"));
        Path file = notes("notes.csv", "called", "wrotte");
        imported(file);
        Path failed = directory.resolve("notes.csv.failed.jsonl");
        Files.writeString(failed, Files.readString(failed).replace("wrotte", "wrote"));

        assertThat(imported(failed).out()).contains("1 row: 1 done");

        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        assertThat(imported(failed).out()).contains("1 sent before");
        Terminal original = imported(file);
        assertThat(original.out()).contains("1 sent before, 1 failed").contains("Conflict").containsPattern("note \\d+");
        assertThat(created()).containsExactly("called", "wrote");
        properties.put("wlcro.idempotency.window", SHORT);
        assertThat(imported(notes("notes.csv", "called")).out()).as("a Conflict is a failed row, too").contains("1 sent before");
    }

    @Test
    void theImportIsCompleteWhenARetryHasSentTheFailedRows() throws IOException {
        failsAt(2, ScriptedAnswer.of(503, "{}"));
        imported(notes("notes.csv", "called", "wrote"));
        assertThat(run("failed", "retry").out()).contains("1 done");

        assertThat(imported(notes("notes.csv", "called")).out()).contains("1 row: 1 done");

        assertThat(created()).containsExactly("called", "wrote", "called");
    }

    @Test
    void aRowThatCannotBeSentKeepsTheImportOpenUntilItsFailedFileIsImported() throws IOException {
        properties.put("wlcro.idempotency.window", SHORT);
        Path file = notes("notes.csv", "called");
        Files.writeString(file, Files.readString(file) + ",nobody,x\n");
        assertThat(imported(file).out()).contains("1 done, 1 failed");
        assertThat(imported(file).out()).contains("1 sent before, 1 failed");
        Path failed = directory.resolve("notes.csv.failed.jsonl");
        Files.writeString(failed, Files.readString(failed).replaceFirst("\\{", "{\"client_id\":" + client + ","));

        assertThat(imported(failed).out()).contains("1 row: 1 done");

        assertThat(imported(notes("notes.csv", "called")).out()).as("next week").contains("1 row: 1 done");
        assertThat(created()).containsExactly("called", "nobody", "called");
    }

    @Test
    void otherContentOfASentRowIsAConflictForANoteAndAnIntendedChangeForAnUpdate() throws IOException {
        Path file = notes("notes.csv", "called");
        imported(file);
        Terminal note = imported(file, "--map", "Text=", "--map", "Remark=text");
        assertThat(note.exit()).isOne();
        assertThat(note.out()).contains("Conflict").containsPattern("entry \\d+-\\d+, note \\d+");

        Path cities = Files.writeString(directory.resolve("cities.csv"), "client_id,city,state\n" + client + ",Bern,Jura\n");
        run("import", "update-lead", cities.toString(), "--map", "state=");
        assertThat(run("import", "update-lead", cities.toString(), "--map", "state=").out()).contains("1 sent before");
        assertThat(run("import", "update-lead", cities.toString(), "--map", "state=state").out()).contains("1 done");
        assertThat(sandbox.records().get(0).fields()).containsEntry("state", "Jura");
    }

    @Test
    void theMessageAfterAStopPromisesToSendOnlyTheRestOnlyIfThatIsTrue() throws IOException {
        Path file = notes("notes.csv", "called", "wrote", "met");
        ScriptedAnswer refused = ScriptedAnswer.of(401, "{}");
        failsAt(2, refused);
        assertThat(imported(file).out()).contains("1 done, 2 not sent", "The same command again sends only what is not done");
        properties.put("wlcro.suspend", SHORT);
        failsAt(2, refused);
        assertThat(imported(file, "--new").out()).contains("1 done, 2 not sent", "The same command again would send what is done,"
                + " too; import that file instead").doesNotContain("sends only what is not done");
    }

    @Test
    void rowsFromAPipeAreNotRecognised() {
        for (int i = 0; i < 2; i++) {
            Terminal piped = Terminal.run(properties, "client_id,text\n" + client + ",called\n",
                    "import", "add-client-note", "-");
            assertThat(piped.out()).contains("1 row: 1 done");
        }
        assertThat(created()).hasSize(2);
    }

    @Test
    void rowsSkippedByAfterLineStillCount() throws IOException {
        failsAt(2, ScriptedAnswer.of(503, "{}"));
        Path file = notes("notes.csv", "called", "called", "called");
        imported(file);

        assertThat(imported(file, "--after-line", "2").out()).contains("2 rows: 1 done, 1 sent before");

        assertThat(created()).hasSize(3);
    }
}
