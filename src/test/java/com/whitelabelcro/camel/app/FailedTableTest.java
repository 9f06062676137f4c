package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The failed rows of a table are written to a table beside it, corrected there, and imported again without duplicates. */
class FailedTableTest {

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keepBodies(true)));
    private Path contacts;
    private Path failed;
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void start() {
        contacts = directory.resolve("contacts.csv");
        failed = directory.resolve("contacts.csv.failed.csv");
        properties.putAll(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db"), "wlcro.retry.max-attempts", "1"));
    }

    private Terminal imported(Path file, String... options) {
        String[] command = {"import", "create-lead", file.toString(), "--parallel", "1"};
        String[] all = Arrays.copyOf(command, command.length + options.length);
        System.arraycopy(options, 0, all, command.length, options.length);
        return Terminal.run(properties, "", all);
    }

    private List<String> emails() {
        return sandbox.records().stream().map(SandboxRecord::fields).map(fields -> String.valueOf(fields.get("email"))).toList();
    }

    private String row(String start) throws IOException {
        return Files.readAllLines(failed).stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void theTableHasTheColumnsOfTheInputAndThreeMoreAndNoFormulas() throws IOException {
        Files.writeString(contacts, "last_name;first_name;email;zip;Notes\nFox;=Bo;;02139;'+1 \"x\";\nElm;Fo;fo@example.com;1;a;b\n");

        Terminal terminal = imported(contacts);

        assertThat(terminal.out()).contains("The same as a table, to be corrected in a spreadsheet: " + failed);
        List<String> lines = Files.readAllLines(failed);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("\uFEFFlast_name;first_name;email;zip;Notes;_entry;_line;_reason");
        assertThat(row("Fox")).startsWith("Fox;'=Bo;;'02139;\"'+1 \"\"x\"\"\";sent~").contains(";2;").contains("email is required");
        assertThat(row(";")).startsWith(";;;;;;3;\"the row has 6 cells, the header has 5: Elm;Fo;");
        assertThat(Files.getPosixFilePermissions(failed)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "retry", "discard", "export -"})
    void aMisspeltReasonIsRefusedWithTheNearestKnownOne(String command) throws IOException {
        Files.writeString(contacts, "first_name,last_name,email\nBo,Fox,\n");
        imported(contacts);

        Terminal terminal = Terminal.run(properties, "", ("failed " + command + " --reason InvalidRequst").split(" "));

        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).startsWith("--reason names an error that no failed record has; did you mean InvalidRequest?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "list --action create-laed     | --action names no action; did you mean create-lead? (add-client-note, create-affiliate,",
        "retry --action xyz            | --action names no action (add-client-note, create-affiliate,",
        "discard --connection defualt  | --connection names no connection; did you mean default? (default)",
        "export - --connection acme    | --connection names no connection (default)",
    })
    void aMisspeltActionOrConnectionIsRefusedWithTheNamesThatExist(String command, String message) throws IOException {
        Files.writeString(contacts, "first_name,last_name,email\nBo,Fox,\n");
        imported(contacts);

        Terminal terminal = Terminal.run(properties, "", ("failed " + command).split(" "));

        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.err()).startsWith(message);
    }

    @Test
    void aCorrectedRowIsSentOnceWhateverTheSpreadsheetChangedElsewhere() throws IOException {
        Files.writeString(contacts, "first_name,last_name,email,zip\nAnn,Lee,ann@example.com,02138\nBo,Fox,,02139\n");
        imported(contacts);
        String mended = row("Bo").replace("Bo,Fox,,'02139", "Bob;Fox;bo@example.com;02139").replace(",sent", ";sent").replace(",3,", ";3;");
        Files.writeString(failed, "first_name;last_name;email;zip;_entry;_line;_reason\n" + mended + "\n");

        assertThat(imported(failed).out()).contains("1 row: 1 done");
        assertThat(imported(failed).out()).contains("1 row: 0 done, 1 sent before");
        assertThat(emails()).containsExactlyInAnyOrder("ann@example.com", "bo@example.com");
    }

    @Test
    void aRefusedRecordThatIsRedrivenLeavesTheList() throws IOException {
        Files.writeString(contacts, "first_name,last_name,email\nAnn,Lee,ann@example.com\n");
        sandbox.script(ScriptedAnswer.of(422, "{}"));
        imported(contacts);
        assertThat(Terminal.run(properties, "", "failed", "list").out()).contains("create-lead");
        Files.writeString(failed, Files.readString(failed).replace("Ann,Lee", "Anna,Leigh"));

        assertThat(imported(failed).out()).contains("1 row: 1 done");
        assertThat(Terminal.run(properties, "", "failed", "list").out()).doesNotContain("create-lead");
        assertThat(imported(contacts).out()).contains("1 row: 0 done");
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void aRecordOfUnknownOutcomeIsSentAgainOnlyOnRequest() throws IOException {
        Files.writeString(contacts, "first_name,last_name,email\nAnn,Lee,ann@example.com\n");
        sandbox.script(ScriptedAnswer.of(504, "{}"));
        imported(contacts);

        assertThat(imported(failed).out()).contains("1 row: 0 done, 1 of unknown outcome");
        assertThat(sandbox.records()).isEmpty();
        assertThat(imported(failed, "--force").out()).contains("1 row: 1 done");
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void anUnreadableRowStaysUnreadableUntilItIsCorrected() throws IOException {
        Files.writeString(contacts, "first_name,last_name,email\nAnn,Lee,ann@example.com,x\n");
        imported(contacts);

        assertThat(imported(failed).out()).contains("1 row: 0 done, 1 unreadable", "could not be read before, and was not corrected");
        assertThat(Files.readString(directory.resolve("contacts.csv.failed.2.csv"))).contains("ann@example.com");
        Files.writeString(failed, Files.readString(failed).replace(",,,,2", "Ann,Lee,ann@example.com,,2"));
        assertThat(imported(failed).out()).contains("1 row: 1 done");
    }
}
