package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.ratelimit.PermitStore.NoneFor;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A permit is reserved for a record that begins only if that record could be sent at once. */
@Fast
class PermitReservationTest {

    private final PermitQueueFixture fixture = new PermitQueueFixture(2);

    private PermitReservation reservation() {
        return new PermitReservation(fixture.queue, fixture.shared, PermitQueueFixture.ACCOUNT, 9, () -> 0);
    }

    @Test
    void aReservedPermitIsGrantedAtOnceAndCoolsDownLikeAnyOther() {
        PermitReservation reserved = reservation();
        assertThat(reserved.reserve()).isPresent();
        reserved.settle(FakePermitStore.row(1));

        assertThat(reserved.permit()).isNotNull();
        assertThat(fixture.rows.asked).as("requested from the store by the queue").isZero();
        reserved.permit().release(CallResult.none(0));
        assertThat(fixture.rows.coolDowns()).containsExactly(Duration.ofSeconds(60).plusMillis(1));
        assertThat(fixture.queue.state().inFlight()).isZero();
        assertThat(fixture.queue.state().used()).isOne();
    }

    @Test
    void noMorePermitsAreReservedThanExist() {
        assertThat(reservation().reserve()).isPresent();
        assertThat(reservation().reserve()).isPresent();
        assertThat(reservation().reserve()).isEmpty();
    }

    @Test
    void noPermitIsReservedWhileOthersWait() {
        fixture.acquire("first", 1);
        fixture.acquire("second", 2);
        PermitQueueFixture.Someone third = fixture.acquire("third", 3);
        assertThat(third.waits()).isTrue();

        assertThat(reservation().reserve()).isEmpty();
    }

    @Test
    void noPermitIsReservedWhileTheCircuitIsOpenOrTheQueueIsStoppedOrForAnotherAccount() {
        assertThat(new PermitReservation(fixture.queue, fixture.shared, new AccountId("b".repeat(64)), 9, () -> 0).reserve()).isEmpty();
        fixture.owner = new CompletableFuture<ConnectionOwner>();
        assertThat(reservation().reserve()).as("the account of the key is not known").isEmpty();
        fixture.owner = CompletableFuture.completedFuture(new ConnectionOwner(FakePermitStore.KEY, PermitQueueFixture.ACCOUNT));

        fixture.acquire("refused", 1).refused();
        assertThat(reservation().reserve()).as("suspended").isEmpty();
        fixture.pass(PermitQueueFixture.SUSPEND + PermitQueueFixture.SECOND);
        assertThat(reservation().reserve()).as("the next request is a probe").isEmpty();

        PermitQueueFixture other = new PermitQueueFixture(2);
        other.stop();
        assertThat(new PermitReservation(other.queue, other.shared, PermitQueueFixture.ACCOUNT, 9, () -> 0).reserve()).as("stopped").isEmpty();
    }

    @Test
    void aReservedPermitThatIsNotUsedGoesToTheNextWaitingRecord() {
        PermitReservation one = reservation();
        PermitReservation two = reservation();
        one.reserve();
        two.reserve();
        PermitQueueFixture.Someone waiting = fixture.acquire("waiting", 10);
        assertThat(waiting.waits()).isTrue();

        one.settle(null);
        fixture.pass(0);

        assertThat(one.permit()).isNull();
        assertThat(fixture.went()).containsExactly("waiting");
    }

    @Test
    void ifOtherProcessesHoldAllPermitsTheRecordWaitsUntilTheNextIsFree() {
        PermitReservation reserved = reservation();
        reserved.reserve();
        reserved.settle(new NoneFor(Duration.ofSeconds(5)));

        assertThat(reserved.permit()).isNull();
        assertThat(fixture.queue.state().inFlight()).isZero();
        assertThat(reservation().reserve()).as("known to be taken").isEmpty();
        fixture.acquire("waiting", 9);
        assertThat(fixture.went()).isEmpty();
        fixture.pass(5 * PermitQueueFixture.SECOND);
        assertThat(fixture.went()).containsExactly("waiting");
    }

    @Test
    void ifTheCircuitHasOpenedMeanwhileThePermitIsGivenBackUnused() {
        PermitReservation reserved = reservation();
        reserved.reserve();
        fixture.acquire("refused", 1).refused();

        reserved.settle(FakePermitStore.row(2));
        fixture.pass(0);

        assertThat(reserved.permit()).isNull();
        assertThat(fixture.rows.coolDowns()).endsWith(Duration.ZERO);
        assertThat(fixture.queue.state().inFlight()).isZero();
    }
}
