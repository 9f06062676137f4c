package com.whitelabelcro.camel.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.once.Accounts.Owner;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.turn.GateRig.Someone;
import com.whitelabelcro.camel.turn.TurnedAway.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A connection gets another key while records wait: none of them goes with another account's. */
class GateAccountTest {

    private static final AccountId OTHER = new AccountId("b".repeat(64));

    private final GateRig rig = new GateRig(1);

    private static CompletionStage<Owner> of(AccountId account) {
        return CompletableFuture.completedFuture(new Owner(FakeRows.KEY, account));
    }

    @Test
    void whoCameUnderAnotherAccountIsToldAndItsPermitIsNotUsed() {
        Someone first = rig.enter("first", 1);
        Someone second = rig.enter("second", 2);
        Someone third = rig.enter("third", 3);
        rig.owner = of(OTHER);

        first.ends(Report.Kind.DONE);
        rig.pass(GateRig.PERIOD);

        assertThat(List.of(second.why.kind(), third.why.kind())).containsOnly(Kind.OTHER_ACCOUNT);
        assertThat(rig.went()).containsExactly("first");
        assertThat(rig.rows.coolDowns()).as("the other account's permit is free at once").last().satisfies(
                each -> assertThat(each).isZero());
    }

    @Test
    void whoComesUnderTheNewAccountGoesWithoutWaitingForThose() {
        Someone first = rig.enter("first", 1);
        Someone before = rig.enter("before", 2);
        Someone after = rig.enter("after", 3);
        rig.owner = of(OTHER);
        after.account = OTHER;

        first.ends(Report.Kind.DONE);
        rig.pass(GateRig.PERIOD);

        assertThat(before.why.kind()).isEqualTo(Kind.OTHER_ACCOUNT);
        assertThat(rig.went()).containsExactly("first", "after");
    }

    @Test
    void whoRestsBeforeItIsTriedAgainIsToldToo() {
        Someone resting = rig.enterLater("resting", 1, GateRig.SECOND);
        rig.owner = of(OTHER);

        rig.pass(GateRig.SECOND);

        assertThat(resting.why.kind()).isEqualTo(Kind.OTHER_ACCOUNT);
        assertThat(rig.went()).isEmpty();
    }

    @Test
    void aKeyThatTheLedgerRefusesTellsAllWhoWaitAtOnceAndWhy() {
        Someone first = rig.enter("first", 1);
        List<Someone> waiting = IntStream.range(2, 100).mapToObj(i -> rig.enter("w" + i, i)).toList();
        rig.owner = CompletableFuture.failedFuture(
                new LedgerException(LedgerException.Reason.SETTINGS, "say the company"));

        first.ends(Report.Kind.DONE);
        rig.pass(GateRig.PERIOD);

        assertThat(waiting).allSatisfy(each -> assertThat(each.why).isEqualTo(
                new TurnedAway(Kind.OTHER_ACCOUNT, "say the company")));
        rig.owner = of(GateRig.ACCOUNT);
        Someone late = rig.enter("late", 100);
        rig.pass(2 * GateRig.SECOND);
        assertThat(rig.went()).as("it goes on with a key that is not refused").containsExactly("first", "late");
        assertThat(late.why).isNull();
    }
}
