package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation that waits for its transaction, and the future of its result. */
final class PendingOperation<T> {

    /** On which thread the future is completed. */
    enum Listeners {
        /** In a task of its own, because its listeners continue with longer work there. */
        APART,
        /** In a task that many operations share, because their listeners are short. */
        TOGETHER,
        /** Nowhere: the result is not used. */
        NONE
    }

    private static final Logger LOG = LoggerFactory.getLogger(PendingOperation.class);

    private final LedgerOperation<T> work;
    private final boolean mustSucceed;
    private final Listeners listeners;
    private final long deadline;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private T result;
    private boolean settled;
    private boolean onCaller;

    /**
     * @param work the operation
     * @param mustSucceed whether it is repeated until it succeeds, because it stores what has already happened
     * @param deadline when it need not wait for the database any longer, nanoseconds
     */
    PendingOperation(LedgerOperation<T> work, boolean mustSucceed, Listeners listeners, long deadline) {
        this.work = work;
        this.mustSucceed = mustSucceed;
        this.listeners = listeners;
        this.deadline = deadline;
    }

    CompletableFuture<T> future() {
        return future;
    }

    boolean mustSucceed() {
        return mustSucceed;
    }

    long deadline() {
        return deadline;
    }

    /** Whether it has ended and must not be run again. Only for the thread that holds the database. */
    boolean isSettled() {
        return settled;
    }

    /** Sets whether its caller runs it and gets the result by {@link #completeOnCaller}. */
    void runOnCaller(boolean now) {
        onCaller = now;
    }

    /** Completes an operation that its caller has run; does nothing if the writer's thread has to run it. */
    void completeOnCaller() {
        if (onCaller) {
            succeed();
        }
    }

    void run(LedgerTransaction tx) throws SQLException {
        result = work.in(tx);
    }

    /** Completes the futures on the threads that {@link Listeners} names. Throws nothing. */
    static void succeed(List<PendingOperation<?>> jobs, Executor workers) {
        // First, and without allocating memory: an operation that is on disk must not be run again, whatever happens here.
        for (int i = 0; i < jobs.size(); i++) {
            jobs.get(i).settled = true;
        }
        try {
            List<PendingOperation<?>> together = new ArrayList<>(jobs);
            together.removeIf(job -> job.listeners != Listeners.TOGETHER || job.onCaller);
            if (!together.isEmpty()) {
                tell(() -> together.forEach(PendingOperation::succeed), workers);
            }
            for (PendingOperation<?> job : jobs) {
                if (job.listeners == Listeners.APART && !job.onCaller) {
                    tell(job::succeed, workers);
                }
            }
        } catch (Throwable e) {
            for (int i = 0; i < jobs.size(); i++) {
                jobs.get(i).succeed();
            }
        }
    }

    private void succeed() {
        complete(future, result);
    }

    /** Completes the future exceptionally. Throws nothing. */
    void fail(LedgerException why, Executor workers) {
        settled = true;
        try {
            tell(() -> future.completeExceptionally(why), workers);
        } catch (Throwable e) {
            future.completeExceptionally(why);
        }
    }

    private static <T> void complete(CompletableFuture<T> future, T result) {
        try {
            future.complete(result);
        } catch (Throwable e) {
            // The future is complete nevertheless; one of its listeners failed.
            LOG.error("A call failed with {}", e.getClass().getName());
        }
    }

    /** Runs the task here if the executor rejects it, so that no caller waits forever. */
    private static void tell(Runnable news, Executor workers) {
        try {
            workers.execute(news);
        } catch (Throwable e) {
            news.run();
        }
    }
}
