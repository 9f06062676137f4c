package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary of an import, its failed file, the list of failed records and the status show the same numbers. */
@SystemTest
class AgreeingNumbersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] IMPORT =
            {"import", "create-client", "contacts.csv", "--set", "external_id=", "--doubtful", "send"};

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000).seed(3).latency(Duration.ofMillis(10))
            .fault(Fault.RESET_AFTER, 0.05).fault(Fault.STATUS_503, 0.05)));
    private Workplace work;

    @BeforeEach
    void begin() throws Exception {
        work = new Workplace(directory, sandbox, 1_000, Duration.ofSeconds(2));
        work.contacts("contacts.csv", 1, 200);
    }

    private String[] importHere() {
        String[] command = IMPORT.clone();
        command[2] = work.path(command[2]).toString();
        return command;
    }

    /** Rows that the API refuses, and rows that are refused locally. */
    private void badRows() throws Exception {
        Files.writeString(work.path("contacts.csv"), IntStream.rangeClosed(201, 207)
                .mapToObj(i -> i + ",Ann,Lee" + i + ",no-address-" + i + "\n").reduce("", String::concat)
                + "208,Ann,Lee208,\n209,Ann,Lee209,\n", StandardOpenOption.APPEND);
    }

    @Test
    void allNumbersAgreeAfterFailuresAKillAndTheSameCommandAgain() throws Exception {
        badRows();
        try (Child child = work.start(IMPORT)) {
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> sandbox.stats().requests() >= 100);
            child.kill();
        }
        work.runHere(importHere());
        // Twice: a record that fails again is listed once.
        Terminal end = work.runHere(importHere());

        assertThat(end.exit()).as(end.out() + end.err()).isOne();
        ImportNumbers numbers = ImportNumbers.of(end.out()).agree();
        assertThat(numbers.failed()).as("the answers of some records were lost").isBetween(2L + 3, 2L + 7);
        assertThat(numbers.unknown()).isPositive();
        allAgreeWith(numbers, 2);
    }

    @Test
    void afterCtrlCUnsentRecordsAreOnlyInTheInput() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(1_000).latency(Duration.ofSeconds(5))));
        Workplace slow = work.with("WLCRO_TIMEOUT", "20s");
        for (boolean known : new boolean[] {true, false}) {
            Files.deleteIfExists(work.ledger());
            try (Child child = slow.start(Workplace.importOf("contacts.csv", known))) {
                long before = sandbox.stats().requests();
                await().until(() -> sandbox.stats().requests() >= before + 8);
                child.signal("INT");
                Terminal end = child.end();

                assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(130);
                ImportNumbers numbers = ImportNumbers.of(end.out()).agree();
                assertThat(known ? numbers.failed() : numbers.unknown()).as(end.out()).isEqualTo(Workplace.PARALLEL);
                assertThat(numbers.notSent()).isEqualTo(200 - Workplace.PARALLEL);
                allAgreeWith(numbers, 0);
            }
        }
    }

    @Test
    void afterARefusedKeyInTheMiddleOnlyTheFailedRowsAreLeft() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(1_000)));
        sandbox.script(IntStream.range(0, 50).mapToObj(i -> i == 20 ? ScriptedAnswer.of(404, "{}") : ScriptedAnswer.pass())
                .toArray(ScriptedAnswer[]::new));
        sandbox.script(IntStream.range(0, 60).mapToObj(i -> ScriptedAnswer.of(401, "{}")).toArray(ScriptedAnswer[]::new));

        Terminal end = work.runHere(importHere());

        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(3);
        ImportNumbers numbers = ImportNumbers.of(end.out()).agree();
        assertThat(numbers.done()).isEqualTo(49);
        assertThat(end.out()).contains("The same command again sends only what is not done").doesNotContain("othing was sent");
        allAgreeWith(numbers, 0);
    }

    /** @param local how many of the failed records were refused before they reached the ledger */
    private void allAgreeWith(ImportNumbers numbers, int local) throws Exception {
        JsonNode status = JSON.readTree(work.runHere("status", "--json").out());
        assertThat(status.path("failed_today").asLong()).as(numbers.out()).isEqualTo(numbers.failed() - local);
        assertThat(status.path("unknown_today").asLong()).as(numbers.out()).isEqualTo(numbers.unknown());
        assertThat(status.path("in_flight").asLong() + status.path("waiting").asLong()).isZero();
        assertThat(status.path("listed").asLong()).isEqualTo(numbers.failed() - local + numbers.unknown());
        String list = work.runHere("failed", "list", "--json", "--most", "1000").out();
        assertThat(list.lines().filter(each -> !each.isBlank())).hasSize((int) (numbers.failed() - local + numbers.unknown()));
        long listed = numbers.failed() - local + numbers.unknown();
        assertThat(numbers.out()).contains("In the list of wlcro failed list, too: " + listed + " of them");
    }
}
