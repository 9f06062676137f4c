package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SECOND;
import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SUSPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pauses or suspends a connection that answers, and how it recovers. */
@Fast
class PermitQueueCircuitTest {

    private final PermitQueueFixture rig = new PermitQueueFixture(1_000);
    private long tickets;

    @Test
    void a429PausesTheConnectionForAsLongAsTheServerSaysAndOneProbeFollows() {
        Someone first = come("first");
        first.limitedFor(7 * SECOND);
        Someone second = come("second");
        Someone third = come("third");

        rig.pass(7 * SECOND - 1);
        assertThat(second.waits()).isTrue();
        rig.pass(1);
        assertThat(second.permit).isNotNull();
        assertThat(third.waits()).isTrue();

        second.ends(Meaning.DONE);
        assertThat(third.permit).isNotNull();
    }

    @Test
    void aLaterAndLonger429ProlongsThePauseAndAShorterOneDoesNotShortenIt() {
        Someone first = come("first");
        Someone second = come("second");
        Someone third = come("third");
        first.limitedFor(5 * SECOND);
        second.limitedFor(9 * SECOND);
        third.limitedFor(SECOND);
        Someone fourth = come("fourth");

        rig.pass(9 * SECOND - 1);
        assertThat(fourth.waits()).isTrue();
        rig.pass(1);
        assertThat(fourth.permit).isNotNull();
    }

    @Test
    void a429DuringAProbeStillPauses() {
        Someone slow = come("slow");
        come("first").limitedFor(SECOND);
        Someone probe = come("probe");
        Someone next = come("next");
        rig.pass(SECOND);
        slow.limitedFor(30 * SECOND);
        probe.ends(Meaning.ANSWERED);

        rig.pass(30 * SECOND - 1);
        assertThat(next.waits()).isTrue();
        rig.pass(1);
        assertThat(next.permit).isNotNull();
    }

    @Test
    void a401FailsAllWaitingAndNewRecordsUntilAProbeAfterTheSuspensionSucceeds() {
        PermitQueueFixture narrow = new PermitQueueFixture(3, 1);
        Someone first = narrow.acquire("first", 1);
        Someone waiting = narrow.acquire("waiting", 2);
        first.refused();
        assertThat(waiting.why.kind()).isEqualTo(Rejection.Obstacle.KEY_REFUSED);
        narrow.pass(SUSPEND - 1);
        assertThat(narrow.acquire("early", 3).why.kind()).isEqualTo(Rejection.Obstacle.KEY_REFUSED);

        narrow.pass(1);
        Someone probe = narrow.acquire("probe", 4);
        assertThat(probe.permit).isNotNull();
        assertThat(narrow.acquire("meanwhile", 5).why.kind()).isEqualTo(Rejection.Obstacle.KEY_REFUSED);
        probe.refused();
        assertThat(narrow.acquire("again", 6).why.kind()).isEqualTo(Rejection.Obstacle.KEY_REFUSED);

        narrow.pass(SUSPEND);
        narrow.acquire("second probe", 7).ends(Meaning.ANSWERED);
        assertThat(narrow.acquire("last", 8).permit).isNotNull();
    }

    @Test
    void aLateSuccessDoesNotCloseTheCircuitOfARefusedKey() {
        Someone late = come("late");
        come("first").refused();

        late.ends(Meaning.ANSWERED);

        assertThat(come("next").why.kind()).isEqualTo(Rejection.Obstacle.KEY_REFUSED);
    }

    @Test
    void anOutageWhileProbingARefusedKeyKeepsItSuspended() {
        come("first").refused();
        rig.pass(SUSPEND);
        come("probe").ends(Meaning.OUTAGE);

        assertThat(come("next").why.kind()).isEqualTo(Rejection.Obstacle.KEY_REFUSED);
    }

    @Test
    void five403sInARowSuspendButNeitherFourNorFiveWithASuccessBetween() {
        fail(4, Meaning.SUSPECT);
        come("success").ends(Meaning.DONE);
        fail(4, Meaning.SUSPECT);
        Someone fifth = come("fifth");
        assertThat(fifth.permit).isNotNull();

        fifth.forbidden();

        assertThat(come("next").why.kind()).isEqualTo(Rejection.Obstacle.FORBIDDEN);
        rig.pass(SUSPEND);
        come("probe").forbidden();
        assertThat(come("after the probe").why.kind()).isEqualTo(Rejection.Obstacle.FORBIDDEN);
    }

    @ParameterizedTest
    @EnumSource(value = Meaning.class, names = {"ANSWERED", "SERVER_ERROR", "OUTAGE", "NONE"})
    void onlyASuccessEndsARowOf403s(Meaning between) {
        for (int i = 0; i < 4; i++) {
            come("forbidden").forbidden();
            come("between").ends(between);
        }
        come("fifth").forbidden();

        assertThat(come("next").why.kind()).isEqualTo(Rejection.Obstacle.FORBIDDEN);
    }

    @Test
    void aRefusalOfOneRecordShowsThatTheKeyIsAcceptedAgain() {
        come("first").refused();
        rig.pass(SUSPEND);
        come("probe").ends(Meaning.ANSWERED);

        assertThat(come("next").permit).isNotNull();
    }

    @Test
    void aRecordWhoseDeadlineIsBeforeTheEndOfAPauseFailsAtOnce() {
        Someone first = come("first");
        first.limitedFor(30 * SECOND);

        assertThat(rig.acquire("hasty", ++tickets, 29 * SECOND).why.kind()).isEqualTo(Rejection.Obstacle.LIMITED);
        assertThat(rig.acquire("patient", ++tickets, 31 * SECOND).waits()).isTrue();
    }

    @Test
    void theStateSaysWhyAndForHowLongACircuitIsOpen() {
        come("first").limitedFor(7 * SECOND);
        come("waiting");
        rig.pass(2 * SECOND);

        ConnectionSnapshot state = rig.queue.state();

        assertThat(state.state()).isEqualTo(State.LIMITED);
        assertThat(state.openFor()).isEqualTo(5 * SECOND);
        assertThat(state.why()).isEqualTo("LIMITED");
        assertThat(state.waiting()).isEqualTo(1);
    }

    private Someone come(String name) {
        return rig.acquire(name, ++tickets);
    }

    /** Acquires permits for this many records; then all of them fail, one after the other. */
    private void fail(int records, Meaning kind) {
        List<Someone> failing = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            failing.add(come("failing"));
        }
        failing.forEach(each -> each.ends(kind));
    }
}
