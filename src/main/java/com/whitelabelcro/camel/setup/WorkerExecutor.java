package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.model.Scheduler;
import com.whitelabelcro.camel.model.ThreadWaits;
import com.whitelabelcro.camel.support.BlockingThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the records that continue after waiting, on a few threads: further tasks wait in a queue. Threads that wait for an answer
 * of the API do not count; their number is limited by {@code ratelimit}.
 *
 * <p>With a fixed number of threads it could block itself: a scenario may call the next action on the thread that delivered the
 * result of the first one, and wait for it. Therefore, if no task was begun or ended for {@value #STUCK_AFTER_MILLIS} ms, the
 * running threads do not count any longer either. It looks twice in that time, because no task can end during a pause of the
 * garbage collector, which is over by the second look.
 *
 * <p>Never drops a task, because a caller waits for each one: if no thread can be started for lack of memory, it tries
 * again. Thread-safe.
 */
final class WorkerExecutor implements Executor, ThreadWaits {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerExecutor.class);
    private static final long KEPT_SECONDS = 20;
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final int STUCK_AFTER_MILLIS = 50;
    private static final Duration LOOK_AFTER = Duration.ofMillis(STUCK_AFTER_MILLIS / 2);

    private final int few;
    private final ThreadPoolExecutor threads;
    private final BlockingThreads marks;
    private final Scheduler scheduler;
    private final ThreadLocal<Boolean> ours = new ThreadLocal<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int most = Integer.MAX_VALUE;
    private boolean watched;
    /**
     * The number of threads that have a task; below, those of them that wait for the API, and those of the others that may be blocked
     * otherwise.
     */
    private int busy;
    private int waiting;
    private int stuck;
    /** How many tasks were begun or have ended so far. */
    private long progress;

    /**
     * @param few the number of threads that run at a time
     * @param factory creates the threads
     * @param marks records that these threads may block
     * @param scheduler runs a task later, unless the pack stops before
     */
    WorkerExecutor(int few, ThreadFactory factory, BlockingThreads marks, Scheduler scheduler) {
        this.few = few;
        this.marks = marks;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        try {
            synchronized (this) {
                queue.add(task);
            }
        } catch (OutOfMemoryError e) {
            scheduler.in(AGAIN, () -> execute(task));
        }
        fill();
    }

    /** Starts threads for the tasks of the queue, up to the limit. */
    private void fill() {
        for (Runnable task = toStart(); task != null; task = toStart()) {
            Runnable first = task;
            try {
                threads.execute(() -> work(first));
            } catch (OutOfMemoryError e) {
                giveBack(first);
                scheduler.in(AGAIN, this::fill);
                return;
            }
        }
    }

    private synchronized Runnable toStart() {
        if (!queue.isEmpty() && busy - waiting - stuck < most) {
            busy++;
            progress++;
            return queue.poll();
        }
        if (!queue.isEmpty() && !watched) {
            watched = true;
            look(false);
        }
        return null;
    }

    private synchronized void giveBack(Runnable task) {
        queue.addFirst(task);
        leave();
    }

    private void work(Runnable first) {
        ours.set(true);
        for (Runnable task = first; task != null; task = next()) {
            run(task);
        }
    }

    private void run(Runnable task) {
        try {
            marks.run(true, task);
        } catch (Throwable e) {
            // The message is left out, since it may quote personal data.
            LOG.error("A task failed with {}", e.getClass().getName());
        }
    }

    private synchronized Runnable next() {
        progress++;
        if (queue.isEmpty() || busy - waiting - stuck > most) {
            leave();
            return null;
        }
        return queue.poll();
    }

    private void leave() {
        busy--;
        stuck = Math.max(0, Math.min(stuck, busy - waiting));
    }

    private void look(boolean again) {
        long before = progress;
        scheduler.in(LOOK_AFTER, () -> looked(before, again));
    }

    private void looked(long before, boolean again) {
        synchronized (this) {
            boolean still = progress == before;
            if (still && !again) {
                look(true);
                return;
            }
            watched = false;
            stuck = still ? busy - waiting : stuck;
        }
        fill();
    }

    @Override
    public void begin() {
        if (ours.get() != null) {
            synchronized (this) {
                waiting++;
            }
            fill();
        }
    }

    @Override
    public void end() {
        if (ours.get() != null) {
            synchronized (this) {
                waiting--;
            }
        }
    }

    /** The thread pool, for monitoring only; submit tasks to {@link #execute}. */
    ThreadPoolExecutor threads() {
        return threads;
    }

    /** Keeps idle threads for later tasks. */
    synchronized void start() {
        most = few;
        watched = false;
        threads.setKeepAliveTime(KEPT_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends idle threads quickly. Remaining tasks are still executed, each on a thread of its own: the scheduler has stopped. */
    void rest() {
        synchronized (this) {
            most = Integer.MAX_VALUE;
        }
        threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        fill();
    }
}
