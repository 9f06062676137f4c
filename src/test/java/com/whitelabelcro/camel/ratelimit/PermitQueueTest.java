package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.PERIOD;
import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import org.junit.jupiter.api.Test;

/** Order, waiting and stopping. {@link PermitQueueCircuitTest} tests the circuit breaker. */
@Fast
class PermitQueueTest {

    private final PermitQueueFixture rig = new PermitQueueFixture(1);

    @Test
    void aRecordThatFindsAFreePermitIsGrantedAtOnce() {
        Someone ann = rig.acquire("ann", 1);

        assertThat(ann.permit).isNotNull();
        assertThat(rig.queue.state().inFlight()).isEqualTo(1);
    }

    @Test
    void waitingRecordsAreGrantedInTheirOrderOnePeriodAfterTheAnswer() {
        Someone first = rig.acquire("first", 1);
        rig.acquire("third", 3);
        rig.acquire("second", 2);
        rig.pass(5 * SECOND);
        first.ends(Meaning.ANSWERED);
        rig.went();

        rig.pass(PERIOD - 1);
        assertThat(rig.went()).isEmpty();
        rig.pass(1);
        assertThat(rig.went()).containsExactly("second");
    }

    @Test
    void aRetryGoesBeforeRecordsThatArrivedLater() {
        Someone first = rig.acquire("first", 1);
        rig.acquire("second", 2);
        first.ends(Meaning.OUTAGE);
        rig.acquire(first);
        rig.went();

        rig.pass(PERIOD);

        assertThat(rig.went()).containsExactly("first");
    }

    @Test
    void aRecordInBackOffAsksForAPermitWhenItsBackOffIsOver() {
        Someone ann = rig.acquireLater("ann", 1, 3 * SECOND);

        rig.pass(3 * SECOND - 1);
        assertThat(ann.waits()).isTrue();
        assertThat(rig.queue.state().waiting()).isEqualTo(1);
        rig.pass(1);
        assertThat(ann.permit).isNotNull();
        assertThat(rig.queue.state().waiting()).isZero();
    }

    @Test
    void aRecordInBackOffTakesNoPermitFromOthers() {
        rig.acquireLater("old", 1, 3 * SECOND);

        assertThat(rig.acquire("young", 2).permit).isNotNull();
    }

    @Test
    void aPermitIsReturnedOnceHoweverOftenItsEndIsReported() {
        Someone ann = rig.acquire("ann", 1);
        ann.ends(Meaning.ANSWERED);
        ann.ends(Meaning.ANSWERED);
        ann.permit.release(CallResult.none(0));

        assertThat(rig.queue.state().inFlight()).isZero();
        assertThat(rig.queue.state().used()).isEqualTo(1);
    }

    @Test
    void aRecordFailsAtItsDeadlineWhenNoPermitBecomesFree() {
        rig.acquire("first", 1).ends(Meaning.ANSWERED);
        Someone late = rig.acquire("late", 2, 10 * SECOND);
        Someone patient = rig.acquire("patient", 3);

        rig.pass(10 * SECOND);

        assertThat(late.why.kind()).isEqualTo(Rejection.Obstacle.TOO_LATE);
        assertThat(patient.waits()).isTrue();
        rig.pass(PERIOD);
        assertThat(patient.permit).isNotNull();
    }

    @Test
    void whenTheQueueStopsAllWaitingAndRetryingRecordsAreRejectedAndNoneIsSent() {
        Someone under = rig.acquire("under way", 1);
        Someone waiting = rig.acquire("waiting", 2);
        Someone resting = rig.acquireLater("resting", 3, SECOND);

        rig.stop();

        assertThat(waiting.why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        assertThat(resting.why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        assertThat(rig.acquire("new", 4).why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        assertThat(rig.acquireLater("again", 5, SECOND).why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        under.ends(Meaning.ANSWERED);
        rig.pass(2 * PERIOD);
        assertThat(waiting.calls).isEqualTo(1);
        assertThat(resting.calls).isEqualTo(1);
        assertThat(rig.queue.state().waiting()).isZero();
        assertThat(rig.queue.state().inFlight()).isZero();
    }

    @Test
    void aQueueThatStartsAgainGrantsPermits() {
        rig.stop();
        rig.queue.start();

        assertThat(rig.acquire("ann", 1).permit).isNotNull();
    }

    @Test
    void aTimerDoesNotScheduleMoreTimers() {
        PermitQueueFixture two = new PermitQueueFixture(2);
        two.acquire("first", 1).ends(Meaning.ANSWERED);
        two.pass(30 * SECOND);
        two.acquire("second", 2).ends(Meaning.ANSWERED);
        Someone[] patient = new Someone[6];
        for (int i = 0; i < 6; i++) {
            patient[i] = two.acquire("patient", 100 + i);
        }
        // Each of these sets a timer that is earlier than the pending one, which is set again afterwards.
        for (int i = 1; i <= 5; i++) {
            two.acquire("hasty", 2 + i, (30 + i) * SECOND);
            two.pass(SECOND);
        }
        assertThat(two.alarmsSet()).isEqualTo(6);

        two.pass(25 * SECOND);
        for (int i = 0; i < 4; i++) {
            patient[i].ends(Meaning.ANSWERED);
            two.pass(30 * SECOND);
        }

        assertThat(two.alarmsSet()).isEqualTo(1);
    }

    @Test
    void theLimitLearnedFromAnAnswerAppliesToWaitingRecords() {
        PermitQueueFixture three = new PermitQueueFixture(3);
        Someone ann = three.acquire("ann", 1);
        ann.permit.release(new CallResult(Meaning.ANSWERED, 0, 0, new Rejection(Rejection.Obstacle.UNAVAILABLE, ""),
                java.util.Optional.of(new CallResult.Rate(2, -1, 0, PERIOD))));

        assertThat(three.acquire("bob", 2).permit).isNotNull();
        assertThat(three.acquire("cem", 3).waits()).isTrue();
        assertThat(three.queue.state().limit()).isEqualTo(2);
    }
}
