package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A piece of work in the writer's queue, and who is told of it. */
final class PendingOperation<T> {

    /** On which thread those learn of the result who wait for it. */
    enum Listeners {
        /** On one of their own: they go on with their work there. */
        APART,
        /** On one that many share, because they do next to nothing then. */
        TOGETHER,
        /** Nobody waits for it. */
        NONE
    }

    private static final Logger LOG = LoggerFactory.getLogger(PendingOperation.class);

    private final LedgerOperation<T> work;
    private final boolean lasting;
    private final Listeners listeners;
    private final long since;
    private final CompletableFuture<T> told = new CompletableFuture<>();
    private T result;
    private boolean settled;

    /**
     * @param work what to do
     * @param lasting whether it is tried until it succeeds, since what it writes down has happened already
     * @param since when it was queued, nanoseconds
     */
    PendingOperation(LedgerOperation<T> work, boolean lasting, Listeners listeners, long since) {
        this.work = work;
        this.lasting = lasting;
        this.listeners = listeners;
        this.since = since;
    }

    CompletableFuture<T> told() {
        return told;
    }

    boolean isLasting() {
        return lasting;
    }

    long since() {
        return since;
    }

    /** Whether it is over, so that it must not be run again; asked by the writer's thread only. */
    boolean isSettled() {
        return settled;
    }

    void run(LedgerTransaction tx) throws SQLException {
        result = work.in(tx);
    }

    /** Tells everybody: each on a thread of its own, but all whose news is brief on one. Throws nothing. */
    static void succeed(List<PendingOperation<?>> jobs, Executor workers) {
        // First of all, and without taking memory: what is on disk is not done again, whatever happens here.
        for (int i = 0; i < jobs.size(); i++) {
            jobs.get(i).settled = true;
        }
        try {
            List<PendingOperation<?>> together = new ArrayList<>(jobs);
            together.removeIf(job -> job.listeners != Listeners.TOGETHER);
            if (!together.isEmpty()) {
                tell(() -> together.forEach(PendingOperation::succeed), workers);
            }
            for (PendingOperation<?> job : jobs) {
                if (job.listeners == Listeners.APART) {
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
        complete(told, result);
    }

    /** Tells that it was not done. Throws nothing. */
    void fail(LedgerException why, Executor workers) {
        settled = true;
        try {
            tell(() -> told.completeExceptionally(why), workers);
        } catch (Throwable e) {
            told.completeExceptionally(why);
        }
    }

    private static <T> void complete(CompletableFuture<T> told, T result) {
        try {
            told.complete(result);
        } catch (Throwable e) {
            // It is complete all the same; what failed is somebody who heard of it.
            LOG.error("A call failed with {}", e.getClass().getName());
        }
    }

    /** Everybody is told, also while the host is stopping its threads, and if no thread is to be had. */
    private static void tell(Runnable news, Executor workers) {
        try {
            workers.execute(news);
        } catch (Throwable e) {
            news.run();
        }
    }
}
