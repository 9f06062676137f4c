package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.KEY;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.tag.SystemTest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which the writer runs operations: a flood of new records does not delay the permits and ends of others. */
@SystemTest
class WriterOrderTest {

    private static final Duration HOLD = Duration.ofSeconds(90);
    private static final int FLOOD = 2_000;

    private LedgerHome home;
    private FaultyDialect database;
    private JdbcLedger ledger;
    private CountDownLatch held;
    private final AtomicInteger begun = new AtomicInteger();

    @BeforeEach
    void begin() throws Exception {
        home = new LedgerHome(Kind.FILE);
        database = new FaultyDialect(Dialects.of(home.config()));
        // The writer runs the callbacks itself, in the order of its work.
        ledger = JdbcLedger.open(home.config(), database, "a file",
                new Environment(home.time.clocks(), home.scheduler, Runnable::run, new SecureRandom()));
    }

    @AfterEach
    void end() throws Exception {
        ledger.close();
        home.close();
    }

    @Test
    void permitsAndEndsOvertakeAFloodOfNewRecords() throws Exception {
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
        hold();
        flood(FLOOD);
        CompletionStage<Integer> beforePermit = ledger.permits().take(new PermitStore.Request(KEY, 100, HOLD)).thenApply(taken -> begun.get());
        CompletionStage<Integer> beforeEnd = ledger.end(entry, done("1")).thenApply(ours -> begun.get());
        held.countDown();

        assertThat(get(beforePermit)).isLessThanOrEqualTo(GroupCommitWriter.MOST);
        assertThat(get(beforeEnd)).isLessThanOrEqualTo(GroupCommitWriter.MOST);
        await().until(() -> begun.get() == FLOOD);
    }

    /** A record needs several operations, and would wait for a long batch of new records with each of them. */
    @Test
    void anOperationThatArrivesDuringABatchOfNewRecordsWaitsForAFewOfThemOnly() throws Exception {
        hold();
        flood(FLOOD);
        CountDownLatch before = held;
        held = database.hold();
        before.countDown();
        await().until(database::isHeld);
        CompletionStage<Integer> beforePermit = ledger.permits().take(new PermitStore.Request(KEY, 100, HOLD)).thenApply(taken -> begun.get());
        held.countDown();

        assertThat(get(beforePermit)).isLessThanOrEqualTo(2 * OperationQueue.FEW_NEW);
        await().until(() -> begun.get() == FLOOD);
    }

    @Test
    void newRecordsShareTheirCommitsWhileNothingElseWaits() throws Exception {
        hold();
        flood(FLOOD);
        long commits = ledger.commits().count();
        held.countDown();

        await().until(() -> begun.get() == FLOOD);
        assertThat(ledger.commits().count() - commits).isLessThanOrEqualTo(FLOOD / GroupCommitWriter.MOST + 5);
    }

    @Test
    void aReadCompletesWithTheFirstWriteBehindItAndNotAfterAllOfThem() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        hold();
        ledger.permits().used(KEY, 100).thenRun(() -> order.add("read"));
        ledger.queue().accept(runs("ann", order));
        CompletionStage<Accepted> last = ledger.queue().accept(runs("bob", order));
        held.countDown();

        assertThat(get(last).isStored()).isTrue();
        assertThat(order.stream().distinct()).containsExactly("ann runs", "read", "bob runs");
    }

    /** A list that adds its name to {@code order} when the operation that stores it runs. It is also read when it is submitted. */
    private static List<QueuedRecord> runs(String name, List<String> order) {
        Thread test = Thread.currentThread();
        return new AbstractList<>() {
            @Override
            public QueuedRecord get(int index) {
                if (Thread.currentThread() != test) {
                    order.add(name + " runs");
                }
                return QueuedRecord.of(record(name, "a"));
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    @Test
    void aNewRecordIsNotStarvedByAFloodOfPermitsAndEnds() throws Exception {
        AtomicInteger permits = new AtomicInteger();
        hold();
        for (int i = 0; i < FLOOD; i++) {
            ledger.permits().take(new PermitStore.Request(KEY, 100, HOLD)).thenRun(permits::incrementAndGet);
        }
        CompletionStage<Integer> before = ledger.begin(record("ann", "a")).thenApply(result -> permits.get());
        held.countDown();

        assertThat(get(before)).isLessThanOrEqualTo(GroupCommitWriter.MOST);
    }

    @Test
    void operationsOfBothLanesAreCommittedBeforeTheLedgerCloses() throws Exception {
        hold();
        flood(FLOOD);
        List<CompletionStage<?>> permits = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            permits.add(ledger.permits().take(new PermitStore.Request(KEY, 100, HOLD)));
        }
        held.countDown();

        ledger.close();

        assertThat(begun).hasValue(FLOOD);
        assertThat(permits).allMatch(each -> each.toCompletableFuture().isDone());
    }

    /** Keeps the writer busy, so that all further operations wait in its queue. */
    private void hold() {
        held = database.hold();
        ledger.permits().used(KEY, 100);
        await().until(database::isHeld);
    }

    private void flood(int records) {
        for (int i = 0; i < records; i++) {
            ledger.begin(record("id" + i, "a")).thenRun(begun::incrementAndGet);
        }
    }
}
