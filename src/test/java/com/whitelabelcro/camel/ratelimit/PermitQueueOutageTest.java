package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SECOND;
import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SUSPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a connection whose server is down is paused, and how it recovers. */
@Fast
class PermitQueueOutageTest {

    private final PermitQueueFixture rig = new PermitQueueFixture(1_000);
    private final List<Someone> all = new ArrayList<>();
    private long tickets;

    @Test
    void fiveOutagesInARowPauseForOneTwoFourSecondsUpToSuspendWithOneProbeEach() {
        fail(5, Meaning.OUTAGE);
        for (int i = 0; i < 20; i++) {
            come("waiting " + i);
        }
        rig.went();
        long pause = SECOND;
        for (int probes = 0; probes < 9; probes++) {
            rig.pass(pause - 1);
            assertThat(rig.went()).isEmpty();
            rig.pass(1);
            List<String> probe = rig.went();
            assertThat(probe).hasSize(1);
            rig.pass(SECOND);
            assertThat(rig.went()).isEmpty();
            waiting(probe.get(0)).ends(Meaning.OUTAGE);
            rig.acquire(waiting(probe.get(0)));
            pause = Math.min(SUSPEND, 2 * pause);
        }
        assertThat(pause).isEqualTo(SUSPEND);

        rig.pass(pause);
        waiting(rig.went().get(0)).ends(Meaning.ANSWERED);
        assertThat(rig.went()).hasSize(19);
    }

    @Test
    void fourOutagesInARowOrFiveWithASuccessBetweenThemDoNotPause() {
        fail(4, Meaning.OUTAGE);
        assertThat(come("fifth").permit).isNotNull();
        come("success").ends(Meaning.DONE);
        fail(4, Meaning.OUTAGE);

        assertThat(come("last").permit).isNotNull();
    }

    @Test
    void aSinglePoisonedRecordNeverPausesTheConnectionHoweverOftenItFails() {
        Someone poisoned = come("poisoned");
        for (int i = 0; i < 30; i++) {
            poisoned.ends(Meaning.OUTAGE);
            rig.acquire(poisoned);
            assertThat(come("other").permit).isNotNull();
        }
    }

    @Test
    void aSinglePoisonedRecordDoesNotKeepTheCircuitOpenAfterAnOutage() {
        Someone poisoned = come("poisoned");
        fail(5, Meaning.OUTAGE);
        Someone other = come("other");
        poisoned.ends(Meaning.OUTAGE);
        rig.acquire(poisoned);

        rig.pass(SECOND);
        poisoned.ends(Meaning.OUTAGE);
        rig.acquire(poisoned);
        rig.pass(2 * SECOND);

        assertThat(other.permit).isNotNull();
        other.ends(Meaning.ANSWERED);
        assertThat(come("next").permit).isNotNull();
    }

    @Test
    void aLateAnswerShowsThatAnOutageIsOver() {
        Someone late = come("late");
        fail(5, Meaning.OUTAGE);
        Someone waiting = come("waiting");
        assertThat(waiting.waits()).isTrue();

        late.ends(Meaning.ANSWERED);

        assertThat(waiting.permit).isNotNull();
    }

    @Test
    void aProbeOfAnEarlierOutageDecidesNothingAboutALaterOne() {
        Someone late = come("late");
        fail(5, Meaning.OUTAGE);
        Someone oldProbe = come("old probe");
        rig.pass(SECOND);
        late.ends(Meaning.ANSWERED);
        fail(5, Meaning.OUTAGE);
        Someone newProbe = come("new probe");
        Someone third = come("third");
        rig.pass(SECOND);
        assertThat(newProbe.permit).isNotNull();

        oldProbe.ends(Meaning.OUTAGE);

        rig.pass(SUSPEND);
        assertThat(third.waits()).isTrue();
        newProbe.ends(Meaning.ANSWERED);
        assertThat(third.permit).isNotNull();
    }

    @Test
    void aServerErrorNeitherEndsAnOutageNorCountsAsOne() {
        fail(20, Meaning.SERVER_ERROR);
        Someone late = come("late");
        assertThat(late.permit).isNotNull();
        fail(5, Meaning.OUTAGE);
        Someone probe = come("probe");
        Someone next = come("next");

        late.ends(Meaning.SERVER_ERROR);
        assertThat(probe.waits()).isTrue();
        rig.pass(SECOND);
        probe.ends(Meaning.SERVER_ERROR);

        assertThat(next.waits()).isTrue();
        rig.pass(2 * SECOND);
        assertThat(next.permit).isNotNull();
    }

    @Test
    void aRecordThatExpiresDuringAnOutageIsNotReportedAsRateLimited() {
        fail(5, Meaning.OUTAGE);

        assertThat(rig.acquire("hasty", ++tickets, 1).why.kind()).isEqualTo(Rejection.Obstacle.TOO_LATE);
    }

    @Test
    void aPermitWithoutAnAnswerLeavesAnOpenCircuitAsItWas() {
        fail(5, Meaning.OUTAGE);
        Someone probe = come("probe");
        Someone next = come("next");
        rig.pass(SECOND);

        probe.ends(Meaning.NONE);

        assertThat(next.permit).isNotNull();
        assertThat(come("third").waits()).isTrue();
    }

    @Test
    void aProbeOnBehalfOfOthersDoesNotCountAsAnAttempt() {
        fail(5, Meaning.OUTAGE);
        Someone forAll = come("for all");
        come("other");
        rig.pass(SECOND);
        assertThat(forAll.permit.countsAsAttempt()).isFalse();

        Someone alone = alone();
        assertThat(alone.permit.countsAsAttempt()).isTrue();
        assertThat(alone.permit.probes()).isNotNull();
    }

    /** A probe while no other record waits. */
    private static Someone alone() {
        PermitQueueFixture other = new PermitQueueFixture(10);
        other.acquire("first", 1).limitedFor(SECOND);
        other.pass(SECOND);
        return other.acquire("alone", 2);
    }

    private Someone come(String name) {
        Someone someone = rig.acquire(name, ++tickets);
        all.add(someone);
        return someone;
    }

    private Someone waiting(String name) {
        return all.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
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
