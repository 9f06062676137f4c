package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The invariants of every run, whatever went wrong in it: nothing lost, nothing duplicated, never over the limit,
 * unknown outcomes only where the outcome is uncertain, and nothing left behind. Records are identified by their {@code email}.
 */
public final class Invariants {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sandbox sandbox;
    private final int limit;
    private final Map<String, CompletableFuture<Exchange>> accepted = new TreeMap<>();

    /** @param limit the maximum number of requests in any window of the sandbox */
    public Invariants(Sandbox sandbox, int limit) {
        this.sandbox = sandbox;
        this.limit = limit;
    }

    /** Adds a create that the pack has accepted, and its result. */
    public synchronized void accepted(String email, CompletableFuture<Exchange> end) {
        assertThat(accepted.put(email, end)).as("each record has its own e-mail").isNull();
    }

    /** Waits for all results and checks the invariants, then closes the pack and checks that it leaves nothing behind. */
    public void checkAndClose(PackUnderTest pack, String... connections) throws Exception {
        CompletableFuture.allOf(accepted.values().toArray(CompletableFuture[]::new))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        everyRecordHasOneEnd();
        nothingIsLostOrDuplicated();
        theLimitWasKept();
        unknownIsOnlyWhatIsUncertain();
        for (String connection : connections) {
            ConnectionSnapshot state = pack.state(connection);
            assertThat(state.inFlight()).as("permits in flight").isZero();
            assertThat(state.waiting()).as("records waiting").isZero();
        }
        assertThat(pack.pack().ledger().counts(Instant.EPOCH).toCompletableFuture().join().inFlight())
                .as("entries in flight").isZero();
        pack.close();
        nothingIsLeftBehind();
    }

    /** (a) Each accepted record is done, failed or unknown, and failures are typed errors. */
    private void everyRecordHasOneEnd() {
        assertThat(accepted.values()).allMatch(CompletableFuture::isDone);
        assertThat(failed()).allSatisfy(end -> assertThat(end.getException()).isInstanceOf(WlcroException.class));
    }

    /** (b) Each done record exists; each existing record exists once, and is done or unknown. */
    private void nothingIsLostOrDuplicated() {
        List<String> there = sandbox.records().stream().map(Invariants::email).toList();
        assertThat(there).doesNotHaveDuplicates();
        assertThat(Set.copyOf(there)).containsAll(emails(end -> !end.isFailed()));
        assertThat(emails(end -> !end.isFailed() || isUnknown(end))).containsAll(there);
        assertThat(sandbox.stats().duplicates()).isZero();
    }

    /** (c) */
    private void theLimitWasKept() {
        assertThat(sandbox.stats().arrivalsInAnyWindow()).isLessThanOrEqualTo(limit);
        assertThat(sandbox.stats().rejected429()).isZero();
    }

    /** (d) The requests whose answer was lost, or that were cut off before: the client cannot distinguish these. */
    private void unknownIsOnlyWhatIsUncertain() {
        SandboxStats stats = sandbox.stats();
        long before = stats.faults().getOrDefault(Fault.RESET_BEFORE.json(), 0L);
        List<String> unknown = failed().filter(Invariants::isUnknown).map(each -> each.getException().getMessage()).toList();
        assertThat((long) unknown.size()).as(() -> String.join("\n", unknown.stream().distinct().toList()))
                .isLessThanOrEqualTo(stats.answersLost() + before);
    }

    /** (g) No thread of the pack and no socket to the server is left. */
    private void nothingIsLeftBehind() {
        await().until(() -> PackThreads.ours().findAny().isEmpty());
        await().until(() -> openSockets() == 0);
    }

    /** The number of client sockets to the sandbox that are open: established (01) or half closed by the server (08). */
    private long openSockets() throws IOException {
        String remote = String.format(Locale.ROOT, ":%04X", sandbox.port());
        long open = 0;
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            if (Files.isReadable(Path.of(table))) {
                open += Files.readAllLines(Path.of(table)).stream().map(line -> line.strip().split("\\s+"))
                        .filter(line -> line[2].endsWith(remote) && Set.of("01", "08").contains(line[3])).count();
            }
        }
        return open;
    }

    private Stream<Exchange> failed() {
        return accepted.values().stream().map(CompletableFuture::join).filter(Exchange::isFailed);
    }

    private Set<String> emails(Predicate<Exchange> which) {
        return accepted.entrySet().stream().filter(each -> which.test(each.getValue().join())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isUnknown(Exchange end) {
        return end.getException() instanceof OutcomeUnknown;
    }

    private static String email(SandboxRecord each) {
        return String.valueOf(each.fields().get("email"));
    }
}
