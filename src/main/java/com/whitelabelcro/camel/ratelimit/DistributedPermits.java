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

    /** The rows have a resolution of milliseconds; rounding must not shorten the period. */
    private static final Duration CUT_OFF = Duration.ofMillis(1);
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();

    private final PermitStore rows;
    private final Supplier<CompletionStage<ConnectionOwner>> owner;
    private final IntSupplier limit;
    private final Duration period;
    private final Duration timeout;
    private final Duration hold;

    /**
     * The result of requesting a permit.
     *
     * @param row the permit; null if none is free
     * @param account the account whose records may use it; null if there is no permit
     * @param freeIn the time until another request makes sense, nanoseconds
     * @param why the rejection for a waiting record if the ledger failed; otherwise null
     * @param forAll whether all waiting records are rejected, because none can be sent
     */
    record Answer(Row row, AccountId account, long freeIn, Rejection why, boolean forAll) {

        static Answer none(long freeIn, Rejection why, boolean forAll) {
            return new Answer(null, null, freeIn, why, forAll);
        }
    }

    /**
     * @param owner the current key and account of the connection
     * @param limit the current number of permits of the connection
     * @param timeout the maximum response time
     */
    public DistributedPermits(PermitStore rows, Supplier<CompletionStage<ConnectionOwner>> owner, IntSupplier limit, Duration period, Duration timeout) {
        this.rows = rows;
        this.owner = owner;
        this.limit = limit;
        this.period = period.plus(CUT_OFF);
        this.timeout = timeout;
        this.hold = timeout.plus(this.period);
    }

    /** Requests a permit; {@code told} is called on a worker's thread. */
    void take(Consumer<Answer> told) {
        take().whenComplete((answer, problem) -> told.accept(problem == null ? answer : failed(problem)));
    }

    private CompletionStage<Answer> take() {
        try {
            return owner.get().thenCompose(
                    each -> rows.take(request(each)).thenApply(taken -> answer(taken, each.account())));
        } catch (Throwable e) {
            // If the exception were thrown, the request would stay counted although no reply follows.
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * The request for a permit for a record of this account; empty unless it is known at this moment that the key belongs to that
     * account.
     */
    Optional<Request> request(AccountId account) {
        return presentOwner().filter(each -> each.account().equals(account)).map(this::request);
    }

    /** The owner of the connection, if it is known at this moment. */
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
     * Converts the reply of the store. If all permits are in flight, the store reports when they are free without an answer. A
     * permit that is answered now is free after one period, so that another request makes sense then.
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
     * Returns a permit after its answer has arrived, or when none will.
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

    /**
     * An answer shows that the key is accepted. Clears the opposite state, which another process may have stored that does not run any
     * more.
     */
    void wellAgain(Row row) {
        if (row.paused() != 0) {
            rows.wellAgain(row);
        }
    }

    /** Stores, for status displays, that no requests are sent with the key until the circuit closes, or that it is closed again. */
    void closed(KeyId key, OpenState open, long now) {
        pause(key, open, open == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, open.until() - now)));
    }

    /** Stores that a probe is in flight: until its answer has arrived, the connection counts as unusable. */
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

    /** Returns a permit that was not used. */
    void unused(Row row) {
        rows.giveBack(row, Duration.ZERO);
    }
}
