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
 * What must hold after every run, whatever went wrong in it: nothing lost, nothing doubled, never over the limit,
 * unknown only what truly is, and nothing left behind. Records are told apart by their {@code email}.
 */
public final class Invariants {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sandbox sandbox;
    private final int limit;
    private final Map<String, CompletableFuture<Exchange>> accepted = new TreeMap<>();

    /** @param limit how many requests any window of the sandbox's may count */
    public Invariants(Sandbox sandbox, int limit) {
        this.sandbox = sandbox;
        this.limit = limit;
    }

    /** A create that the pack has accepted, and its end. */
    public synchronized void accepted(String email, CompletableFuture<Exchange> end) {
        assertThat(accepted.put(email, end)).as("each record has its own e-mail").isNull();
    }

    /** Waits for the ends and looks at all of it, then closes the pack and looks at what it leaves behind. */
    public void checkAndClose(PackUnderTest pack, String... connections) throws Exception {
        CompletableFuture.allOf(accepted.values().toArray(CompletableFuture[]::new))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        everyRecordHasOneEnd();
        nothingIsLostOrDoubled();
        theLimitWasKept();
        unknownIsOnlyWhatIsUncertain();
        for (String connection : connections) {
            ConnectionSnapshot state = pack.state(connection);
            assertThat(state.inFlight()).as("permits under way").isZero();
            assertThat(state.waiting()).as("records waiting").isZero();
        }
        assertThat(pack.pack().ledger().counts(Instant.EPOCH).toCompletableFuture().join().inFlight())
                .as("entries in flight").isZero();
        pack.close();
        nothingIsLeftBehind();
    }

    /** (a) accepted = done, failed or unknown; and failures are of the typed family. */
    private void everyRecordHasOneEnd() {
        assertThat(accepted.values()).allMatch(CompletableFuture::isDone);
        assertThat(failed()).allSatisfy(end -> assertThat(end.getException()).isInstanceOf(WlcroException.class));
    }

    /** (b) and P2: what is done is there; what is there is there once, and is done or unknown. */
    private void nothingIsLostOrDoubled() {
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

    /** (d) What was lost with its answer, or was cut off before: nobody on this side can tell one from the other. */
    private void unknownIsOnlyWhatIsUncertain() {
        SandboxStats stats = sandbox.stats();
        long before = stats.faults().getOrDefault(Fault.RESET_BEFORE.json(), 0L);
        List<String> unknown = failed().filter(Invariants::isUnknown).map(each -> each.getException().getMessage()).toList();
        assertThat((long) unknown.size()).as(() -> String.join("\n", unknown.stream().distinct().toList()))
                .isLessThanOrEqualTo(stats.answersLost() + before);
    }

    /** (g) No thread of ours, and no socket to the server. */
    private void nothingIsLeftBehind() {
        await().until(() -> PackThreads.ours().findAny().isEmpty());
        await().until(() -> openSockets() == 0);
    }

    /** Sockets to the sandbox that are open on our side: established (01) or half closed by the server (08). */
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
