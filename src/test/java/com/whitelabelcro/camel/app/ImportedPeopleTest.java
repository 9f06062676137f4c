package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
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

/** People in a file without external_id are recognised by the content of their row: nobody is created twice. */
class ImportedPeopleTest {

    private static final String HEADER = "First Name,Last Name,Email,Tel\n";
    private static final String ANN = "Ann,Lee,ann@example.com,+15550101\n";
    private static final String BEN = "Ben,Moss,ben@example.com,+15550102\n";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void start() {
        properties.putAll(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.retry.max-attempts", "1",
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")));
    }

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Terminal run(String... command) {
        return Terminal.run(properties, "", command);
    }

    private Terminal imported(Path file, String... options) {
        return run(Stream.concat(Stream.of("import", "create-lead", file.toString(), "--parallel", "1"),
                Stream.of(options)).toArray(String[]::new));
    }

    private Terminal failing(ScriptedAnswer answer, Path file, String... options) {
        sandbox.script(answer);
        return imported(file, options);
    }

    private List<Object> emails() {
        return sandbox.records().stream().map(SandboxRecord::fields).map(each -> each.get("email")).toList();
    }

    private static String failedFile(Path file) throws IOException {
        return Files.readString(file.resolveSibling(file.getFileName() + ".failed.jsonl"));
    }

    @Test
    void aFileOfAnotherNameFolderAndOrderContainsTheSamePeople() throws IOException {
        imported(file("a/people.csv", HEADER + ANN + BEN));

        Terminal again = imported(file("b/leads.csv", "Email;Tel;Last Name;_row;First Name\n"
                + "ben@example.com;+15550102;Moss;8;Ben\n \u00a0ann@example.com\u200b;+15550101;Lee;9;Ann\n"));

        assertThat(again.exit()).as(again.out()).isZero();
        assertThat(again.out()).contains("2 rows: 0 done, 2 sent before")
                .contains("line 2: sent before, entry 1-2, client " + sandbox.records().get(1).id())
                .contains("line 3: sent before, entry 1-1, client " + sandbox.records().get(0).id());
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void rowsThatWereRemovedOrAddedDoNotAffectOthers() throws IOException {
        Path file = file("people.csv", HEADER + "No,,nobody@example.com,\n" + ANN + BEN);
        assertThat(imported(file).exit()).isOne();

        Terminal again = imported(file("people.csv", HEADER + ANN + BEN + "Cy,Orr,cy@example.com,\n"));

        assertThat(again.out()).contains("3 rows: 1 done, 2 sent before");
        assertThat(emails()).containsExactly("ann@example.com", "ben@example.com", "cy@example.com");
    }

    @Test
    void peopleAreStillRecognisedAfterTheWindow() throws IOException {
        properties.put("wlcro.idempotency.window", "1ms");
        Path file = file("people.csv", HEADER + ANN + BEN);
        imported(file);

        assertThat(imported(file).out()).contains("2 sent before");

        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void equalRowsOfOneFileAreOnePerson() throws IOException {
        Terminal once = run("import", "create-lead", file("people.csv", HEADER + ANN + BEN + ANN).toString());

        assertThat(once.exit()).as(once.out()).isZero();
        assertThat(once.out()).contains("3 rows: 2 done, 1 sent before").contains(": sent before, entry 1-");
        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void theSamePersonWithOtherContentIsAConflictThatNamesTheClient() throws IOException {
        Path file = file("people.csv", HEADER + ANN + BEN);
        imported(file, "--map", "Tel=");
        Object client = sandbox.records().get(0).id();

        Terminal other = imported(file, "--map", "Tel=phone");

        assertThat(other.exit()).isOne();
        assertThat(other.out()).contains("2 rows: 0 done, 2 failed")
                .contains("line 2: Conflict: ", "entry 1-1, client " + client).doesNotContain("Lee");
        assertThat(failedFile(file)).contains("\"error\":\"Conflict\"", "client " + client);
        assertThat(imported(file("spelt.csv", HEADER + " ANN ,Lee,Ann@Example.com,\n")).out())
                .as("names and e-mails are compared regardless of case and spacing").contains("Conflict");
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void theSameRowUnderAnotherNameByAnotherMappingIsNotASecondPerson() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        imported(file);

        Terminal swapped = imported(file, "--map", "First Name=last_name", "--map", "Last Name=first_name");
        Terminal known = imported(file, "--set", "external_id=web_{Email}");

        assertThat(swapped.out()).contains("Conflict").contains("entry 1-1, client ");
        assertThat(known.out()).contains("Conflict").contains("entry 1-1, client ");
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void rowsThatDifferOnlyInColumnsWithAnUnderscoreAreTwoPeopleIfThoseAreMapped() throws IOException {
        Path file = file("people.csv", "_first,_last,_mail,City\nAnn,Lee,ann@example.com,Bern\nBen,Moss,ben@example.com,Bern\n");

        Terminal two = imported(file, "--map", "_first=first_name", "--map", "_last=last_name", "--map", "_mail=email");

        assertThat(two.out()).contains("2 rows: 2 done");
    }

    @Test
    void aPersonWithAnExternalIdIsRecognisedByIt() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        imported(file, "--set", "external_id=web_1");
        assertThat(imported(file, "--set", "external_id=web_1", "--set", "city=Bern").out()).contains("1 done");
        assertThat(imported(file).out()).as("but the row is not sent again without one").contains("Conflict");
        assertThat(sandbox.stats().created()).isEqualTo(1);
    }

    private static final String WITH_IDS = "Id,First Name,Last Name,Email\n1,Ann,Lee,ann@example.com\n2,Ben,Moss,ben@example.com\n";

    @Test
    void theSameRowWithAnotherExternalIdIsNotASecondPerson() throws IOException {
        properties.put("wlcro.idempotency.window", "1ms");
        imported(file("a/people.csv", WITH_IDS), "--set", "external_id=x_{Id}");
        Path file = file("b/leads.csv",
                "Email;First Name;Id;Last Name;_row\nben@example.com;Ben;2;Moss;1\nann@example.com;Ann;1;Lee;2\n");

        Terminal other = imported(file, "--set", "external_id=y_{Id}", "--set", "city=Bern");

        assertThat(other.exit()).isOne();
        assertThat(other.out()).contains("2 rows: 0 done, 2 failed")
                .contains("line 2: Conflict: ", "entry 1-2, client " + sandbox.records().get(1).id())
                .contains("line 3: Conflict: ", "entry 1-1, client " + sandbox.records().get(0).id());
        assertThat(sandbox.stats().requests()).isEqualTo(2);
        assertThat(imported(file, "--set", "external_id=x_{Id}", "--set", "city=Bern").out())
                .as("with its own id it is an update").contains("2 done");
        assertThat(imported(file, "--set", "external_id=y_{Id}", "--force").out()).contains("2 done");
        assertThat(imported(file, "--set", "external_id=y_{Id}", "--set", "city=Basel").out())
                .as("a forced record is recognised by its id from then on").contains("2 done");
        assertThat(sandbox.stats().created()).isEqualTo(4);
    }

    @Test
    void aPersonSentWithAnExternalIdIsNotCreatedAgainWithoutIt() throws IOException {
        properties.put("wlcro.idempotency.window", "1ms");
        imported(file("people.csv", WITH_IDS), "--set", "external_id=x_{Id}");

        Terminal without = imported(file("others.csv", HEADER + ANN.replace("Ann", "ANN") + BEN));

        assertThat(without.out()).contains("2 rows: 0 done, 2 failed")
                .contains("line 2: Conflict: ", "entry 1-1, client " + sandbox.records().get(0).id());
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void aPersonSentWithoutAnExternalIdIsNotCreatedAgainWithOne() throws IOException {
        properties.put("wlcro.idempotency.window", "1ms");
        imported(file("people.csv", HEADER + ANN + BEN));
        Path file = file("others.csv", WITH_IDS);

        assertThat(imported(file, "--set", "external_id=x_{Id}").out()).contains("2 rows: 0 done, 2 failed")
                .contains("line 2: Conflict: ", "entry 1-1, client " + sandbox.records().get(0).id());

        assertThat(sandbox.stats().requests()).isEqualTo(2);
        assertThat(imported(file, "--set", "external_id=x_{Id}", "--force").out()).contains("2 done");
        assertThat(imported(file, "--set", "external_id=x_{Id}", "--set", "city=Bern").out()).contains("2 done");
    }

    @Test
    void aRowWithAnEmptyIdIsTheSamePersonAndTwoIdsOfOneSystemAreTwo() throws IOException {
        Path file = file("people.csv", WITH_IDS.replace("2,Ben", "3,Ann,Lee,ann@example.com\n,Ann,Lee,ann@example.com\n2,Ben"));

        Terminal once = imported(file, "--set", "external_id=x_{Id}");

        assertThat(once.out()).contains("4 rows: 3 done, 1 failed").contains("line 4: Conflict");
        assertThat(sandbox.stats().created()).isEqualTo(3);
    }

    @Test
    void aCorrectedRowIsSentAndResolvesTheFailedOne() throws IOException {
        failing(ScriptedAnswer.of(422, "{}"), file("people.csv", HEADER + ANN));
        assertThat(run("failed", "list").out()).contains("InvalidRequest");

        assertThat(imported(file("people.csv", HEADER + ANN.replace("0101", "0199"))).out()).contains("1 done");

        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        assertThat(sandbox.stats().created()).isEqualTo(1);
    }

    @Test
    void aRowCorrectedInTheFailedFileReplacesTheFailedOne() throws IOException {
        Path file = file("people.csv", HEADER + ANN.replace("example", "exmaple"));
        failing(ScriptedAnswer.of(422, "{}"), file);
        Path mended = file("people.csv.failed.jsonl", failedFile(file).replace("exmaple", "example"));

        assertThat(imported(mended).out()).contains("1 done");

        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        assertThat(imported(file).out()).as("its row is recognised").contains("Conflict").contains("entry 1-1, client ");
        assertThat(imported(file("people.csv", HEADER + ANN.replace(",+15550101", ","))).out())
                .as("and so is the person").contains("1 sent before");
        assertThat(imported(mended).out()).contains("1 sent before");
        assertThat(emails()).containsExactly("ann@example.com");
    }

    @Test
    void aRowCorrectedInTheFailedFileIsNotSentIfARetryHasSentItMeanwhile() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        failing(ScriptedAnswer.of(503, "{}"), file);
        Path mended = file("people.csv.failed.jsonl", failedFile(file).replace("ann@", "anna@"));
        assertThat(run("failed", "retry").out()).contains("1 done");

        assertThat(imported(mended).out()).contains("Conflict").contains("entry 1-1, client ");

        assertThat(emails()).containsExactly("ann@example.com");
    }

    @Test
    void aRowCorrectedInAnExportReplacesTheFailedOne() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        failing(ScriptedAnswer.of(422, "{}"), file);
        Path export = directory.resolve("out.jsonl");
        run("failed", "export", export.toString());
        Files.writeString(export, Files.readString(export).replace("ann@", "anna@"));

        assertThat(imported(export).out()).contains("1 done");

        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        assertThat(imported(file).out()).contains("Conflict").contains("entry 1-1, client ");
        assertThat(emails()).containsExactly("anna@example.com");
    }

    @Test
    void noOtherRowOfAPersonIsSentWhileTheOutcomeOfTheFirstIsUnknown() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        failing(ScriptedAnswer.fault(Fault.RESET_AFTER), file);

        assertThat(imported(file, "--map", "Tel=phone").out()).contains("Conflict").contains("entry 1-1");

        Path mended = file("people.csv.failed.jsonl", failedFile(file).replace("ann@", "anna@"));
        assertThat(imported(mended).out()).contains("Conflict").contains("entry 1-1");
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void aPersonWhoMayHaveBeenCreatedWithAnExternalIdIsNotSentWithAnotherOrWithoutOne() throws IOException {
        Path file = file("people.csv", WITH_IDS);
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER), ScriptedAnswer.of(500, "{}"));
        imported(file, "--set", "external_id=x_{Id}");

        assertThat(imported(file, "--set", "external_id=y_{Id}").out()).contains("2 rows: 0 done, 2 failed")
                .contains("line 2: Conflict: ", "as entry 1-1, and it is unknown whether that was applied");
        assertThat(imported(file).out()).contains("2 rows: 0 done, 2 failed").contains("line 3: Conflict: ", "entry 1-2");
        assertThat(sandbox.stats().requests()).as("only the first two were sent").isEqualTo(2);

        assertThat(imported(file, "--set", "external_id=x_{Id}").out()).as("with its own id a repeat is safe").contains("2 done");
        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        assertThat(sandbox.stats().created()).isEqualTo(2);
        assertThat(imported(file).out()).contains("Conflict", "client " + sandbox.records().get(0).id());
    }

    @Test
    void aPersonWhoWasCertainlyNotCreatedMayBeSentWithAnotherExternalId() throws IOException {
        properties.put("wlcro.retry.max-attempts", "2");
        Path file = file("people.csv", WITH_IDS);
        sandbox.script(ScriptedAnswer.of(503, "Retry-After", "0"), ScriptedAnswer.of(503, "Retry-After", "0"),
                ScriptedAnswer.of(429, "Retry-After", "0"), ScriptedAnswer.of(422, "{}"));
        assertThat(imported(file, "--set", "external_id=x_{Id}").out()).contains("2 rows: 0 done, 2 failed");

        assertThat(imported(file, "--set", "external_id=y_{Id}").out()).contains("2 rows: 2 done");
    }

    @Test
    void aRecordThatMayHaveBeenAppliedStaysSoIfItsRepeatIsRefused() throws IOException {
        Path file = file("people.csv", "Id,First Name,Last Name,Email\n1,Ann,Lee,ann@example.com\n");
        failing(ScriptedAnswer.fault(Fault.RESET_AFTER), file, "--set", "external_id=x_{Id}");
        failing(ScriptedAnswer.of(422, "{}"), file, "--set", "external_id=x_{Id}");
        sandbox.script(ScriptedAnswer.of(503, "{}"));
        assertThat(run("failed", "retry").out()).contains("1 failed again");

        assertThat(imported(file).out()).contains("Conflict", "it is unknown whether that was applied");

        assertThat(run("failed", "retry").out()).contains("1 done");
        assertThat(sandbox.stats().created()).isEqualTo(1);
    }

    @Test
    void anImportThatContinuesAfterTheLastRowReportsIt() throws IOException {
        Path file = file("people.csv", HEADER + ANN + BEN + "No,,\"\n");

        assertThat(imported(file, "--after-line", "500").out()).contains("No row comes after the line that --after-line"
                + " names: the input has 3 rows, and the last one begins in line 4").contains("0 rows: 0 done");
        assertThat(imported(file, "--after-line", "500", "--dry-run").out()).contains("the input has 3 rows");
        assertThat(imported(file, "--after-line", "2").out()).doesNotContain("--after-line").contains("2 rows: 1 done");
    }

    @Test
    void forcedRowsAreAlwaysSent() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        imported(file);
        assertThat(imported(file, "--force").out()).contains("1 done");
        assertThat(imported(file, "--force", "--map", "Tel=phone").out()).contains("1 done");
        assertThat(sandbox.stats().created()).isEqualTo(3);
    }

    @Test
    void peopleFromAPipeAndFromJsonAreRecognised() throws IOException {
        imported(file("people.csv", HEADER + ANN));
        String json = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\",\"Tel\":\"+15550101\"}\n";

        assertThat(Terminal.run(properties, json, "import", "create-lead", "-").out()).contains("1 sent before");
        assertThat(imported(file("people.json", "[" + json + "]")).out()).contains("1 sent before");

        assertThat(sandbox.stats().created()).isEqualTo(1);
    }

    @Test
    void aRowForAnotherActionIsAnotherRecord() throws IOException {
        Path file = file("people.csv", HEADER + ANN);
        imported(file);

        assertThat(run("import", "create-affiliate", file.toString()).out()).contains("1 done");
        assertThat(run("import", "create-affiliate", file.toString()).out())
                .contains("sent before, entry ").contains(", affiliate ");
    }
}
