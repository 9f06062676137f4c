package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.KEY;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.LedgerStateChanged;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerExtent;
import com.whitelabelcro.camel.ledger.jdbc.FaultyDialect.Fate;
import com.whitelabelcro.camel.ledger.jdbc.FaultyDialect.Point;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.tag.SystemTest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The writer thread survives every throwable, all callers are answered, and nothing is done twice. */
@SystemTest
class GroupCommitWriterErrorTest {

    private LedgerHome home;
    private FaultyDialect database;
    private JdbcLedger ledger;

    @BeforeEach
    void begin() throws Exception {
        home = new LedgerHome(Kind.FILE);
        database = new FaultyDialect(Dialects.of(home.config()));
        ledger = home.open(database);
        get(ledger.permits().used(KEY, 1));
    }

    @AfterEach
    void end() throws Exception {
        home.close();
    }

    @Test
    void aListenerIsNotifiedWhenTheLedgerIsUnreachableAndWhenItIsReachableAgain() throws Exception {
        List<WlcroEvent> heard = Collections.synchronizedList(new ArrayList<>());
        FaultyDialect other = new FaultyDialect(Dialects.of(home.config()));
        Environment environment = home.environment();
        EventPublisher events = new EventPublisher(List.of(heard::add), Runnable::run);
        try (JdbcLedger told = JdbcLedger.open(home.config(), other, "here",
                new Environment(environment.clocks(), environment.scheduler(), environment.workers(), environment.mayBlock(), environment.random(), events))) {
            other.fates(Fate.LOST, Fate.LOST);
            assertThat(get(told.begin(record("one", "a")))).isInstanceOf(BeginResult.Send.class);
            assertThat(get(told.begin(record("two", "a")))).isInstanceOf(BeginResult.Send.class);
        }
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).isInstanceOfSatisfying(LedgerStateChanged.class, change -> {
            assertThat(change.state()).isEqualTo(LedgerStateChanged.LedgerState.NOT_WRITABLE);
            assertThat(change.reason()).isNotBlank();
        });
        assertThat(heard.get(1)).isEqualTo(new LedgerStateChanged(LedgerStateChanged.LedgerState.WRITABLE, ""));
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void anErrorAtAnyPointIsReportedOrRepairedAndTheNextRecordContinues(Point point) throws Exception {
        for (Error error : List.of(new OutOfMemoryError("hush"), new StackOverflowError("hush"), new NoClassDefFoundError("hush"))) {
            database.error(point, error, 3);
            if (point == Point.OPEN || point == Point.ERROR_KIND || point == Point.ROLLBACK) {
                database.fates(Fate.LOST);
            }
            List<CompletionStage<BeginResult>> begun = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                begun.add(ledger.begin(record(error.getClass() + "-" + point + i, "a")));
            }
            int told = 0;
            for (CompletionStage<BeginResult> each : begun) {
                told += isSentOrFails(each) ? 1 : 0;
            }
            assertThat(told).isEqualTo(20);
            database.error(null, error, 0);
            assertThat(get(ledger.begin(record("after " + error.getClass(), "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    private static boolean isSentOrFails(CompletionStage<BeginResult> begun) throws Exception {
        try {
            return get(begun) instanceof BeginResult.Send;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(LedgerException.class).hasMessageNotContaining("hush");
            return true;
        }
    }

    @Test
    void anOperationThatWasCommittedBeforeAnErrorIsNotRepeated() throws Exception {
        database.error(Point.AFTER_COMMIT, new OutOfMemoryError(), 1);

        assertThat(get(ledger.permits().take(new PermitStore.Request(KEY, 10, Duration.ofSeconds(90))))).isInstanceOf(PermitStore.Row.class);

        assertThat(get(ledger.permits().used(KEY, 10))).as("one permit is taken").isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsDoesNotKeepOthersFromBeingNotified() throws Exception {
        CountDownLatch held = database.hold();
        List<CompletionStage<BeginResult>> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletionStage<BeginResult> each = ledger.begin(record("id" + i, "a"));
            each.whenComplete((result, problem) -> {
                throw new StackOverflowError();
            });
            begun.add(each);
        }
        held.countDown();

        for (CompletionStage<BeginResult> each : begun) {
            assertThat(get(each)).isInstanceOf(BeginResult.Send.class);
        }
    }

    @Test
    void everyCallerIsAnsweredOnceIfNoThreadIsAvailable() throws Exception {
        Executor none = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        try (JdbcLedger alone = JdbcLedger.open(home.config(),
                new Environment(home.time.clocks(), home.scheduler, none, new SecureRandom()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(alone.permits().take(new PermitStore.Request(KEY, 10, Duration.ofSeconds(90))))).isInstanceOf(PermitStore.Row.class);
            }
            assertThat(get(alone.permits().used(KEY, 10))).isEqualTo(5);
        }
    }

    @Test
    void aReadSucceedsAlsoIfTheNextOperationInTheSameTransactionFails() throws Exception {
        CountDownLatch held = database.hold();
        CompletionStage<LedgerExtent> first = ledger.extent();
        await().until(database::isHeld);
        CompletionStage<EntryCounts> reader = ledger.counts(Instant.EPOCH);
        database.next("DROP TABLE wlcro_permit");
        CompletionStage<PermitStore.Taken> writer = ledger.permits().take(new PermitStore.Request(KEY, 10, Duration.ofSeconds(90)));
        held.countDown();

        assertThat(get(first).schema()).isPositive();
        assertThatThrownBy(() -> get(writer)).hasCauseInstanceOf(LedgerException.class);
        assertThat(get(reader).inFlight()).isZero();
    }

    @Test
    void anOutcomeThatCouldNotBeStoredIsTreatedLikeThatOfADeadProcessAndStoredLater() throws Exception {
        EntryLease ann = begun("ann");
        EntryLease bob = begun("bob");
        EntryLease cy = ((BeginResult.Send) get(ledger.begin(once("cy", "a")))).lease();
        get(ledger.sending(cy, 1));
        for (EntryLease each : List.of(ann, bob, cy)) {
            // On the calling thread, and again on the writer's.
            database.error(Point.BEGIN, new OutOfMemoryError(), 2);
            assertThatThrownBy(() -> get(ledger.end(each, done("1")))).hasCauseInstanceOf(LedgerException.class);
        }
        database.error(null, null, 0);

        assertThat(get(ledger.begin(record("ann", "b")))).as("a repeat is safe").isInstanceOf(BeginResult.Send.class);
        assertThat(get(ledger.begin(once("cy", "a")))).as("the outcome is unknown").isInstanceOf(BeginResult.EarlierOutcomeUnknown.class);
        home.scheduler.runAll();

        assertThat(get(ledger.begin(record("bob", "a")))).isEqualTo(new BeginResult.Duplicate(bob.id(), answer("1")));
        assertThat(get(ledger.begin(once("cy", "a")))).isEqualTo(new BeginResult.Duplicate(cy.id(), answer("1")));
        EntryCounts counts = get(ledger.counts(Instant.EPOCH));
        assertThat(counts.of(EntryState.DONE)).isEqualTo(2);
        assertThat(counts.of(EntryState.FAILED)).isEqualTo(1);
    }

    private EntryLease begun(String identity) throws Exception {
        return ((BeginResult.Send) get(ledger.begin(record(identity, "a")))).lease();
    }

    @Test
    void aRequestThatWaitsForAnotherProcessFailsWhenTheLedgerIsClosed() throws Exception {
        JdbcLedger other = home.open();
        get(other.begin(record("ann", "a")));
        CompletionStage<BeginResult> waiting = ledger.begin(record("ann", "b"));
        CompletionStage<BeginResult> behind = ledger.begin(record("ann", "c"));

        ledger.close();

        for (CompletionStage<BeginResult> each : List.of(waiting, behind)) {
            assertThatThrownBy(() -> get(each)).cause().hasMessageContaining("closed");
        }
    }

    @Test
    void aLedgerThatIsReopenedKeepsItsEntries() throws Exception {
        try (JdbcLedger again = JdbcLedger.open(home.config(), home.environment())) {
            for (int i = 0; i < 2; i++) {
                BeginResult.Send send = (BeginResult.Send) get(again.begin(record("id" + i, "a")));
                assertThat(get(again.end(send.lease(), done("1")))).isTrue();
                again.close();
                again.open();
                assertThat(get(again.begin(record("id" + i, "a")))).isInstanceOf(BeginResult.Duplicate.class);
            }
        }
    }
}
