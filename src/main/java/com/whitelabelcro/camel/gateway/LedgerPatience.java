package com.whitelabelcro.camel.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a sender waits for the ledger. Callers in this process may wait for a minute until another program unlocks it; a sender
 * has given up by then, and repeats its request. Thread-safe.
 */
public final class LedgerPatience {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ScheduledExecutorService timer;
    private final Executor workers;

    /**
     * @param timer its tasks are short
     * @param workers go on with those who have waited in vain
     */
    public LedgerPatience(ScheduledExecutorService timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    /**
     * The same stage, or a {@link TimeoutException} if it takes too long. The operation of the ledger is not cancelled: it may
     * still succeed.
     */
    <T> CompletionStage<T> within(CompletionStage<T> stage) {
        CompletableFuture<T> end = new CompletableFuture<>();
        Future<?> late = timer.schedule(() -> workers.execute(() -> end.completeExceptionally(new TimeoutException())),
                PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        stage.whenComplete((result, problem) -> {
            late.cancel(false);
            if (problem == null) {
                end.complete(result);
            } else {
                end.completeExceptionally(problem);
            }
        });
        return end;
    }
}
