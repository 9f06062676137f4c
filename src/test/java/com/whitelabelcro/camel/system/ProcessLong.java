package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with killed and suspended processes that take long (rows 40 and 43 of the list of faults; {@code mvn -Pkills verify}). */
class ProcessLong {

    @TempDir
    private Path directory;

    @Test
    void aProcessThatIsKilledWhileItCreatesItsLedgerLeavesAUsableOne() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
            for (int i = 1; i <= 20; i++) {
                Path folder = Files.createDirectory(directory.resolve("run" + i));
                Workplace work = new Workplace(folder, sandbox, 100, Duration.ofSeconds(2));
                work.contacts("contacts.csv", i, i);
                Path seen = folder.resolve("home").resolve(i % 2 == 0 ? "wlcro.db" : "wlcro.db-wal");
                try (Child child = work.start(Workplace.importOf("contacts.csv", true))) {
                    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                            .until(() -> Files.exists(seen) || !child.isAlive());
                    child.kill();
                }
                Terminal end = work.run(Workplace.importOf("contacts.csv", true));
                assertThat(end.exit()).as(end.out() + end.err()).isZero();
                assertThat(sandbox.stats().created()).isEqualTo(i);
            }
        }
    }

    /** The lease is 30 s: the other process waits this long for the records in flight of the suspended one. */
    @Test
    void aProcessThatSleepsBeyondItsLeaseFindsItsRecordsSentByAnotherAndDuplicatesNothing() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(100).latency(Duration.ofSeconds(1))))) {
            Workplace work = new Workplace(directory, sandbox, 100, Duration.ofSeconds(2));
            work.contacts("contacts.csv", 1, 40);
            try (Child sleeper = work.start(Workplace.importOf("contacts.csv", true))) {
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> sandbox.stats().requests() >= 8 && work.entries("in-flight") == 8);
                sleeper.signal("STOP");
                long before = sandbox.stats().requests();
                try {
                    Terminal other = work.run(Workplace.importOf("contacts.csv", true));
                    assertThat(other.exit()).as(other.out() + other.err()).isZero();
                    assertThat(other.out()).contains("40 rows: 40 done");
                } finally {
                    sleeper.signal("CONT");
                }
                assertThat(before).isLessThan(40);
                Terminal end = sleeper.end();
                if (end.exit() != 0) {
                    assertThat(end.out()).contains("was paused for so long that another has taken over");
                }
            }
            Terminal again = work.run(Workplace.importOf("contacts.csv", true));
            assertThat(again.exit()).as(again.out() + again.err()).isZero();
            assertThat(again.out()).contains("0 done, 40 sent before");
            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 40));
            assertThat(sandbox.stats().rejected429()).isZero();
            assertThat(sandbox.stats().requests()).as("each record once, and those in flight again").isLessThanOrEqualTo(48);
            assertThat(work.entries("in-flight")).isZero();
        }
    }
}
