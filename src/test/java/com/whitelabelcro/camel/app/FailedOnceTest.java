package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an operator does with failed records, none of them is created twice; here for contacts without external_id. */
class FailedOnceTest {

    private static final ScriptedAnswer LATER = ScriptedAnswer.of(503, "{}");

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private Path contacts;

    @BeforeEach
    void start() throws IOException {
        contacts = Files.writeString(directory.resolve("contacts.csv"), "First Name,Last Name,Email\n"
                + "Annabella1,Lee,ann1@example.com\nAnnabella2,Lee,ann2@example.com\n");
    }

    private Terminal run(String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.retry.max-attempts", "1",
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")), "", arguments);
    }

    private Terminal imported(ScriptedAnswer... faults) {
        sandbox.script(faults);
        return run("import", "create-client", contacts.toString(), "--parallel", "1");
    }

    @Test
    void aSecondImportOfTheFileSkipsWhatARetryHasSent() {
        imported(LATER);
        assertThat(run("failed", "retry").out()).contains("1 done, 0 failed again");

        assertThat(imported().out()).contains("2 sent before");

        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void aRetrySkipsWhatASecondImportOfTheFileHasSent() {
        imported(LATER);
        assertThat(imported().out()).contains("1 done, 1 sent before");

        assertThat(run("failed", "retry").out()).contains("0 done");

        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void exportedAndImportedRecordsLeaveTheListAndAreRecognisedByTheFirstImport() {
        imported(LATER);
        Path export = directory.resolve("out.jsonl");
        run("failed", "export", export.toString());

        assertThat(run("import", "create-client", export.toString()).out()).contains("1 done");

        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        assertThat(imported().out()).contains("2 sent before");
        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void anExportedRecordThatARetryHasSentMeanwhileIsNotSentAgain() {
        imported(LATER);
        Path export = directory.resolve("out.jsonl");
        run("failed", "export", export.toString());
        run("failed", "retry");

        assertThat(run("import", "create-client", export.toString()).out()).contains("1 sent before");

        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void aRecordOfUnknownOutcomeIsNotSentAgainThroughAnExport() {
        imported(ScriptedAnswer.fault(Fault.RESET_AFTER));
        Path export = directory.resolve("out.jsonl");
        run("failed", "export", export.toString());

        assertThat(run("import", "create-client", export.toString()).exit()).isEqualTo(1);
        assertThat(run("failed", "retry").out()).contains("0 done, 0 failed again");

        assertThat(sandbox.stats().created()).isEqualTo(2);
        assertThat(run("failed", "list").out().lines()).hasSize(2);
    }

    private String unknown() {
        Matcher number = Pattern.compile("(?m)^(\\d+-\\d+) +unknown").matcher(run("failed", "list").out());
        assertThat(number.find()).isTrue();
        return number.group(1);
    }

    @Test
    void aRecordThatIsMarkedAsAppliedIsSkippedByASecondImport() {
        assertThat(imported(ScriptedAnswer.fault(Fault.RESET_AFTER)).out()).contains("wlcro failed discard --applied NUMBER");
        String unknown = unknown();

        assertThat(run("failed", "discard", "--applied", unknown + "=4711").out()).isEqualTo("1 counted as done\n");

        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
        Terminal again = imported();
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("2 sent before").contains("entry " + unknown + ", client 4711");
        assertThat(sandbox.stats().created()).isEqualTo(2);
        assertThat(run("status").out()).contains("2 done, 0 failed, 0 unknown");
    }

    @Test
    void aPlainDiscardWarnsThatAnImportSendsTheRecordAgainAndOffersApplied() {
        imported(ScriptedAnswer.fault(Fault.RESET_AFTER));
        String unknown = unknown();

        assertThat(run("failed", "discard", unknown).out()).contains("1 discarded").contains("goes out if it is imported or sent again")
                .contains("1 of them may have been applied").contains("wlcro failed discard --applied " + unknown);

        assertThat(run("failed", "discard", "--applied", unknown).out()).isEqualTo("1 counted as done\n");
        assertThat(imported().out()).contains("2 sent before").contains("entry " + unknown);
        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void onlyAListedRecordCanBeMarkedAsAppliedAndOnlyACreateTakesAnId() {
        imported(ScriptedAnswer.fault(Fault.RESET_AFTER));
        String unknown = unknown();

        assertThat(run("failed", "discard", "--applied").err()).startsWith("Give --applied the numbers");
        assertThat(run("failed", "discard", "--applied", "--all").err()).startsWith("Give --applied the numbers");
        assertThat(run("failed", "discard", unknown + "=4711").exit()).isEqualTo(2);
        assertThat(run("failed", "discard", "--applied", unknown + "=ann").complaint()).contains("whole number");
        assertThat(run("failed", "discard", "--applied", "9-9").complaint()).contains("no failed record with the number 9-9");
        run("failed", "discard", "--applied", unknown);
        assertThat(run("failed", "discard", "--applied", unknown).exit()).isNotZero();

        sandbox.script(ScriptedAnswer.of(200, "{\"error\":\"queue full\"}"));
        assertThat(run("call", "update-lead", "{\"client_id\":1,\"city\":\"Bern\"}").exit()).isOne();
        assertThat(run("failed", "discard", "--applied", unknown() + "=4711").complaint()).contains("makes no new record");
        assertThat(run("failed", "discard", "--applied", unknown()).out()).startsWith("1 counted as done");
    }
}
