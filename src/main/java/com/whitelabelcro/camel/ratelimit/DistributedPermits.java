package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.OwnerFailure;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitStore.NoneFor;
import com.whitelabelcro.camel.ratelimit.PermitStore.Pause;
import com.whitelabelcro.camel.ratelimit.PermitStore.Request;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One connection's permits as rows of the ledger, which outlive the process, and which all processes with the same key
 * share. Each is free again one period after the answer; if its process dies, after the response timeout and a period.
 */
final class DistributedPermits {

    /** Rows count in milliseconds: what is cut off must not make the period shorter. */
    private static final Duration CUT_OFF = Duration.ofMillis(1);
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();

    private final PermitStore rows;
    private final Supplier<CompletionStage<ConnectionOwner>> owner;
    private final IntSupplier limit;
    private final Duration period;
    private final Duration timeout;
    private final Duration hold;

    /**
     * What came of asking for one.
     *
     * @param row the permit; null if none is to be had
     * @param account whose records may go with it; null if there is no permit
     * @param freeIn when it makes sense to ask again, nanoseconds
     * @param why if the ledger cannot say, what is told to one who waits; else null
     * @param forAll whether all who wait are told, since nobody can be sent
     */
    record Answer(Row row, AccountId account, long freeIn, Rejection why, boolean forAll) {

        static Answer none(long freeIn, Rejection why, boolean forAll) {
            return new Answer(null, null, freeIn, why, forAll);
        }
    }

    /**
     * @param owner whose the connection is at the moment: which key's permits, and whose records
     * @param limit how many permits the connection has at the moment
     * @param timeout how long an answer may take
     */
    public DistributedPermits(PermitStore rows, Supplier<CompletionStage<ConnectionOwner>> owner, IntSupplier limit, Duration period, Duration timeout) {
        this.rows = rows;
        this.owner = owner;
        this.limit = limit;
        this.period = period.plus(CUT_OFF);
        this.timeout = timeout;
        this.hold = timeout.plus(this.period);
    }

    /** Asks for one; the answer comes on a worker's thread. */
    void take(Consumer<Answer> told) {
        take().whenComplete((answer, problem) -> told.accept(problem == null ? answer : failed(problem)));
    }

    private CompletionStage<Answer> take() {
        try {
            return owner.get().thenCompose(
                    each -> rows.take(request(each)).thenApply(taken -> answer(taken, each.account())));
        } catch (Throwable e) {
            // Let through, it would leave one asked for that never comes.
            return CompletableFuture.failedStage(e);
        }
    }

    /** What to ask for on behalf of a record of this account; empty unless it is known at this moment that the key is its own. */
    Optional<Request> request(AccountId account) {
        return presentOwner().filter(each -> each.account().equals(account)).map(this::request);
    }

    /** Whose the connection is, if that is known at this moment. */
    private Optional<ConnectionOwner> presentOwner() {
        CompletableFuture<ConnectionOwner> present = owner.get().toCompletableFuture();
        return present.isDone() && !present.isCompletedExceptionally() ? Optional.of(present.join()) : Optional.empty();
    }

    /** The key of the connection, if it is known at this moment. */
    Optional<KeyId> presentKey() {
        return presentOwner().map(ConnectionOwner::key);
    }

    private Request request(ConnectionOwner each) {
        return new Request(each.key(), limit.getAsInt(), hold);
    }

    /**
     * What the store says. If all permits are in flight, it says when they are free without an answer; a permit that is answered
     * now is free after one period, so that it makes sense to ask again then.
     */
    Answer answer(Taken taken, AccountId account) {
        return taken instanceof Row row ? new Answer(row, account, 0, null, false)
                : Answer.none(Math.min(((NoneFor) taken).in().toNanos(), period.toNanos()), null, false);
    }

    private static Answer failed(Throwable problem) {
        OwnerFailure failure = OwnerFailure.of(problem);
        Rejection.Obstacle kind = failure.refused() ? Rejection.Obstacle.OTHER_ACCOUNT : Rejection.Obstacle.NO_LEDGER;
        return Answer.none(AGAIN, new Rejection(kind, failure.reason()), failure.ledger());
    }

    /**
     * An answer has arrived, or none will.
     *
     * @param answered whether the record's own step in the ledger follows at once
     */
    void coolDown(Row row, boolean answered) {
        if (answered) {
            rows.giveBackWithNext(row, period);
        } else {
            rows.giveBack(row, period);
        }
    }

    /** An answer shows that the key is well: other processes may have noted that it is not, and be gone by now. */
    void wellAgain(Row row) {
        if (row.paused() != 0) {
            rows.wellAgain(row);
        }
    }

    /** For whoever looks: the key is left alone for so long, or is well again. */
    void closed(KeyId key, OpenState open, long now) {
        pause(key, open, open == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, open.until() - now)));
    }

    /** Somebody finds out whether it is well again: until the answer has come, it is not. */
    void probed(KeyId key, OpenState open) {
        pause(key, open, timeout);
    }

    private void pause(KeyId key, OpenState open, Duration time) {
        Pause pause = open == null ? Pause.NONE : switch (open.kind()) {
            case NEW_KEY -> Pause.NONE;
            case OUTAGE -> Pause.OPEN;
            case LIMITED -> Pause.LIMITED;
            case REFUSED -> Pause.SUSPENDED;
        };
        rows.pause(key, time, pause, open == null || open.kind() == OpenState.OpenedBy.NEW_KEY ? "" : open.why().reason());
    }

    /** It was not used. */
    void unused(Row row) {
        rows.giveBack(row, Duration.ZERO);
    }
}
