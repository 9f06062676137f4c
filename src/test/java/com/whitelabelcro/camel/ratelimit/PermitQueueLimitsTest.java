package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.PERIOD;
import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.ratelimit.PermitStore.NoneFor;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a queue shares with others: the limit of all requests in flight, and what the ledger stores about a key. */
@Fast
class PermitQueueLimitsTest {

    private static final int ONE = 1;

    private final ConcurrencyLimit concurrency = new ConcurrencyLimit(ONE, ONE);
    private final PermitQueueFixture first = new PermitQueueFixture(10, 10, concurrency);
    private final PermitQueueFixture second = new PermitQueueFixture(10, 10, concurrency);
    private final PermitQueueFixture third = new PermitQueueFixture(10, 10, concurrency);

    @Test
    void aSlotThatAnAnswerFreesGoesToTheNextConnection() {
        Someone busy = first.acquire("busy", 1);
        Someone waiting = second.acquire("waiting", 1);
        assertThat(waiting.waits()).as("one request of all connections is in flight").isTrue();
        assertThat(second.queue.state().used()).as("its permit is free").isZero();

        busy.ends(Meaning.DONE);
        second.pass(0);

        assertThat(waiting.permit).isNotNull();
    }

    @Test
    void aSlotThatAConnectionDoesNotNeedGoesToTheNextOne() {
        Someone busy = first.acquire("busy", 1);
        second.acquire("gone", 1);
        Someone waiting = third.acquire("waiting", 1);
        second.stop();

        busy.ends(Meaning.DONE);
        third.pass(0);

        assertThat(waiting.permit).isNotNull();
    }

    @Test
    void aSlotGoesToTheNextConnectionIfTheLedgerHasNoPermit() {
        CompletableFuture<Taken> answer = first.rows.holdBack();
        first.acquire("asked", 1);
        Someone waiting = second.acquire("waiting", 1);
        assertThat(waiting.waits()).isTrue();

        answer.complete(new NoneFor(Duration.ofSeconds(5)));
        first.pass(0);
        second.pass(0);

        assertThat(waiting.permit).isNotNull();
    }

    @Test
    void aSlotOfAReservationThatIsNotUsedGoesToTheNextConnection() {
        PermitReservation reservation = new PermitReservation(first.queue, first.shared, PermitQueueFixture.ACCOUNT, 1, () -> 0);
        assertThat(reservation.reserve()).isPresent();
        Someone waiting = second.acquire("waiting", 1);
        assertThat(waiting.waits()).isTrue();

        reservation.settle(null);
        first.pass(0);
        second.pass(0);

        assertThat(waiting.permit).isNotNull();
    }

    @Test
    void anAnswerClearsThePauseThatWasStoredWhenItsPermitWasTaken() {
        Row noted = new Row(FakePermitStore.KEY, 0, 1, 7);
        for (Meaning meaning : Meaning.values()) {
            PermitQueueFixture fixture = new PermitQueueFixture(10);
            fixture.rows.holdBack().complete(noted);
            fixture.acquire("probe", 1).ends(meaning);

            assertThat(fixture.rows.well).as(meaning.name()).hasSize(meaning.isWell() ? 1 : 0);
        }
        PermitQueueFixture fixture = new PermitQueueFixture(10);
        fixture.acquire("without a note", 1).ends(Meaning.DONE);
        assertThat(fixture.rows.well).isEmpty();
    }

    @Test
    void aRecordWhoseDeadlinePassedWhileTheLedgerWasAskedIsRejected() {
        PermitQueueFixture fixture = new PermitQueueFixture(10);
        CompletableFuture<Taken> answer = fixture.rows.holdBack();
        Someone late = fixture.acquire("late", 1, 5 * SECOND);
        fixture.passWithoutAlarms(5 * SECOND);

        answer.complete(FakePermitStore.row(1));
        fixture.pass(0);

        assertThat(late.permit).isNull();
        assertThat(late.why.kind()).isEqualTo(Rejection.Obstacle.TOO_LATE);
        assertThat(fixture.queue.state().inFlight()).as("its permit was returned").isZero();
    }

    @Test
    void aRecordWhoseDeadlineIsTheEndOfAPauseIsNotRejectedBefore() {
        PermitQueueFixture fixture = new PermitQueueFixture(10);
        fixture.acquire("limited", 1).limitedFor(10 * SECOND);

        assertThat(fixture.acquire("early", 2, 10 * SECOND - 1).why.kind()).isEqualTo(Rejection.Obstacle.LIMITED);
        assertThat(fixture.acquire("in time", 3, 10 * SECOND).waits()).isTrue();
    }

    @Test
    void anErrorOfTheServerEndsTheProbeOfALimit() {
        PermitQueueFixture fixture = new PermitQueueFixture(10);
        fixture.acquire("limited", 1).limitedFor(10 * SECOND);
        Someone probe = fixture.acquire("probe", 2);
        fixture.pass(10 * SECOND);
        assertThat(probe.permit).isNotNull();

        probe.ends(Meaning.SERVER_ERROR);

        assertThat(fixture.queue.state().why()).isEmpty();
        assertThat(fixture.acquire("next", 3).permit).isNotNull();
    }

    @Test
    void thePeriodicCheckReplacesLostTimers() {
        PermitQueueFixture fixture = new PermitQueueFixture(1);
        fixture.acquire("first", 1).ends(Meaning.DONE);
        Someone next = fixture.acquire("next", 2);
        Someone last = fixture.acquire("last", 3);
        fixture.passWithoutAlarms(PERIOD + 2 * SECOND);
        assertThat(next.waits()).isTrue();

        fixture.look();
        assertThat(next.permit).isNotNull();
        next.ends(Meaning.DONE);
        fixture.pass(PERIOD + SECOND);
        assertThat(last.permit).as("a new timer was set").isNotNull();
    }

    @Test
    void thePeriodicCheckEndsTheBackOffOfARecordWhoseTimerWasLost() {
        PermitQueueFixture fixture = new PermitQueueFixture(10);
        Someone retry = fixture.acquireLater("retry", 1, 5 * SECOND);
        fixture.passWithoutAlarms(5 * SECOND);
        fixture.look();
        assertThat(retry.waits()).as("its timer may only be late").isTrue();

        fixture.passWithoutAlarms(2 * SECOND);
        fixture.look();

        assertThat(retry.permit).isNotNull();
    }
}
