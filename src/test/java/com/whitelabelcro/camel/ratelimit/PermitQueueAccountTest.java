package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Obstacle;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A connection gets another key while records wait: none of them is sent with the key of another account. */
@Fast
class PermitQueueAccountTest {

    private static final AccountId OTHER = new AccountId("b".repeat(64));

    private final PermitQueueFixture rig = new PermitQueueFixture(1);

    private static CompletionStage<ConnectionOwner> of(AccountId account) {
        return CompletableFuture.completedFuture(new ConnectionOwner(FakePermitStore.KEY, account));
    }

    @Test
    void aRecordOfAnotherAccountIsRejectedAndItsPermitIsNotUsed() {
        Someone first = rig.acquire("first", 1);
        Someone second = rig.acquire("second", 2);
        Someone third = rig.acquire("third", 3);
        rig.owner = of(OTHER);

        first.ends(CallResult.Meaning.DONE);
        rig.pass(PermitQueueFixture.PERIOD);

        assertThat(List.of(second.why.kind(), third.why.kind())).containsOnly(Obstacle.OTHER_ACCOUNT);
        assertThat(rig.went()).containsExactly("first");
        assertThat(rig.rows.coolDowns()).as("the other account's permit is free at once").last().satisfies(
                each -> assertThat(each).isZero());
    }

    @Test
    void aRecordOfTheNewAccountDoesNotWaitForThoseOfTheOldOne() {
        Someone first = rig.acquire("first", 1);
        Someone before = rig.acquire("before", 2);
        Someone after = rig.acquire("after", 3);
        rig.owner = of(OTHER);
        after.account = OTHER;

        first.ends(CallResult.Meaning.DONE);
        rig.pass(PermitQueueFixture.PERIOD);

        assertThat(before.why.kind()).isEqualTo(Obstacle.OTHER_ACCOUNT);
        assertThat(rig.went()).containsExactly("first", "after");
    }

    @Test
    void aRecordThatWaitsForItsRetryIsRejectedToo() {
        Someone resting = rig.acquireLater("resting", 1, PermitQueueFixture.SECOND);
        rig.owner = of(OTHER);

        rig.pass(PermitQueueFixture.SECOND);

        assertThat(resting.why.kind()).isEqualTo(Obstacle.OTHER_ACCOUNT);
        assertThat(rig.went()).isEmpty();
    }

    @Test
    void aKeyThatTheLedgerRefusesRejectsAllWaitingRecordsWithTheReason() {
        Someone first = rig.acquire("first", 1);
        List<Someone> waiting = IntStream.range(2, 100).mapToObj(i -> rig.acquire("w" + i, i)).toList();
        rig.owner = CompletableFuture.failedFuture(
                new LedgerException(LedgerException.Reason.SETTINGS, "say the company"));

        first.ends(CallResult.Meaning.DONE);
        rig.pass(PermitQueueFixture.PERIOD);

        assertThat(waiting).allSatisfy(each -> assertThat(each.why).isEqualTo(
                new Rejection(Obstacle.OTHER_ACCOUNT, "say the company")));
        rig.owner = of(PermitQueueFixture.ACCOUNT);
        Someone late = rig.acquire("late", 100);
        rig.pass(2 * PermitQueueFixture.SECOND);
        assertThat(rig.went()).as("it continues with a key that is not refused").containsExactly("first", "late");
        assertThat(late.why).isNull();
    }
}
