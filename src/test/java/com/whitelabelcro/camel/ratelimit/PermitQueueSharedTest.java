package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.PERIOD;
import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.ratelimit.PermitStore.NoneFor;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How the queue uses the permits that all processes share. */
@Fast
class PermitQueueSharedTest {

    private final PermitQueueFixture rig = new PermitQueueFixture(10);

    @Test
    void aRecordThatFindsNoPermitWaitsForAsLongAsTheLedgerSaysAndAsksAgain() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone ann = rig.acquire("ann", 1);
        answer.complete(new NoneFor(Duration.ofSeconds(7)));
        rig.rows.letGo();

        rig.pass(7 * SECOND - 1);
        assertThat(ann.waits()).isTrue();
        rig.pass(1);

        assertThat(ann.permit).isNotNull();
        assertThat(rig.rows.asked).isEqualTo(2);
    }

    /** The ledger reports when a permit in flight is free without an answer; after an answer it is free one period later. */
    @Test
    void aRecordThatFindsAllPermitsInFlightInOtherProcessesAsksAgainAfterOnePeriod() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone ann = rig.acquire("ann", 1);
        answer.complete(new NoneFor(rig.shared.request(PermitQueueFixture.ACCOUNT).orElseThrow().hold()));
        rig.rows.letGo();

        rig.pass(PERIOD);
        assertThat(ann.waits()).isTrue();
        rig.pass(SECOND);

        assertThat(ann.permit).isNotNull();
    }

    @Test
    void asManyPermitsAreRequestedAsRecordsWait() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        for (int i = 0; i < 4; i++) {
            rig.acquire("waiting " + i, i);
        }
        assertThat(rig.rows.asked).isEqualTo(4);
        assertThat(rig.went()).isEmpty();

        answer.complete(FakePermitStore.row(1));

        assertThat(rig.went()).containsExactly("waiting 0", "waiting 1", "waiting 2", "waiting 3");
    }

    @Test
    void aPermitThatNobodyWaitsForIsReturnedUnused() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone hasty = rig.acquire("hasty", 1, SECOND);
        rig.pass(SECOND);
        assertThat(hasty.why.kind()).isEqualTo(Rejection.Obstacle.TOO_LATE);

        answer.complete(FakePermitStore.row(1));

        assertThat(rig.rows.coolDowns()).containsExactly(Duration.ZERO);
        assertThat(rig.queue.state().inFlight()).isZero();
        assertThat(rig.queue.state().used()).isZero();
    }

    @Test
    void anAnswerLetsThePermitCoolDownForAPeriodAndNotAMillisecondLess() {
        rig.acquire("ann", 1).ends(Meaning.DONE);

        assertThat(rig.rows.coolDowns()).containsExactly(Duration.ofNanos(PERIOD).plusMillis(1));
    }

    @Test
    void aLedgerThatFailsRejectsTheWaitingRecordsOneAfterTheOther() {
        CompletableFuture<Taken> broken = rig.rows.holdBack();
        Someone ann = rig.acquire("ann", 1);
        broken.completeExceptionally(new LedgerException(LedgerException.Reason.NOT_WRITABLE, "The disk is full"));
        rig.pass(0);
        assertThat(ann.why).isEqualTo(new Rejection(Rejection.Obstacle.NO_LEDGER, "The disk is full"));
        assertThat(rig.queue.state().inFlight()).isZero();
        rig.rows.letGo();

        Someone ben = rig.acquire("ben", 2);
        rig.pass(SECOND);

        assertThat(ben.permit).isNotNull();
    }

    @Test
    void duringProbesOnePermitIsRequestedAtATime() {
        Someone first = rig.acquire("first", 1);
        first.limitedFor(5 * SECOND);
        rig.rows.holdBack();
        rig.acquire("second", 2);
        rig.acquire("third", 3);
        int before = rig.rows.asked;

        rig.pass(5 * SECOND);

        assertThat(rig.rows.asked - before).isEqualTo(1);
    }

    @Test
    void otherProcessesSeeThatACircuitIsOpenAndThatItIsClosedAgain() {
        rig.acquire("first", 1).limitedFor(5 * SECOND);
        rig.pass(5 * SECOND);
        rig.acquire("probe", 2).ends(Meaning.DONE);
        rig.acquire("refused", 3).refused();

        assertThat(rig.rows.pauses()).containsExactly(
                "PT5S LIMITED: LIMITED", "PT30S LIMITED: LIMITED", "PT0S NONE: ", "PT1M SUSPENDED: REFUSED");
    }

    @Test
    void aSharedPermitThatArrivesAfterTheStopIsReturned() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone ann = rig.acquire("ann", 1);
        rig.stop();

        answer.complete(FakePermitStore.row(1));

        assertThat(ann.calls).isEqualTo(1);
        assertThat(rig.rows.coolDowns()).containsExactly(Duration.ZERO);
    }
}
