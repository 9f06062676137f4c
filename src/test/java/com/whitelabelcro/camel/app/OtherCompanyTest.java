package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that now has the key of another company: no record of the first company is treated as one of the second. */
class OtherCompanyTest {

    private static final String KEY_92 = "wlcro_live_92_one";
    private static final String KEY_93 = "wlcro_live_93_one";
    private static final ScriptedAnswer REFUSED = ScriptedAnswer.of(409, "{}");
    private static final Pattern NUMBER = Pattern.compile("(?m)^(\\d+-\\d+) ");

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(1_000).keys(KEY_92, KEY_93)));

    private Terminal run(String key, String... arguments) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.limit", "1000", "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")));
        if (!key.isEmpty()) {
            properties.put("wlcro.api-key", key);
        }
        return Terminal.run(properties, "", arguments);
    }

    private void refused(int times) {
        sandbox.script(Collections.nCopies(times, REFUSED).toArray(ScriptedAnswer[]::new));
    }

    private String contacts(String name, int rows) throws IOException {
        return Files.writeString(directory.resolve(name + ".csv"), "first_name,last_name,email\n" + IntStream.range(0, rows)
                .mapToObj(i -> name + i + ",Lee," + name + i + "@example.com\n").collect(Collectors.joining())).toString();
    }

    /** Three of five contacts of company 92 fail, and one of two of company 93. */
    private void bothCompaniesHaveFailures() throws IOException {
        refused(3);
        run(KEY_92, "import", "create-lead", contacts("ann", 5));
        refused(1);
        run(KEY_93, "import", "create-lead", contacts("bob", 2));
    }

    private Path failedFile(String name, String suffix) {
        return directory.resolve(name + ".failed" + suffix + ".jsonl");
    }

    private List<Integer> keysThatWrote() {
        return sandbox.records().stream().map(SandboxRecord::key).distinct().toList();
    }

    private long listed() {
        return run(KEY_92, "failed", "list").out().lines().filter(line -> line.contains("create-lead")).count();
    }

    @Test
    void aFailedFileIsNeverImportedWithAnotherCompanysKey() throws IOException {
        for (String externalId : List.of("", "list_{email}")) {
            String name = externalId.isEmpty() ? "ann" : "cat";
            String[] command = {"import", "create-lead", contacts(name, 4), "--set", "external_id=" + externalId};
            refused(3);
            run(KEY_92, command);

            Terminal other = run(KEY_93, "import", "create-lead", failedFile(name + ".csv", "").toString());
            assertThat(other.exit()).as(other.out()).isOne();
            assertThat(other.out()).contains("3 rows: 0 done, 3 failed").contains("Conflict")
                    .contains("it belongs to another company").contains("that of company 92").contains("import it with that company's key");
            Terminal again = run(KEY_93, "import", "create-lead", failedFile(name + ".csv", ".2").toString(), "--force");
            assertThat(again.out()).contains("3 rows: 0 done, 3 failed");
            assertThat(keysThatWrote()).containsExactly(1);

            Terminal own = run(KEY_92, "import", "create-lead", failedFile(name + ".csv", ".3").toString());
            assertThat(own.out()).as(own.out()).contains("3 rows: 3 done");
        }
        assertThat(sandbox.records().stream().map(each -> each.fields().get("email"))).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void aSandboxBelongsToNoCompanyAndAcceptsTheFailedFileOfAnyCompany() throws IOException {
        refused(3);
        run(KEY_92, "import", "create-lead", contacts("ann", 4));
        assertThat(failedFile("ann.csv", "")).content().contains("\"company\":\"92\"");

        assertThat(run(KEY_93, "import", "create-lead", failedFile("ann.csv", "").toString(), "--sandbox").out())
                .contains("3 rows: 3 done");

        Path bad = Files.writeString(directory.resolve("bad.csv"), "first_name,last_name,email\nAnn,Lee,none\n");
        assertThat(run(KEY_92, "import", "create-lead", bad.toString(), "--doubtful", "send", "--sandbox").exit()).isOne();
        assertThat(failedFile("bad.csv", "")).content().contains("_failed").doesNotContain("account");
    }

    @Test
    void neitherUpdatesNorExportedRecordsAreImportedWithAnotherCompanysKey() throws IOException {
        run(KEY_92, "call", "create-lead", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}");
        long id = sandbox.records().get(0).id();
        Path rows = Files.writeString(directory.resolve("status.csv"), "client_id,new_status\n" + id + ",Lead - Contacted\n");
        Path exported = directory.resolve("exported.jsonl");
        refused(1);
        assertThat(run(KEY_92, "import", "update-lead-status", rows.toString()).exit()).isOne();
        run(KEY_92, "failed", "export", exported.toString());
        long requests = sandbox.stats().requests();

        for (Path file : List.of(failedFile("status.csv", ""), exported)) {
            Terminal other = run(KEY_93, "import", "update-lead-status", file.toString());
            assertThat(other.out()).as(other.out()).contains("1 row: 0 done, 1 failed").contains("company 92");
        }
        assertThat(sandbox.stats().requests()).isEqualTo(requests);
        assertThat(run(KEY_92, "import", "update-lead-status", exported.toString()).out()).contains("1 row: 1 done");
    }

    @Test
    void theListShowsTheCompanyOfEachRecord() throws Exception {
        bothCompaniesHaveFailures();

        String list = run(KEY_93, "failed", "list").out();

        assertThat(list.lines().filter(line -> line.contains("create-lead") && line.contains(" 92 (other) "))).hasSize(3);
        assertThat(list.lines().filter(line -> line.contains("create-lead") && line.matches(".* 93  +Conflict.*"))).hasSize(1);
        assertThat(list).contains("(other): of another company");
        assertThat(run(KEY_93, "failed", "list", "--json").out().lines().filter(line ->
                line.contains("\"company\":\"92\",\"own\":false"))).hasSize(3);
        Matcher number = NUMBER.matcher(list.lines().filter(line -> line.contains("92 (other)")).findFirst().orElseThrow());
        assertThat(number.find()).isTrue();
        assertThat(run(KEY_93, "failed", "show", number.group(1)).out()).containsPattern("company +92 \\(another one");
        assertThat(run(KEY_92, "failed", "show", number.group(1)).out()).containsPattern("company +92\\R");
        assertThat(run("", "failed", "list").out()).contains(" 92 ", " 93 ").doesNotContain("other");
    }

    @Test
    void discardAndExportUseRecordsOfTheConfiguredCompanyAndReportHowManyTheyLeftOut() throws Exception {
        bothCompaniesHaveFailures();
        Path exported = directory.resolve("exported.jsonl");

        Terminal export = run(KEY_93, "failed", "export", exported.toString());
        assertThat(export.out()).startsWith("1 exported to");
        assertThat(export.err()).contains("3 of another company left alone");
        JsonNode line = new ObjectMapper().readTree(Files.readString(exported)).path("_failed");
        assertThat(line.path("company").asText()).isEqualTo("93");
        assertThat(line.path("account").asText()).hasSize(64);

        Terminal discard = run(KEY_93, "failed", "discard", "--all");
        assertThat(discard.out()).startsWith("1 discarded").contains("3 of another company left alone");
        assertThat(listed()).isEqualTo(3);
        Terminal none = run(KEY_93, "failed", "discard", "--reason", "Conflict");
        assertThat(none.out()).startsWith("0 discarded").contains("3 of another company left alone");

        Matcher number = NUMBER.matcher(run(KEY_93, "failed", "list").out());
        assertThat(number.find()).isTrue();
        assertThat(run(KEY_93, "failed", "discard", number.group(1)).out()).startsWith("1 discarded").doesNotContain("left alone");
        assertThat(listed()).isEqualTo(2);
    }

    @Test
    void aRetrySendsRecordsOfTheConfiguredCompanyAndReportsHowManyItLeftOut() throws Exception {
        bothCompaniesHaveFailures();

        Terminal retry = run(KEY_93, "failed", "retry");

        assertThat(retry.exit()).as(retry.out()).isZero();
        assertThat(retry.out()).contains("1 done, 0 failed again\n").contains("3 of another company left alone");
        assertThat(run(KEY_92, "failed", "retry").out()).contains("3 done, 0 failed again").doesNotContain("left alone");
        Matcher number = NUMBER.matcher(run(KEY_92, "failed", "list").out());
        assertThat(number.find()).isFalse();
    }

    @Test
    void theStatusCountsTheConfiguredCompanyAndOthersSeparately() throws Exception {
        bothCompaniesHaveFailures();

        assertThat(run(KEY_93, "status").out()).contains("today: 1 done, 1 failed, 0 unknown")
                .contains("of another company on this connection, not counted: 5 today, 3 in the list");
        JsonNode json = new ObjectMapper().readTree(run(KEY_92, "status", "--json").out());
        assertThat(json.path("done_today").asLong()).isEqualTo(2);
        assertThat(json.path("failed_today").asLong()).isEqualTo(3);
        assertThat(json.path("listed").asLong()).isEqualTo(3);
        assertThat(json.path("others_today").asLong()).isEqualTo(2);
        assertThat(json.path("others_listed").asLong()).isEqualTo(1);
    }
}
