package com.whitelabelcro.camel.once.sql;

import static com.whitelabelcro.camel.once.sql.LedgerHome.get;
import static com.whitelabelcro.camel.once.sql.Records.KEY;
import static com.whitelabelcro.camel.once.sql.Records.answer;
import static com.whitelabelcro.camel.once.sql.Records.done;
import static com.whitelabelcro.camel.once.sql.Records.once;
import static com.whitelabelcro.camel.once.sql.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.once.Counts;
import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.EntryState;
import com.whitelabelcro.camel.once.Extent;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.PermitRows;
import com.whitelabelcro.camel.once.Verdict;
import com.whitelabelcro.camel.once.sql.Hindered.Fate;
import com.whitelabelcro.camel.once.sql.Hindered.Point;
import com.whitelabelcro.camel.once.sql.LedgerHome.Kind;
import com.whitelabelcro.camel.once.sql.SqlLedger.Surroundings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger's thread goes on whatever is thrown in it, everybody is told, and nothing is done twice. */
class WriterErrorTest {

    private LedgerHome home;
    private Hindered database;
    private SqlLedger ledger;

    @BeforeEach
    void begin() throws Exception {
        home = new LedgerHome(Kind.FILE, null);
        database = new Hindered(Databases.of(home.config()));
        ledger = home.open(database);
        get(ledger.permits().used(KEY, 1));
    }

    @AfterEach
    void end() throws Exception {
        home.close();
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void anErrorAtAnyPointIsToldOrMendedAndTheNextRecordGoesOn(Point point) throws Exception {
        for (Error error : List.of(new OutOfMemoryError("hush"), new StackOverflowError("hush"), new NoClassDefFoundError("hush"))) {
            database.error(point, error, 3);
            if (point == Point.OPEN || point == Point.TROUBLE || point == Point.ROLLBACK) {
                database.fates(Fate.LOST);
            }
            List<CompletionStage<Verdict>> begun = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                begun.add(ledger.begin(record(error.getClass() + "-" + point + i, "a")));
            }
            int told = 0;
            for (CompletionStage<Verdict> each : begun) {
                told += isSentOrTold(each) ? 1 : 0;
            }
            assertThat(told).isEqualTo(20);
            database.error(null, error, 0);
            assertThat(get(ledger.begin(record("after " + error.getClass(), "a")))).isInstanceOf(Verdict.Send.class);
        }
    }

    private static boolean isSentOrTold(CompletionStage<Verdict> begun) throws Exception {
        try {
            return get(begun) instanceof Verdict.Send;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(LedgerException.class).hasMessageNotContaining("hush");
            return true;
        }
    }

    @Test
    void whatWasCommittedBeforeAnErrorIsNotDoneAgain() throws Exception {
        database.error(Point.AFTER_COMMIT, new OutOfMemoryError(), 1);

        assertThat(get(ledger.permits().take(KEY, 10, Duration.ofSeconds(90)))).isInstanceOf(PermitRows.Row.class);

        assertThat(get(ledger.permits().used(KEY, 10))).as("taken once").isEqualTo(1);
    }

    @Test
    void whoeverHearsAndThrowsKeepsNobodyElseFromHearing() throws Exception {
        CountDownLatch held = database.hold();
        List<CompletionStage<Verdict>> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletionStage<Verdict> each = ledger.begin(record("id" + i, "a"));
            each.whenComplete((verdict, problem) -> {
                throw new StackOverflowError();
            });
            begun.add(each);
        }
        held.countDown();

        for (CompletionStage<Verdict> each : begun) {
            assertThat(get(each)).isInstanceOf(Verdict.Send.class);
        }
    }

    @Test
    void everybodyIsToldOnceIfNoThreadIsToBeHadForIt() throws Exception {
        Executor none = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        try (SqlLedger alone = SqlLedger.open(home.config(),
                new Surroundings(home.time.clocks(), home.alarm, none, new SecureRandom()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(alone.permits().take(KEY, 10, Duration.ofSeconds(90)))).isInstanceOf(PermitRows.Row.class);
            }
            assertThat(get(alone.permits().used(KEY, 10))).isEqualTo(5);
        }
    }

    @Test
    void whoOnlyReadsIsToldAlsoIfTheNextInTheSameTransactionFails() throws Exception {
        CountDownLatch held = database.hold();
        CompletionStage<Extent> first = ledger.extent();
        await().until(database::isHeld);
        CompletionStage<Counts> reader = ledger.counts(Instant.EPOCH);
        database.next("DROP TABLE wlcro_permit");
        CompletionStage<PermitRows.Taken> writer = ledger.permits().take(KEY, 10, Duration.ofSeconds(90));
        held.countDown();

        assertThat(get(first).schema()).isPositive();
        assertThatThrownBy(() -> get(writer)).hasCauseInstanceOf(LedgerException.class);
        assertThat(get(reader).inFlight()).isZero();
    }

    @Test
    void whatCouldNotBeWrittenDownIsAsADeadProcesssForWhoComesNextAndIsWrittenDownLater() throws Exception {
        Entry ann = begun("ann");
        Entry bob = begun("bob");
        Entry cy = ((Verdict.Send) get(ledger.begin(once("cy", "a")))).entry();
        get(ledger.sending(cy, 1));
        for (Entry each : List.of(ann, bob, cy)) {
            database.error(Point.BEGIN, new OutOfMemoryError(), 1);
            assertThatThrownBy(() -> get(ledger.end(each, done("1")))).hasCauseInstanceOf(LedgerException.class);
        }

        assertThat(get(ledger.begin(record("ann", "b")))).as("a repeat is safe").isInstanceOf(Verdict.Send.class);
        assertThat(get(ledger.begin(once("cy", "a")))).as("nobody can know").isInstanceOf(Verdict.Unknown.class);
        home.alarm.ring();

        assertThat(get(ledger.begin(record("bob", "a")))).isEqualTo(new Verdict.Duplicate(bob.id(), answer("1")));
        assertThat(get(ledger.begin(once("cy", "a")))).isEqualTo(new Verdict.Duplicate(cy.id(), answer("1")));
        Counts counts = get(ledger.counts(Instant.EPOCH));
        assertThat(counts.of(EntryState.DONE)).isEqualTo(2);
        assertThat(counts.of(EntryState.FAILED)).isEqualTo(1);
    }

    private Entry begun(String identity) throws Exception {
        return ((Verdict.Send) get(ledger.begin(record(identity, "a")))).entry();
    }

    @Test
    void whoWaitsForAnotherProcessIsToldWhenTheLedgerIsClosed() throws Exception {
        SqlLedger other = home.open();
        get(other.begin(record("ann", "a")));
        CompletionStage<Verdict> waiting = ledger.begin(record("ann", "b"));
        CompletionStage<Verdict> behind = ledger.begin(record("ann", "c"));

        ledger.close();

        for (CompletionStage<Verdict> each : List.of(waiting, behind)) {
            assertThatThrownBy(() -> get(each)).cause().hasMessageContaining("closed");
        }
    }

    @Test
    void aLedgerThatWasClosedIsOpenedAgainAndRemembers() throws Exception {
        try (SqlLedger again = SqlLedger.open(home.config(), home.surroundings())) {
            for (int i = 0; i < 2; i++) {
                Verdict.Send send = (Verdict.Send) get(again.begin(record("id" + i, "a")));
                assertThat(get(again.end(send.entry(), done("1")))).isTrue();
                again.close();
                again.open();
                assertThat(get(again.begin(record("id" + i, "a")))).isInstanceOf(Verdict.Duplicate.class);
            }
        }
    }
}
