package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What signals of a terminal or a supervisor, and a suspended machine, do to an import (rows 42 and 43 of the list of faults). */
@SystemTest
class SignalTest {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsTheWaitForARetryAfterOfAMinuteAndTheSameCommandSendsAllOfIt(String signal, int exit)
            throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(
                c -> c.down(true).retryAfterOn503(Duration.ofSeconds(60))))) {
            Workplace work = new Workplace(directory, sandbox, 100, PERIOD);
            work.contacts("contacts.csv", 1, 40);
            try (Child child = work.start(Workplace.importOf("contacts.csv", false))) {
                await().until(() -> sandbox.stats().statuses().getOrDefault(503, 0L) > 0);
                child.signal(signal);
                child.signal(signal);
                Terminal end = child.end();
                assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(exit);
                assertThat(end.out()).contains("40 rows: 0 done").contains("Stopped: it was cancelled");
            }

            sandbox.down(false);
            Terminal again = work.runHere(work.importHere("contacts.csv", false));

            assertThat(again.exit()).as(again.out() + again.err()).isZero();
            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 40));
        }
    }

    @Test
    void aProcessThatSleptWhileAnotherUsedTheKeyCausesNoBurstAndNoDuplicates() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(30).period(PERIOD)))) {
            Workplace work = new Workplace(directory, sandbox, 30, PERIOD).with("WLCRO_TIMEOUT", "1s");
            work.contacts("a.csv", 1, 60);
            work.contacts("b.csv", 61, 150);
            try (Child sleeper = work.start(Workplace.importOf("a.csv", true))) {
                await().until(() -> work.entries("done") >= 30);
                await().until(() -> isStoppedWithoutLock(sleeper, work));
                try {
                    Terminal end = work.runHere(work.importHere("b.csv", true));
                    assertThat(end.exit()).as(end.out() + end.err()).isZero();
                } finally {
                    sleeper.signal("CONT");
                }
                Terminal end = sleeper.end();
                assertThat(end.exit()).as(end.out() + end.err()).isZero();
            }

            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 150));
            assertThat(sandbox.stats().rejected429()).isZero();
            assertThat(sandbox.stats().created()).isEqualTo(150);
            // If the signal was late, up to one period's requests were in flight, timed out and were repeated.
            assertThat(sandbox.stats().requests()).isBetween(150L, 150L + 30);
        }
    }

    /** A process that is stopped while it writes into the ledger keeps all others from writing, so it goes on for a moment. */
    private static boolean isStoppedWithoutLock(Child sleeper, Workplace work) throws Exception {
        sleeper.signal("STOP");
        if (work.isLocked()) {
            sleeper.signal("CONT");
            return false;
        }
        return true;
    }
}
