package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Obstacle;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The key, the limit or the existence of a connection changes while its queue works. */
@Fast
class PermitQueueKeyTest {

    private static final KeyId NEW = new KeyId("1".repeat(64));
    private static final KeyId NEWER = new KeyId("2".repeat(64));

    private final PermitQueueFixture rig = new PermitQueueFixture(5);

    private void keyIs(KeyId key) {
        rig.owner = CompletableFuture.completedFuture(new ConnectionOwner(key, PermitQueueFixture.ACCOUNT));
        rig.rows.key = key;
    }

    private void replaceKey(KeyId key) {
        keyIs(key);
        rig.look();
    }

    @Test
    void aNewKeyIsTriedAtOnceByOneRecordWhileTheOthersWaitForItsAnswer() {
        rig.acquire("refused", 1).refused();
        assertThat(rig.acquire("too early", 2).why.kind()).isEqualTo(Obstacle.KEY_REFUSED);

        replaceKey(NEW);
        Someone probe = rig.acquire("probe", 3);
        Someone behind = rig.acquire("behind", 4);

        assertThat(probe.permit.isOf(NEW)).isTrue();
        assertThat(behind.waits()).isTrue();
        probe.ends(CallResult.Meaning.DONE);
        assertThat(behind.permit).isNotNull();
        assertThat(rig.queue.state().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void ifTheNewKeyIsRefusedTooTheConnectionIsSuspendedAgainUntilTheNextOneComes() {
        rig.acquire("refused", 1).refused();
        replaceKey(NEW);
        Someone probe = rig.acquire("probe", 2);
        Someone behind = rig.acquire("behind", 3);

        probe.refused();

        assertThat(behind.why.kind()).isEqualTo(Obstacle.KEY_REFUSED);
        assertThat(rig.queue.state().state()).isEqualTo(State.SUSPENDED);
        rig.look();
        assertThat(rig.queue.state().state()).as("the same key changes nothing").isEqualTo(State.SUSPENDED);
        replaceKey(NEWER);
        assertThat(rig.acquire("next", 4).permit.isOf(NEWER)).isTrue();
    }

    @Test
    void theLimitsOfTheFormerKeyDoNotHoldForTheNewOne() {
        Someone slow = rig.acquire("slow", 1);
        Someone limited = rig.acquire("limited", 2);
        replaceKey(NEW);

        slow.refused();
        limited.limitedFor(PermitQueueFixture.SECOND);

        assertThat(rig.acquire("next", 3).permit.isOf(NEW)).isTrue();
        assertThat(rig.queue.state().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void thePauseOfALimitedKeyEndsWithTheKey() {
        rig.acquire("limited", 1).limitedFor(PermitQueueFixture.PERIOD);
        Someone waiting = rig.acquire("waiting", 2);
        assertThat(waiting.waits()).isTrue();

        replaceKey(NEW);

        assertThat(waiting.permit.isOf(NEW)).isTrue();
    }

    @Test
    void aNewKeyDoesNotEndAnOutage() {
        for (int i = 1; i <= 5; i++) {
            rig.acquire("down", i).ends(CallResult.Meaning.OUTAGE);
        }

        replaceKey(NEW);

        assertThat(rig.queue.state().state()).isEqualTo(State.OPEN);
    }

    @Test
    void aNewKeyIsPublishedSoThatListenersUseTheConnectionAgain() {
        rig.acquire("refused", 1).refused();

        replaceKey(NEW);

        assertThat(rig.events).last().isInstanceOfSatisfying(ConnectionStateChanged.class,
                change -> assertThat(change.state()).isEqualTo(State.HALF_OPEN));
    }

    @Test
    void recordsWaitingForARemovedConnectionAreRejectedAndThoseInFlightEnd() {
        Someone underWay = rig.acquire("under way", 1);
        Someone resting = rig.acquireLater("resting", 2, PermitQueueFixture.SECOND);
        for (int i = 3; i <= 6; i++) {
            rig.acquire("also", i);
        }
        Someone waiting = rig.acquire("waiting", 7);

        rig.remove(new Rejection(Obstacle.REMOVED, "gone"));

        assertThat(waiting.why.kind()).isEqualTo(Obstacle.REMOVED);
        assertThat(resting.why.kind()).isEqualTo(Obstacle.REMOVED);
        assertThat(rig.acquire("later", 8).why.kind()).isEqualTo(Obstacle.REMOVED);
        assertThat(rig.acquireLater("later", 9, 1).why.kind()).isEqualTo(Obstacle.REMOVED);
        underWay.ends(CallResult.Meaning.DONE);
        assertThat(underWay.calls).isEqualTo(1);
    }

    @Test
    void aConnectionThatComesBackRemembersWhichPermitsAreUsed() {
        for (int i = 1; i <= 5; i++) {
            rig.acquire("before", i).ends(CallResult.Meaning.DONE);
        }
        rig.remove(new Rejection(Obstacle.REMOVED, "gone"));

        rig.queue.configure(5, 5);

        Someone next = rig.acquire("next", 6);
        assertThat(next.waits()).isTrue();
        rig.pass(PermitQueueFixture.PERIOD);
        assertThat(next.permit).isNotNull();
    }

    @Test
    void aHigherLimitGrantsMorePermits() {
        for (int i = 1; i <= 5; i++) {
            rig.acquire("before", i).ends(CallResult.Meaning.DONE);
        }
        Someone sixth = rig.acquire("sixth", 6);
        assertThat(sixth.waits()).isTrue();

        rig.queue.configure(6, 6);
        rig.look();

        assertThat(sixth.permit).isNotNull();
        assertThat(rig.acquire("seventh", 7).waits()).isTrue();
    }
}
