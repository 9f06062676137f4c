package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A ledger that disappears while it is in use (row 44 of the list of faults). The command reports only what is true, and whoever
 * follows its last lines neither loses nor duplicates a record. Most commands run in the process of the tests, which starts them in
 * less time.
 */
@SystemTest
class LostLedgerTest {

    private static final int ROWS = 240;

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000).latency(Duration.ofMillis(20))));
    private Workplace work;

    @BeforeEach
    void begin() {
        work = new Workplace(directory, sandbox, 1_000, Duration.ofSeconds(2));
    }

    /** What happens to the file. */
    enum Loss {
        MOVED {
            @Override
            void of(Path ledger) throws IOException {
                Files.move(ledger, ledger.resolveSibling("aside.db"));
            }
        },
        DELETED {
            @Override
            void of(Path ledger) throws IOException {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(beside(ledger, suffix));
                }
            }
        },
        REPLACED {
            @Override
            void of(Path ledger) throws IOException {
                Path other = Files.createFile(ledger.resolveSibling("other.db"));
                Files.move(other, ledger, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        CUT_OFF {
            @Override
            void of(Path ledger) throws IOException {
                try (FileChannel file = FileChannel.open(ledger, StandardOpenOption.WRITE)) {
                    file.truncate(512);
                }
            }
        },
        LOG_DELETED {
            @Override
            void of(Path ledger) throws IOException {
                Files.delete(beside(ledger, "-wal"));
            }
        },
        LOG_REPLACED {
            @Override
            void of(Path ledger) throws IOException {
                Path other = Files.createFile(ledger.resolveSibling("other-wal"));
                Files.move(other, beside(ledger, "-wal"), StandardCopyOption.REPLACE_EXISTING);
            }
        },
        INDEX_DELETED {
            @Override
            void of(Path ledger) throws IOException {
                Files.delete(beside(ledger, "-shm"));
            }
        };

        private static Path beside(Path ledger, String suffix) {
            return ledger.resolveSibling(ledger.getFileName() + suffix);
        }

        abstract void of(Path ledger) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void anImportStopsAtOnceAndImportingTheNamedFilesAppliesEveryRowOnce(Loss loss) throws Exception {
        ImportNumbers numbers = lose(loss, true);

        again(numbers, "--set", "external_id=x_{Id}");

        assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, ROWS));
    }

    @ParameterizedTest
    @CsvSource({"MOVED", "DELETED", "LOG_DELETED"})
    void withoutAnExternalIdNoRecordOfUnknownOutcomeIsSentAgain(Loss loss) throws Exception {
        ImportNumbers numbers = lose(loss, false);

        again(numbers, "--set", "external_id=");

        List<String> there = Workplace.emailsAt(sandbox);
        Set<String> all = new HashSet<>(there);
        numbers.withError("OutcomeUnknown").forEach(each -> all.add(each.path("email").asText()));
        assertThat(there).doesNotHaveDuplicates();
        assertThat(all).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, ROWS));
    }

    private ImportNumbers lose(Loss loss, boolean known) throws Exception {
        work.contacts("contacts.csv", 1, ROWS);
        Terminal end = loss == Loss.CUT_OFF ? importInAProcess(loss, known) : importHere(loss, known);
        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(4);
        assertThat(end.out()).containsPattern("Stopped: .*while it was in use")
                .contains("Do NOT give the same command again")
                .doesNotContain("sends only what is not done").doesNotContain("othing was sent");
        ImportNumbers numbers = ImportNumbers.of(end.out()).agree();
        assertThat(numbers.unknown()).as("the records in flight").isBetween(1L, (long) Workplace.PARALLEL);
        assertThat(numbers.notSent()).isPositive();
        Set<String> unknown = new HashSet<>();
        numbers.withError("OutcomeUnknown").forEach(each -> unknown.add(each.path("email").asText()));
        assertThat(Workplace.emailsAt(sandbox).stream().filter(each -> !unknown.contains(each)))
                .as("the reported records exist, and no others").hasSize((int) numbers.done());
        assertThat(sandbox.stats().requests()).as("nothing was sent after it").isLessThan(ROWS);
        return numbers;
    }

    /** In a separate process, because closing a file releases all locks of the process on it, also those of the ledger. */
    private Terminal importInAProcess(Loss loss, boolean known) throws Exception {
        try (Child child = work.start(Workplace.importOf("contacts.csv", known))) {
            afterRequests(60, loss);
            return child.end();
        }
    }

    private Terminal importHere(Loss loss, boolean known) throws Exception {
        CompletableFuture<Terminal> end = work.startHere(work.importHere("contacts.csv", known));
        afterRequests(60, loss);
        return end.get();
    }

    private void afterRequests(long number, Loss loss) throws IOException {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(() -> sandbox.stats().requests() >= number);
        loss.of(work.ledger());
    }

    /** Follows the last lines with a new ledger: imports the failed file, and the rows after the last one that was read. */
    private void again(ImportNumbers numbers, String... identity) throws Exception {
        Files.deleteIfExists(work.ledger());
        List<String> rest = new ArrayList<>(List.of("import", "create-client", work.path("contacts.csv").toString(),
                "--after-line", numbers.after().orElseThrow().toString()));
        rest.addAll(List.of(identity));
        assertThat(work.runHere(rest.toArray(String[]::new)).exit()).isZero();
        Terminal end = work.runHere("import", "create-client", numbers.failedFile().toString());
        ImportNumbers mended = ImportNumbers.of(end.out()).agree();
        assertThat(mended.done() + mended.unknown()).isEqualTo(numbers.file().size());
    }

    @Test
    void afterTheLedgerIsRestoredTheSameCommandSendsTheRest() throws Exception {
        lose(Loss.MOVED, true);
        Files.move(work.ledger().resolveSibling("aside.db"), work.ledger());

        Terminal end = work.runHere(work.importHere("contacts.csv", true));

        assertThat(end.exit()).as(end.out() + end.err()).isZero();
        assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, ROWS));
    }

    @Test
    void entriesThatOnlyTheDeletedLogContainedSurviveAKillAndTheSameCommandRepeatsNothing() throws Exception {
        work.contacts("contacts.csv", 1, ROWS);
        try (Child child = work.start(Workplace.importOf("contacts.csv", false))) {
            afterRequests(60, Loss.LOG_DELETED);
            child.logs("while it was in use");
            child.kill();
        }

        Terminal end = work.runHere(work.importHere("contacts.csv", false));

        assertThat(end.out()).containsPattern("[1-9]\\d* sent before");
        assertThat(Workplace.emailsAt(sandbox)).doesNotHaveDuplicates().hasSizeBetween(ROWS - Workplace.PARALLEL, ROWS);
    }

    @Test
    void anImportThatOnlyWaitsForPermitsStopsAndReportsThatNothingWasSent() throws Exception {
        work.contacts("contacts.csv", 1, ROWS);
        work.with("WLCRO_LIMIT", "1").with("WLCRO_PERIOD", "1h");
        assertThat(work.runHere("call", "create-lead",
                "{\"first_name\":\"Bob\",\"last_name\":\"Ray\",\"email\":\"bob@example.com\"}").exit()).isZero();
        CompletableFuture<Terminal> importing = work.startHere(work.importHere("contacts.csv", true));
        await().atMost(Duration.ofSeconds(60)).until(() -> work.entries("in-flight") == Workplace.PARALLEL);
        Loss.MOVED.of(work.ledger());
        Terminal end = importing.get();

        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(2);
        assertThat(end.out()).contains("The ledger file " + work.ledger() + " was deleted",
                "Nothing was sent by this import").doesNotContain("Do NOT");
        assertThat(sandbox.stats().requests()).isOne();
    }

    @Test
    void aCallThatLosesItsLedgerReportsWhetherItWasSent() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.latency(Duration.ofSeconds(1))));
        try (Child child = work.start("call", "create-lead",
                "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\",\"external_id\":\"x\"}")) {
            afterRequests(1, Loss.MOVED);
            Terminal end = child.end();

            assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(4);
            assertThat(end.out()).contains("\"client_id\"");
            assertThat(end.err()).contains("that could not be stored", "while it was in use");
        }
    }

    @Test
    void aRetryThatLosesItsLedgerStopsAndReportsHowFarItGot() throws Exception {
        work.contacts("contacts.csv", 1, 100);
        for (int i = 0; i < 100; i++) {
            sandbox.script(ScriptedAnswer.of(422, "{}"));
        }
        assertThat(work.runHere(work.importHere("contacts.csv", true)).exit()).isOne();
        long failed = work.entriesWhere("listed = 1");
        long before = sandbox.stats().requests();
        CompletableFuture<Terminal> retrying = work.startHere("failed", "retry");
        afterRequests(before + 20, Loss.MOVED);
        Terminal end = retrying.get();

        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(4);
        assertThat(end.out()).containsPattern("Stopped: .*while it was in use")
                .containsPattern("(?m)^\\d+ done, \\d+ failed again, \\d+ not sent$")
                .contains("Look up the records that are still in the list");
        long told = Pattern.compile("\\d+").matcher(
                end.out().lines().filter(each -> each.contains("not sent")).reduce((a, b) -> b).orElseThrow())
                .results().mapToLong(each -> Long.parseLong(each.group())).sum();
        assertThat(told).isEqualTo(failed);
    }

    @Test
    void aCallThatOnlyWaitsForAPermitEndsAndReportsThatItWasNotSent() throws Exception {
        work.with("WLCRO_LIMIT", "1").with("WLCRO_PERIOD", "1h");
        String[] call = {"call", "create-lead", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}"};
        assertThat(work.runHere(call).exit()).isZero();
        CompletableFuture<Terminal> calling = work.startHere(call);
        await().atMost(Duration.ofSeconds(60)).until(() -> work.entries("in-flight") == 1);
        Loss.MOVED.of(work.ledger());
        Terminal end = calling.get();

        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(2);
        assertThat(end.err()).contains("Unavailable: ", "not sent: ");
        assertThat(sandbox.stats().requests()).isOne();
    }

    @Test
    void aRetryThatOnlyWaitsForPermitsStopsAndReportsThatNothingWasSent() throws Exception {
        work.contacts("contacts.csv", 1, 3);
        sandbox.script(ScriptedAnswer.of(422, "{}"), ScriptedAnswer.of(422, "{}"), ScriptedAnswer.of(422, "{}"));
        work.with("WLCRO_LIMIT", "3").with("WLCRO_PERIOD", "1h");
        assertThat(work.runHere(work.importHere("contacts.csv", true)).exit()).isOne();
        CompletableFuture<Terminal> retrying = work.startHere("failed", "retry");
        await().atMost(Duration.ofSeconds(60)).until(() -> work.entries("in-flight") > 0);
        Loss.MOVED.of(work.ledger());
        Terminal end = retrying.get();

        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(2);
        assertThat(end.out()).contains("Stopped: The ledger file " + work.ledger() + " was deleted", "0 done, 0 failed again, 3 not sent")
                .doesNotContain("Look up the records");
        assertThat(sandbox.stats().requests()).isEqualTo(3);
    }

    @Test
    void scenariosAreStoppedWithOneLineWhenTheirLedgerIsLost() throws Exception {
        Files.writeString(work.path("each.camel.yaml"), """
                - route:
                    id: each
                    from:
                      uri: timer
                      parameters:
                        timerName: each
                        period: "50"
                      steps:
                        - setBody:
                            expression:
                              simple:
                                expression: '{"first_name":"Ann","last_name":"Lee","email":"ann@example.com","external_id":"x_${header.CamelTimerCounter}${exchangeId}"}'
                        - to:
                            uri: direct
                            parameters:
                              name: wlcro-create-lead
                """);
        try (Child child = work.start("run", "each.camel.yaml")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> sandbox.stats().requests() >= 5);
            Loss.MOVED.of(work.ledger());
            Terminal end = child.end();

            assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(4);
            assertThat(end.err()).containsPattern("(?m)^Stopped: The ledger file .* while it was in use");
        }
    }
}
