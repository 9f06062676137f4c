package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.tag.Fast;
import org.junit.jupiter.api.Test;

@Fast
class PermitsTest {

    private static final long PERIOD = 60_000;

    private final Permits permits = new Permits(3, 3, PERIOD);

    @Test
    void aPermitIsFreeExactlyOnePeriodAfterTheAnswerAndNotBefore() {
        takeAll(0);
        permits.answered(5_000);

        assertThat(permits.take(5_000 + PERIOD - 1)).isFalse();
        assertThat(permits.nextFreeAt(5_000 + PERIOD - 1)).isEqualTo(5_000 + PERIOD);
        assertThat(permits.take(5_000 + PERIOD)).isTrue();
        assertThat(permits.take(5_000 + PERIOD)).isFalse();
    }

    @Test
    void aRequestWithoutAnAnswerKeepsItsPermitHoweverLongItTakes() {
        takeAll(0);

        assertThat(permits.take(1_000 * PERIOD)).isFalse();
        assertThat(permits.nextFreeAt(1_000 * PERIOD)).isEqualTo(Permits.AFTER_AN_ANSWER);
    }

    @Test
    void noMoreRequestsAreInFlightThanAllowed() {
        Permits narrow = new Permits(100, 2, PERIOD);
        assertThat(narrow.take(0)).isTrue();
        assertThat(narrow.take(0)).isTrue();
        assertThat(narrow.take(0)).isFalse();
        assertThat(narrow.nextFreeAt(0)).isEqualTo(Permits.AFTER_AN_ANSWER);

        narrow.answered(1);

        assertThat(narrow.take(1)).isTrue();
        assertThat(narrow.inFlight()).isEqualTo(2);
    }

    @Test
    void theQuotaThatOthersUsedIsSetAsideUntilTheWindowEnds() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.take(0);
        ten.answered(100);
        // 10 - 5 = 5 counted, one of them ours: four belong to others.
        ten.learnRemaining(5, 0, 17, 30_000, 100);

        assertThat(taken(ten, 100)).isEqualTo(5);
        assertThat(ten.nextFreeAt(100)).isEqualTo(30_000);
        assertThat(taken(ten, 29_999)).isZero();
        assertThat(taken(ten, 30_000)).isEqualTo(4);
    }

    @Test
    void theHighestShareOfOthersWithinOneWindowApplies() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.learnRemaining(4, 0, 17, 30_000, 0);
        ten.learnRemaining(8, 0, 17, 30_000, 10);

        assertThat(ten.used(10)).isEqualTo(6);

        ten.learnRemaining(8, 0, 18, 40_000, 20);

        assertThat(ten.used(20)).isEqualTo(2);
    }

    @Test
    void permitsSetAsideInAPastWindowDoNotCountInTheNextOne() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.learnRemaining(5, 0, 17, 10, 0);
        assertThat(ten.used(9)).isEqualTo(5);

        ten.learnRemaining(7, 0, 17, 30, 20);

        assertThat(ten.used(20)).isEqualTo(3);
        assertThat(ten.used(30)).isZero();
    }

    @Test
    void permitsAreSetAsideForOnePeriodAtMostWhateverTheServerReports() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.learnRemaining(4, 0, 17, 1_000 * PERIOD, 0);

        assertThat(ten.used(PERIOD - 1)).isEqualTo(6);
        assertThat(ten.used(PERIOD)).isZero();
    }

    @Test
    void onePermitAlwaysRemainsToAskTheServerAgain() {
        permits.learnRemaining(0, 0, 17, 30_000, 0);

        assertThat(taken(permits, 0)).isEqualTo(1);
    }

    @Test
    void ownRequestsAreNeverCountedAsThoseOfOthersEvenIfTheirPermitsAreFreeAgain() {
        Permits two = new Permits(2, 2, PERIOD);
        two.take(0);
        long freedBefore = two.freed();
        two.take(1);
        two.answered(2);
        // The first answer comes a period later; by then the other permit is free again.
        two.answered(PERIOD + 5);
        two.learnRemaining(0, freedBefore, 17, PERIOD + 30_000, PERIOD + 5);

        assertThat(two.used(PERIOD + 5)).isEqualTo(1);
    }

    @Test
    void theLimitFollowsTheServerDownAndUpAgainButNotAboveTheConfiguredOne() {
        Permits hundred = new Permits(100, 100, PERIOD);
        hundred.learnLimit(60);
        assertThat(taken(hundred, 0)).isEqualTo(60);

        hundred.learnLimit(200);
        assertThat(taken(hundred, 0)).isEqualTo(40);
        assertThat(hundred.limit()).isEqualTo(100);

        hundred.learnLimit(0);
        assertThat(hundred.limit()).isEqualTo(100);
    }

    @Test
    void theHeadersOfAnAnswerSetAsideWhatOthersUsedUntilTheReset() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.take(0);
        ten.answered(100);

        ten.learn(new CallResult.Rate(8, 5, 17, 30_000), 0, 100);

        // 8 - 5 = 3 counted, one of them ours: two belong to others.
        assertThat(ten.used(100)).isEqualTo(3);
        assertThat(taken(ten, 100)).isEqualTo(5);
        assertThat(ten.nextFreeAt(100)).isEqualTo(30_100);
        assertThat(ten.configured()).isEqualTo(10);
    }

    @Test
    void aRemainingOfZeroLeavesOnePermitAndAnAbsentOneChangesNothing() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.learn(new CallResult.Rate(0, -1, 0, PERIOD), 0, 100);
        assertThat(ten.used(100)).isZero();

        ten.learn(new CallResult.Rate(0, 0, 17, PERIOD), 0, 100);

        assertThat(ten.used(100)).isEqualTo(9);
    }

    @Test
    void permitsFreedBeforeTheRequestLeftAreNotCountedAsRequestsInTheServersWindow() {
        Permits ten = new Permits(10, 10, PERIOD);
        ten.take(0);
        ten.answered(0);
        ten.take(PERIOD);
        long freedBefore = ten.freed();

        ten.learnRemaining(5, freedBefore, 17, 2 * PERIOD, PERIOD);

        assertThat(freedBefore).isOne();
        assertThat(ten.used(PERIOD)).as("one of ours and four of others").isEqualTo(5);
    }

    @Test
    void theSameValueInTheSameWindowDoesNotMoveTheEndOfTheWindow() {
        permits.learnRemaining(2, 0, 17, 30_000, 100);
        permits.learnRemaining(2, 0, 17, 40_000, 200);

        assertThat(taken(permits, 200)).isEqualTo(2);
        assertThat(permits.nextFreeAt(200)).isEqualTo(30_000);
    }

    @Test
    void theNextPermitIsFreeAtOnceAfterItsPeriodHasPassed() {
        takeAll(0);
        permits.answered(0);

        assertThat(permits.nextFreeAt(PERIOD + 7)).isEqualTo(PERIOD + 7);
    }

    private void takeAll(long now) {
        assertThat(taken(permits, now)).isEqualTo(3);
    }

    private static int taken(Permits permits, long now) {
        int taken = 0;
        while (permits.take(now)) {
            taken++;
        }
        return taken;
    }
}
