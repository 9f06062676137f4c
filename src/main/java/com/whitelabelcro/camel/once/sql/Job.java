package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.LedgerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A piece of work in the writer's queue, and who is told of it. */
final class Job<T> {

    private final Work<T> work;
    private final boolean lasting;
    private final boolean brief;
    private final long since;
    private final CompletableFuture<T> told = new CompletableFuture<>();
    private T result;
    private boolean settled;

    /**
     * @param work what to do
     * @param lasting whether it is tried until it succeeds, since what it writes down has happened already
     * @param brief whether those who are told do next to nothing then, so that many share a thread
     * @param since when it was queued, nanoseconds
     */
    Job(Work<T> work, boolean lasting, boolean brief, long since) {
        this.work = work;
        this.lasting = lasting;
        this.brief = brief;
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

    /** Whether it was told; asked by the writer's thread only. */
    boolean isSettled() {
        return settled;
    }

    void run(Tx tx) throws SQLException {
        result = work.in(tx);
    }

    private Runnable success() {
        settled = true;
        T value = result;
        return () -> told.complete(value);
    }

    /** Tells everybody: each on a thread of its own, but all whose news is brief on one. */
    static void succeed(List<Job<?>> jobs, Executor workers) {
        List<Runnable> brief = new ArrayList<>();
        for (Job<?> job : jobs) {
            if (job.brief) {
                brief.add(job.success());
            } else {
                tell(job.success(), workers);
            }
        }
        if (!brief.isEmpty()) {
            tell(() -> brief.forEach(Runnable::run), workers);
        }
    }

    void fail(LedgerException why, Executor workers) {
        settled = true;
        tell(() -> told.completeExceptionally(why), workers);
    }

    /** Everybody is told, also while the host is stopping its threads. */
    private static void tell(Runnable news, Executor workers) {
        try {
            workers.execute(news);
        } catch (RejectedExecutionException e) {
            news.run();
        }
    }
}
