package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.model.LedgerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Limits how long a sender waits for the ledger. Callers in this process may wait for a minute until another program unlocks it;
 * by then, a sender has timed out and repeats its request. Operations that have timed out still wait in memory. Until they have
 * ended, but for a minute at most (a result may be lost for lack of memory), no further operations are passed to the ledger. Thread-safe.
 */
public final class LedgerPatience {

    private static final Duration REST = Duration.ofMinutes(1);

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final LongSupplier clock;
    /** The number of operations that have timed out and not ended since then. */
    private final AtomicInteger late = new AtomicInteger();
    private volatile long lastLate;

    /**
     * @param timer its tasks are short
     * @param workers continue with senders whose operation has timed out
     * @param clock monotonic clock, in nanoseconds
     */
    public LedgerPatience(ScheduledExecutorService timer, Executor workers, LongSupplier clock) {
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Completes with the result of the ledger, or with a {@link TimeoutException} if that takes too long. The operation is not
     * cancelled then and may still succeed. Fails at once with a {@link LedgerException}, without starting the operation, if the
     * ledger has not answered an earlier one yet.
     *
     * @param operation submits the operation to the ledger
     */
    <T> CompletionStage<T> within(Supplier<CompletionStage<T>> operation) {
        if (late.get() > 0 && clock.getAsLong() - lastLate < REST.toNanos()) {
            return CompletableFuture.failedFuture(new LedgerException(LedgerException.Reason.UNREACHABLE, "The ledger does not answer"));
        }
        CompletionStage<T> stage = operation.get();
        CompletableFuture<T> end = new CompletableFuture<>();
        Future<?> timeout = timer.schedule(() -> workers.execute(() -> timeOut(end)), Ledger.SENDER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        stage.whenComplete((result, problem) -> {
            timeout.cancel(false);
            boolean inTime = problem == null ? end.complete(result) : end.completeExceptionally(problem);
            if (!inTime) {
                late.decrementAndGet();
            }
        });
        return end;
    }

    private void timeOut(CompletableFuture<?> end) {
        // Counted first, because the operation may end as soon as its sender is answered.
        lastLate = clock.getAsLong();
        late.incrementAndGet();
        if (!end.completeExceptionally(new TimeoutException())) {
            late.decrementAndGet();
        }
    }
}
