package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the records that continue after waiting, on as many threads as there are such records, which the permits bound. With a
 * fixed number of threads it could block itself: a scenario may call the next action on the thread that delivered the result
 * of the first one.
 *
 * <p>Never drops a task, because a caller waits for each one: if no thread can be started for lack of memory, it tries
 * again. Thread-safe.
 */
final class WorkerExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerExecutor.class);
    private static final long KEPT_SECONDS = 60;
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final ThreadPoolExecutor threads;
    private final Scheduler scheduler;

    WorkerExecutor(ThreadFactory factory, Scheduler scheduler) {
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(() -> run(task));
        } catch (OutOfMemoryError e) {
            scheduler.in(AGAIN, () -> execute(task));
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            // The message is left out, since it may quote personal data.
            LOG.error("A task failed with {}", e.getClass().getName());
        }
    }

    /** For whoever wants to see them; tasks go to {@link #execute}. */
    ThreadPoolExecutor threads() {
        return threads;
    }

    /** Keeps idle threads for the next who needs one. */
    void start() {
        threads.setKeepAliveTime(KEPT_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends idle threads quickly. Remaining tasks are still executed. */
    void rest() {
        threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
