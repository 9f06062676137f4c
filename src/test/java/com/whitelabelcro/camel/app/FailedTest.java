package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/** {@code wlcro failed}, {@code status} and {@code ledger} after imports. */
class FailedTest {

    private static final Pattern NUMBER = Pattern.compile("(?m)^(\\d+-\\d+) ");

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    private Terminal run(String... arguments) {
        return runWith(Map.of(), arguments);
    }

    private Terminal runWith(Map<String, String> more, String... arguments) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.retry.max-attempts", "1",
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")));
        properties.putAll(more);
        return Terminal.run(properties, "", arguments);
    }

    /** Imports this many contacts; the faults apply to the first ones. */
    private void imported(int rows, ScriptedAnswer... faults) throws IOException {
        Path file = directory.resolve("contacts.csv");
        Files.writeString(file, "First Name,Last Name,Email\n" + IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "Annabella" + i + ",Lee,ann" + i + "@example.com\n").collect(Collectors.joining()));
        sandbox.script(faults);
        run("import", "create-client", file.toString(), "--parallel", "1");
    }

    private String number(String option, String value) {
        Matcher number = NUMBER.matcher(run("failed", "list", option, value).out());
        assertThat(number.find()).isTrue();
        return number.group(1);
    }

    @Test
    void failedRecordsAreListedWithoutPersonalDataAndShownWithAllData() throws IOException {
        imported(3, ScriptedAnswer.of(503, "{\"message\":\"come later\"}"), ScriptedAnswer.fault(Fault.RESET_AFTER));

        Terminal list = run("failed", "list");

        assertThat(list.exit()).isZero();
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out()).contains("Unavailable").contains("OutcomeUnknown").contains("create-client")
                .doesNotContain("Annabella").doesNotContain("@example.com");
        assertThat(run("failed", "list", "--reason", "Unavailable").out().lines()).hasSize(2);
        assertThat(run("failed", "list", "--action", "create-lead").out()).isEqualTo("No failed records match the filters\n");
        assertThat(run("failed", "list", "--older-than", "1h").out()).isEqualTo("No failed records match the filters\n");
        assertThat(run("failed", "show", number("--reason", "Unavailable")).out())
                .contains("server says  come later").contains("HTTP status  503").contains("\"first_name\":\"Annabella1\"");
        JsonNode json = new ObjectMapper().readTree(run("failed", "list", "--json", "--most", "1").out());
        assertThat(json.path("error").asText()).isEqualTo("OutcomeUnknown");
        assertThat(json.has("body")).isFalse();
        assertThat(new ObjectMapper().readTree(run("failed", "show", "--json", json.path("id").asText()).out())
                .at("/body/first_name").asText()).isEqualTo("Annabella2");
    }

    @Test
    void aRetryUsesTheSamePipelineAndLeavesOutRecordsOfUnknownOutcome() throws IOException {
        imported(4, ScriptedAnswer.of(503, "{}"), ScriptedAnswer.fault(Fault.RESET_AFTER), ScriptedAnswer.of(503, "{}"));
        sandbox.script(ScriptedAnswer.of(503, "{}"));

        Terminal first = run("failed", "retry");

        assertThat(first.exit()).isEqualTo(1);
        assertThat(first.out()).contains("1 done, 1 failed again").contains("Unavailable: ").doesNotContain("Annabella");
        assertThat(run("failed", "retry").out()).contains("1 done, 0 failed again");
        assertThat(run("failed", "list").out().lines()).hasSize(2);
        assertThat(sandbox.stats().created()).isEqualTo(4);

        String unknown = number("--reason", "OutcomeUnknown");
        assertThat(run("failed", "discard", unknown).out()).startsWith("1 discarded\n");
        assertThat(run("failed", "retry", unknown).out()).contains(unknown + ": it is settled").contains("0 done, 0 failed again, 1 not sent");
        assertThat(sandbox.stats().created()).isEqualTo(4);
    }

    @Test
    void aRecordOfUnknownOutcomeIsSentAgainIfItsNumberIsGiven() throws IOException {
        imported(1, ScriptedAnswer.fault(Fault.RESET_BEFORE));

        assertThat(run("failed", "retry", number("--reason", "OutcomeUnknown")).out()).contains("1 done");

        assertThat(sandbox.stats().created()).isOne();
        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
    }

    @Test
    void aRefusedKeyEndsARetryWithItsOwnExitCodeAndLeavesTheListAsItWas() throws IOException {
        imported(3, ScriptedAnswer.of(503, "{}"), ScriptedAnswer.of(503, "{}"), ScriptedAnswer.of(503, "{}"));

        Terminal refused = runWith(Map.of("wlcro.api-key", Terminal.SECRET), "failed", "retry");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(run("failed", "list").out().lines()).hasSize(4);
        assertThat(run("failed", "retry").out()).contains("3 done");
    }

    @Test
    void exportedRecordsCanBeImportedAfterTheirCorrection() throws IOException {
        imported(2, ScriptedAnswer.of(422, "{}"), ScriptedAnswer.of(422, "{}"));
        Path file = directory.resolve("out.jsonl");

        assertThat(run("failed", "export", file.toString()).out()).isEqualTo("2 exported to " + file + "\n");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readAllLines(file)).allSatisfy(line -> assertThat(line).contains("\"error\":\"InvalidRequest\""));
        assertThat(run("failed", "export", file.toString()).complaint()).contains("already");
        assertThat(run("failed", "export", "-").out().lines()).hasSize(2);
        assertThat(run("import", "create-client", file.toString()).out()).contains("2 rows: 2 done");
    }

    @Test
    void discardRequiresASelectionOfRecords() throws IOException {
        imported(2, ScriptedAnswer.of(422, "{}"), ScriptedAnswer.of(422, "{}"));

        Terminal none = run("failed", "discard");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).startsWith("Specify the records: their numbers, a filter, or --all");
        assertThat(run("failed", "discard", "--all").out()).isEqualTo(
                "2 discarded\nWhat was discarded goes out if it is imported or sent again\n");
        assertThat(run("failed", "list").out()).isEqualTo("No failed records\n");
    }

    @Test
    void mistakesAreReportedInOneLine() {
        assertThat(run("failed", "list").complaint()).startsWith("There is no ledger at ");
        assertThat(Files.exists(directory.resolve("wlcro.db"))).isFalse();
        run("call", "create-lead", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"a@example.com\"}");
        assertThat(run("failed", "show", "9-9").complaint()).isEqualTo("There is no failed record with the number 9-9");
        for (List<String> wrong : List.of(List.of("failed", "show", "x"), List.of("failed", "list", "--older-than", "60"),
                List.of("failed", "retry", "--newer-than", "0s"))) {
            Terminal told = run(wrong.toArray(String[]::new));
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err().lines()).hasSize(2);
        }
    }

    @Test
    void theStatusShowsTheRecordsOfTodayAndWhyAConnectionIsSuspended() throws IOException {
        imported(5, ScriptedAnswer.of(422, "{}"), ScriptedAnswer.fault(Fault.RESET_BEFORE));

        assertThat(run("status").out()).isEqualToNormalizingNewlines("default: ready\n  free 95 of 100, in flight 0,"
                + " waiting 0\n  today: 3 done, 1 failed, 1 unknown\nLedger: " + directory.resolve("wlcro.db") + "\n");

        sandbox.script(ScriptedAnswer.of(429, "Retry-After", "40"));
        run("call", "update-lead", "{\"client_id\":1,\"city\":\"Bern\"}");
        assertThat(run("status").out()).containsPattern("default: waiting for \\d+ s: the API's rate limit is reached \\(429\\)");
        assertThat(run("status", "--json").out()).contains("\"state\":\"waiting\"").contains("\"done_today\":3");
        assertThat(run("ledger", "stats").out()).containsPattern("done +3").containsPattern("unknown +1")
                .containsPattern("in the list +2").contains("bytes on disk");
        assertThat(run("ledger", "purge").out()).isEqualTo("0 entries purged\n");
    }
}
