package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import com.whitelabelcro.camel.sandbox.Window;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import over a bad network is killed repeatedly, and restarted each time with the same
 * command (rows 40 and 41 of the list of faults). A killed process never had more than {@link Workplace#PARALLEL} records in flight.
 */
@SystemTest
class KilledImportTest {

    private static final int LIMIT = 200;
    /** Longer than a process takes to start, so that each process starts within the period of the one before. */
    private static final Duration PERIOD = Duration.ofSeconds(3);

    @TempDir
    private Path directory;
    private Sandbox sandbox;
    private Workplace work;
    private int records;

    /** The number of kills. */
    int kills() {
        return 6;
    }

    private void begin(int number, Window.Kind window) throws Exception {
        records = number + 10 * (kills() - 6);
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(LIMIT).period(PERIOD).window(window).keepBodies(true)
                .fault(Fault.STATUS_503, 0.05).fault(Fault.RESET_AFTER, 0.02).seed(7)
                .latency(Duration.ofMillis(4)).jitter(Duration.ofMillis(8))));
        work = new Workplace(directory, sandbox, LIMIT, PERIOD);
        work.contacts("contacts.csv", 1, records);
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    @Test
    void recordsWithAnExternalIdExistExactlyOnceHoweverOftenTheImportIsKilled() throws Exception {
        begin(400, Window.Kind.FIXED);

        Terminal last = killAndFinish(true);

        assertThat(last.exit()).as(last.out() + last.err()).isZero();
        assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, records));
        theLimitWasKeptAndLittleWasRepeated();
        assertThat(work.entries("in-flight")).isZero();
    }

    @Test
    void recordsWithoutAnExternalIdExistOnceOrAreListedAsOfUnknownOutcome() throws Exception {
        begin(300, Window.Kind.SLIDING);

        Terminal last = killAndFinish(false);

        Set<String> unknown = work.failedWith("OutcomeUnknown");
        assertThat(last.exit()).as(last.out() + last.err()).isOne();
        assertThat(last.out()).contains(unknown.size() + " of unknown outcome");
        assertThat(work.entries("unknown")).isEqualTo(unknown.size());
        List<String> there = Workplace.emailsAt(sandbox);
        assertThat(there).doesNotHaveDuplicates();
        Set<String> thereOrUnknown = new HashSet<>(there);
        thereOrUnknown.addAll(unknown);
        assertThat(thereOrUnknown).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, records));
        // The outcome is unknown if the answer was lost, and for the few records in flight at a kill.
        Set<String> answerLost = answerLost();
        assertThat(unknown).containsAll(answerLost);
        assertThat(unknown.size() - answerLost.size()).isLessThanOrEqualTo(kills() * Workplace.PARALLEL);
        theLimitWasKeptAndLittleWasRepeated();
    }

    private Set<String> answerLost() {
        return sandbox.requests().stream().filter(each -> Fault.RESET_AFTER.json().equals(each.fault()))
                .map(SandboxRequest::body).map(Workplace::emailIn).collect(Collectors.toSet());
    }

    private Terminal killAndFinish(boolean known) throws Exception {
        for (long requests : instants()) {
            try (Child child = work.start(Workplace.importOf("contacts.csv", known))) {
                await().pollInterval(Duration.ofMillis(2))
                        .until(() -> sandbox.stats().requests() >= requests || !child.isAlive());
                if (!child.isAlive()) {
                    Terminal end = child.end();
                    throw new AssertionError("It ended before request " + requests + ": " + end.out() + end.err());
                }
                child.kill();
            }
        }
        return work.runHere(work.importHere("contacts.csv", known));
    }

    /** The numbers of requests after which the process is killed. */
    private TreeSet<Long> instants() {
        Random random = new Random(42);
        TreeSet<Long> instants = new TreeSet<>();
        while (instants.size() < kills()) {
            instants.add(1 + (long) random.nextInt(records - 50));
        }
        return instants;
    }

    private void theLimitWasKeptAndLittleWasRepeated() {
        SandboxStats stats = sandbox.stats();
        assertThat(stats.rejected429()).isZero();
        assertThat(stats.maxInAnyWindow()).isLessThanOrEqualTo(LIMIT);
        long faults = stats.faults().values().stream().mapToLong(Long::longValue).sum();
        assertThat(stats.requests()).isLessThanOrEqualTo(records + faults + (long) kills() * Workplace.PARALLEL);
    }
}
