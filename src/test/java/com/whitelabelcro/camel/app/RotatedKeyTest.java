package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key changes between two commands: identities belong to the company, and failed records are sent to no other company. */
@SystemTest
class RotatedKeyTest {

    private static final String OLD = "wlcro_live_92_old";
    private static final String NEW = "wlcro_live_92_new";
    private static final String OTHER = "wlcro_live_93_other";
    private static final String OPAQUE = "wlcro_one";
    private static final String OPAQUE_TOO = "wlcro_two";
    private static final ScriptedAnswer REFUSED = ScriptedAnswer.of(409, "{}");

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(1_000).latency(Duration.ofMillis(20))
            .keys(OLD, NEW, OTHER, OPAQUE, OPAQUE_TOO)));

    private Map<String, String> properties(String key) {
        return new HashMap<>(Map.of("wlcro.api-key", key, "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.limit", "1000", "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")));
    }

    private Terminal run(String key, String... arguments) {
        return Terminal.run(properties(key), "", arguments);
    }

    private Terminal runAs(String key, String company, String... arguments) {
        Map<String, String> properties = properties(key);
        properties.put("wlcro.company", company);
        return Terminal.run(properties, "", arguments);
    }

    /** Contacts without external_id, which the API cannot recognise. */
    private String contacts(int rows) throws IOException {
        return Files.writeString(directory.resolve("contacts.csv"), "first_name,last_name,email\n" + IntStream.range(0, rows)
                .mapToObj(i -> "Ann" + i + ",Lee,ann" + i + "@example.com\n").collect(Collectors.joining())).toString();
    }

    private Terminal imported(String key, int rows, int failures) throws IOException {
        sandbox.script(Collections.nCopies(failures, REFUSED).toArray(ScriptedAnswer[]::new));
        return run(key, "import", "create-lead", contacts(rows));
    }

    private List<Object> people() {
        return sandbox.records().stream().map(each -> each.fields().get("email")).toList();
    }

    private long listed(String key) {
        return run(key, "failed", "list").out().lines().filter(line -> line.contains("create-lead")).count();
    }

    @Test
    void anImportThatWasKilledContinuesWithTheNewKeyAndCreatesNobodyTwice() throws Exception {
        Files.writeString(directory.resolve("contacts.csv"), "");
        String file = contacts(200);
        Map<String, String> environment = new HashMap<>(Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_LIMIT", "1000", "WLCRO_LEDGER_URL", "jdbc:sqlite:wlcro.db", "WLCRO_API_KEY", OLD));
        try (Child child = Child.start(directory, environment, List.of(), "import", "create-lead", file)) {
            Awaitility.await().until(() -> sandbox.stats().created() >= 50);
            child.kill();
        }
        sandbox.revokeKey(OLD);

        Terminal again = run(NEW, "import", "create-lead", file);

        // It is unknown whether the records in flight at the kill were applied: they are listed, and not sent again.
        long unknown = run(NEW, "failed", "list").out().lines().filter(line -> line.contains("OutcomeUnknown")).count();
        assertThat(unknown).isLessThanOrEqualTo(8);
        assertThat(people()).as(again.out()).doesNotHaveDuplicates().hasSizeBetween((int) (200 - unknown), 200);
    }

    @Test
    void aRecordThatFailedWithTheOldKeyIsSentOnceByARetryAndSkippedByTheImport() throws IOException {
        assertThat(imported(OLD, 20, 5).exit()).isOne();
        sandbox.revokeKey(OLD);
        assertThat(listed(NEW)).isEqualTo(5);

        assertThat(run(NEW, "failed", "retry").out()).contains("5 done, 0 failed again");

        assertThat(run(NEW, "import", "create-lead", contacts(20)).exit()).isZero();
        assertThat(people()).doesNotHaveDuplicates().hasSize(20);
        assertThat(listed(NEW)).isZero();
    }

    @Test
    void aRecordThatFailedWithTheOldKeyAndWasImportedSinceIsNotRetried() throws IOException {
        imported(OLD, 20, 5);
        sandbox.revokeKey(OLD);

        assertThat(run(NEW, "import", "create-lead", contacts(20)).exit()).isZero();

        assertThat(listed(NEW)).isZero();
        assertThat(run(NEW, "failed", "retry").out()).contains("0 done, 0 failed again");
        assertThat(people()).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void anotherCompanysKeyUnderTheSameNameStartsAfreshAndNeverSendsEarlierFailures() throws IOException {
        imported(OLD, 10, 3);
        Path exported = directory.resolve("failed.jsonl");
        run(OLD, "failed", "export", exported.toString());

        Terminal retry = run(OTHER, "failed", "retry");
        Terminal exportedAgain = run(OTHER, "import", "create-lead", exported.toString());

        assertThat(retry.exit()).isZero();
        assertThat(retry.out()).contains("0 done, 0 failed again", "3 of another company left alone");
        assertThat(exportedAgain.exit()).isOne();
        assertThat(sandbox.records()).extracting(SandboxRecord::key).as("nothing of it was sent to the other company").containsOnly(1);
        assertThat(listed(OTHER)).as("the list shows all").isEqualTo(3);

        assertThat(run(OTHER, "import", "create-lead", contacts(10)).exit()).isZero();
        assertThat(sandbox.records().stream().filter(each -> each.key() == 3)).as("its own records").hasSize(10);
        assertThat(listed(OTHER)).as("the success of another company resolves nothing").isEqualTo(3);
        assertThat(run(OLD, "failed", "retry").out()).contains("3 done, 0 failed again");
    }

    @Test
    void aKeyWithoutACompanyIsRefusedAfterARotationUntilTheCompanyIsConfigured() throws IOException {
        imported(OPAQUE, 10, 3);
        long requests = sandbox.stats().requests();

        for (String[] command : new String[][] {{"import", "create-lead", contacts(10)}, {"failed", "retry"},
            {"call", "create-lead", "{}"}}) {
            Terminal refused = run(OPAQUE_TOO, command);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.complaint()).contains("wlcro.company", "connection default").doesNotContain(OPAQUE_TOO);
        }
        assertThat(sandbox.stats().requests()).isEqualTo(requests);

        Terminal said = runAs(OPAQUE_TOO, "92", "failed", "retry");
        assertThat(said.out()).contains("3 done, 0 failed again");
        assertThat(runAs(OPAQUE_TOO, "92", "import", "create-lead", contacts(10)).exit()).isZero();
        assertThat(people()).doesNotHaveDuplicates().hasSize(10);
    }

    @Test
    void aCompanyConfiguredLaterForTheSameKeyKeepsItsRecords() throws IOException {
        imported(OPAQUE, 10, 0);

        assertThat(runAs(OPAQUE, "92", "import", "create-lead", contacts(10)).out()).contains("10 sent before");
        assertThat(runAs(OPAQUE_TOO, "92", "import", "create-lead", contacts(10)).out()).contains("10 sent before");
        assertThat(people()).hasSize(10);
    }

    @Test
    void aCompanyThatContradictsTheKeyIsReportedInOneLineBeforeAnythingIsSent() {
        Terminal refused = runAs(OLD, "93", "call", "create-lead", "{}");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.complaint()).isEqualTo("wlcro.company is 93, and the key is one of company 92;"
                + " take the property out, or set that company's key");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @Test
    void aSandboxAndADryRunNeedNoCompany() throws IOException {
        Map<String, String> properties = properties(OLD);
        properties.put("wlcro.company", "92");
        properties.put("wlcro.connections.acme.api-key", OPAQUE);
        properties.put("wlcro.connections.acme.company", "acme-ltd");

        String ann = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";
        for (String connection : List.of("default", "acme")) {
            Terminal call = Terminal.run(properties, "", "call", "create-lead", "--sandbox", "--connection", connection, ann);
            assertThat(call.exit()).as(call.err()).isZero();
        }
        assertThat(Terminal.run(properties, "", "import", "create-lead", contacts(3), "--dry-run").exit()).isZero();
        assertThat(sandbox.stats().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP://127.0.0.1:%d", "http://127.0.0.1:%d/"})
    void anotherSpellingOfTheAddressIsTheSameAccount(String spelling) throws IOException {
        imported(OLD, 10, 0);
        Map<String, String> properties = properties(NEW);
        properties.put("wlcro.base-url", spelling.replace("%d", String.valueOf(sandbox.baseUrl().getPort())));

        Terminal again = Terminal.run(properties, "", "import", "create-lead", contacts(10));

        assertThat(again.out()).contains("10 sent before");
        assertThat(people()).hasSize(10);
    }
}
