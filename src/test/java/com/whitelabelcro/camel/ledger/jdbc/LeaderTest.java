package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.KEY;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.jdbc.FaultyDialect.Fate;
import com.whitelabelcro.camel.ledger.jdbc.FaultyDialect.Point;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.tag.SystemTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which thread runs an operation: the calling one if it may block and no operation waits, otherwise another one. */
@SystemTest
class LeaderTest {

    private static final Duration HOLD = Duration.ofSeconds(90);

    private final AtomicBoolean mayBlock = new AtomicBoolean(true);
    private final List<Runnable> delayed = new ArrayList<>();
    private final AtomicBoolean delaysWorkers = new AtomicBoolean();
    private LedgerHome home;
    private FaultyDialect database;
    private JdbcLedger ledger;
    private EntryLease ann;

    @BeforeEach
    void begin() throws Exception {
        home = new LedgerHome(Kind.FILE);
        database = new FaultyDialect(Dialects.of(home.config()));
        Environment environment = home.environment();
        Executor workers = task -> {
            if (delaysWorkers.get()) {
                delayed.add(task);
            } else {
                environment.workers().execute(task);
            }
        };
        ledger = JdbcLedger.open(home.config(), database, "here", new Environment(
                environment.clocks(), environment.scheduler(), workers, mayBlock::get, environment.random(), environment.events()));
        ann = begun("ann");
    }

    @AfterEach
    void end() throws Exception {
        ledger.close();
        home.close();
    }

    @Test
    void theCallingThreadCommitsBeforeTheCallReturns() throws Exception {
        awaitIdleWriter();

        assertThat(database.threads()).contains(Thread.currentThread().getName());
    }

    @Test
    void aThreadThatMayNotBlockNeverRunsAnOperation() throws Exception {
        mayBlock.set(false);
        database.forgetThreads();
        for (int i = 0; i < 20; i++) {
            assertThat(get(ledger.end(begun("id" + i), done("1")))).isTrue();
        }

        assertThat(database.threads()).doesNotContain(Thread.currentThread().getName());
    }

    @Test
    void aCallerDoesNotWaitForAnotherProcessThatHoldsTheDatabase() throws Exception {
        CompletionStage<Boolean> ended;
        try (Connection other = Dialects.connect(home.file()); Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            ended = ledger.end(ann, done("1"));
            assertThat(isDone(ended)).isFalse();
            statement.execute("ROLLBACK");
        }

        assertThat(get(ended)).isTrue();
        assertThat(get(ledger.begin(record("ann", "a")))).isEqualTo(new BeginResult.Duplicate(ann.id(), answer("1")));
    }

    @Test
    void operationsThatArriveWhileTheDatabaseIsHeldAreCommittedTogether() throws Exception {
        List<EntryLease> begun = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            begun.add(begun("id" + i));
        }
        CountDownLatch held = database.hold();
        List<CompletionStage<Boolean>> ended = new ArrayList<>();
        begun.forEach(each -> ended.add(ledger.end(each, done("1"))));
        await().until(database::isHeld);
        long before = ledger.commits().count();
        held.countDown();

