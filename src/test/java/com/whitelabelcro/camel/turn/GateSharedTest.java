package com.whitelabelcro.camel.turn;

import static com.whitelabelcro.camel.turn.GateRig.PERIOD;
import static com.whitelabelcro.camel.turn.GateRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.PermitRows.NoneFor;
import com.whitelabelcro.camel.once.PermitRows.Taken;
import com.whitelabelcro.camel.turn.GateRig.Someone;
import com.whitelabelcro.camel.turn.Report.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the gate does with the permits that all processes share. */
class GateSharedTest {

    private final GateRig rig = new GateRig(10);

    @Test
    void whoFindsNoneFreeWaitsForAsLongAsTheLedgerSaysAndAsksAgain() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone ann = rig.enter("ann", 1);
        answer.complete(new NoneFor(Duration.ofSeconds(7)));
        rig.rows.letGo();

        rig.pass(7 * SECOND - 1);
        assertThat(ann.waits()).isTrue();
        rig.pass(1);

        assertThat(ann.permit).isNotNull();
        assertThat(rig.rows.asked).isEqualTo(2);
    }

    @Test
    void asManyAreAskedForAsWaitAndNoMore() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        for (int i = 0; i < 4; i++) {
            rig.enter("waiting " + i, i);
        }
        assertThat(rig.rows.asked).isEqualTo(4);
        assertThat(rig.went()).isEmpty();

        answer.complete(FakeRows.row(1));

        assertThat(rig.went()).containsExactly("waiting 0", "waiting 1", "waiting 2", "waiting 3");
    }

    @Test
    void aPermitThatComesForNobodyGoesBackUnused() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone hasty = rig.enter("hasty", 1, SECOND);
        rig.pass(SECOND);
        assertThat(hasty.why.kind()).isEqualTo(TurnedAway.Kind.TOO_LATE);

        answer.complete(FakeRows.row(1));

        assertThat(rig.rows.coolDowns()).containsExactly(Duration.ZERO);
        assertThat(rig.gate.state().inFlight()).isZero();
        assertThat(rig.gate.state().used()).isZero();
    }

    @Test
    void anAnswerLetsThePermitCoolDownForAPeriodAndNotAMillisecondLess() {
        rig.enter("ann", 1).ends(Kind.DONE);

        assertThat(rig.rows.coolDowns()).containsExactly(Duration.ofNanos(PERIOD).plusMillis(1));
    }

    @Test
    void aLedgerThatCannotSayTurnsAwayWhoWaitsOneAfterTheOther() {
        CompletableFuture<Taken> broken = rig.rows.holdBack();
        Someone ann = rig.enter("ann", 1);
        broken.completeExceptionally(new LedgerException(LedgerException.Reason.NOT_WRITABLE, "The disk is full"));
        rig.pass(0);
        assertThat(ann.why).isEqualTo(new TurnedAway(TurnedAway.Kind.NO_LEDGER, "The disk is full"));
        assertThat(rig.gate.state().inFlight()).isZero();
        rig.rows.letGo();

        Someone ben = rig.enter("ben", 2);
        rig.pass(SECOND);

        assertThat(ben.permit).isNotNull();
    }

    @Test
    void whileAClosedConnectionIsProbedOneIsAskedForAtATime() {
        Someone first = rig.enter("first", 1);
        first.limitedFor(5 * SECOND);
        rig.rows.holdBack();
        rig.enter("second", 2);
        rig.enter("third", 3);
        int before = rig.rows.asked;

        rig.pass(5 * SECOND);

        assertThat(rig.rows.asked - before).isEqualTo(1);
    }

    @Test
    void othersCanSeeThatAConnectionIsClosedAndThatItIsOpenAgain() {
        rig.enter("first", 1).limitedFor(5 * SECOND);
        rig.pass(5 * SECOND);
        rig.enter("probe", 2).ends(Kind.DONE);
        rig.enter("refused", 3).refused();

        assertThat(rig.rows.pauses()).containsExactly(
                "PT5S LIMITED: LIMITED", "PT30S LIMITED: LIMITED", "PT0S NONE: ", "PT1M SUSPENDED: REFUSED");
    }

    @Test
    void whoeverStopsGivesBackWhatComesTooLate() {
        CompletableFuture<Taken> answer = rig.rows.holdBack();
        Someone ann = rig.enter("ann", 1);
        rig.stop();

        answer.complete(FakeRows.row(1));

        assertThat(ann.calls).isEqualTo(1);
        assertThat(rig.rows.coolDowns()).containsExactly(Duration.ZERO);
    }
}