        for (CompletionStage<Boolean> each : ended) {
            assertThat(get(each)).isTrue();
        }
        assertThat(ledger.commits().count() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void aCallerCommitsWaitingOperationsTogetherWithItsOwn() throws Exception {
        PermitStore.Row permit = (PermitStore.Row) get(ledger.permits().take(new PermitStore.Request(KEY, 1, HOLD)));
        long now = freeAt() - HOLD.toMillis();
        AtomicInteger tries = new AtomicInteger();
        await().untilAsserted(() -> {
            long seconds = tries.incrementAndGet();
            EntryLease entry = begun("id" + seconds);
            long commits = ledger.commits().count();
            ledger.permits().giveBackWithNext(permit, Duration.ofSeconds(seconds));
            assertThat(isDone(ledger.end(entry, done("1")))).isTrue();
            assertThat(freeAt()).as("stored before the call returned").isEqualTo(now + seconds * 1_000);
            assertThat(ledger.commits().count() - commits).isEqualTo(1);
        });
    }

    @Test
    void anOperationThatArrivesWhileACallerCommitsIsRunByTheWriter() throws Exception {
        EntryLease bob = begun("bob");
        CountDownLatch held = database.hold(Point.BEFORE_COMMIT);
        CompletableFuture<CompletionStage<Boolean>> leading = new CompletableFuture<>();
        Thread caller = new Thread(() -> leading.complete(ledger.end(ann, done("1"))), "caller");
        caller.start();
        await().until(database::isHeld);
        database.forgetThreads();

        CompletionStage<Boolean> arrived = ledger.end(bob, done("2"));

        assertThat(isDone(arrived)).isFalse();
        held.countDown();
        assertThat(get(arrived)).isTrue();
        assertThat(get(get(leading))).isTrue();
        assertThat(database.threads()).containsExactly("wlcro-ledger");
        caller.join();
    }

    /** The connection may be in use although it was idle when the worker received the operation. */
    @Test
    void aWorkerDoesNotCommitWhileTheWriterDoes() throws Exception {
        CompletionStage<Boolean> ended = endOnADelayedWorker();
        CountDownLatch held = database.hold(Point.BEFORE_COMMIT);
        CompletionStage<PermitStore.Taken> taken = ledger.permits().take(new PermitStore.Request(KEY, 1, HOLD));
        await().until(database::isHeld);
        database.forgetThreads();

        delayed.forEach(Runnable::run);

        assertThat(database.threads()).as("while the writer commits").isEmpty();
        assertThat(isDone(ended)).isFalse();
        held.countDown();
        assertThat(get(ended)).isTrue();
        assertThat(get(taken)).isInstanceOf(PermitStore.Row.class);
    }

    @Test
    void aWorkerDoesNotUseTheConnectionWhileTheWriterChecksIt() throws Exception {
        CompletionStage<Boolean> ended = endOnADelayedWorker();
        CountDownLatch held = database.hold(Point.CHECK);
        await().until(database::isHeld);

        Thread worker = new Thread(() -> delayed.forEach(Runnable::run), "worker");
        worker.start();

        await().until(() -> !worker.isAlive());
        assertThat(isDone(ended)).isFalse();
        held.countDown();
        assertThat(get(ended)).isTrue();
    }

    private CompletionStage<Boolean> endOnADelayedWorker() {
        mayBlock.set(false);
        delaysWorkers.set(true);
        CompletionStage<Boolean> ended = ledger.end(ann, done("1"));
        delaysWorkers.set(false);
        assertThat(delayed).hasSize(1);
        return ended;
    }

    @Test
    void aCommitOfUnknownOutcomeIsLookedUpByTheWriterAndNotRepeated() throws Exception {
        database.fates(Fate.DONE_AND_LOST);

        assertThat(get(ledger.end(ann, done("1")))).isTrue();

        assertThat(get(ledger.begin(record("ann", "a")))).isEqualTo(new BeginResult.Duplicate(ann.id(), answer("1")));
    }

    @ParameterizedTest
    @EnumSource(names = {"CHECK", "BEGIN", "BEFORE_COMMIT", "AFTER_COMMIT"})
    void anErrorOnTheCallingThreadIsRepairedByTheWriter(Point point) throws Exception {
        awaitIdleWriter();
        database.error(point, new OutOfMemoryError(), 1);

        assertThat(get(ledger.end(ann, done("1")))).isTrue();

        assertThat(get(ledger.begin(record("ann", "a")))).isEqualTo(new BeginResult.Duplicate(ann.id(), answer("1")));
    }

    /** Another caller's operation is run while the result of the first one is delivered. */
    @Test
    void anOperationThatIsBegunInACallbackOfAnotherCompletes() throws Exception {
        EntryLease bob = begun("bob");
        CompletableFuture<Boolean> both = ledger.end(ann, done("1")).thenCompose(ours -> ledger.end(bob, done("2"))).toCompletableFuture();

        assertThat(get(both)).isTrue();
    }

    /** After this, the next operation runs on the calling thread. */
    private void awaitIdleWriter() {
        AtomicInteger records = new AtomicInteger();
        await().until(() -> isDone(ledger.end(begun("id" + records.incrementAndGet()), done("1"))));
    }

    /** The time at which the permit is free again, as other processes read it. */
    private long freeAt() throws SQLException {
        try (Connection other = Dialects.connect(home.file()); Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SELECT free_at FROM wlcro_permit")) {
            return row.getLong(1);
        }
    }

    private EntryLease begun(String identity) throws Exception {
        return ((BeginResult.Send) get(ledger.begin(record(identity, "a")))).lease();
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }
}
