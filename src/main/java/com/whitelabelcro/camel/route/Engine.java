package com.whitelabelcro.camel.route;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.camel.support.service.ServiceSupport;

/** The threads and the clock of the pack. Who waits needs neither: threads work, or there are none. */
final class Engine extends ServiceSupport {

    private final long beginning = System.nanoTime();
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers;

    Engine() {
        timer = new ScheduledThreadPoolExecutor(1, named("wlcro-timer"));
        timer.setRemoveOnCancelPolicy(true);
        // As many as there are records going on, which the permits bound. A fixed number could block itself: a
        // scenario may call the next action from the thread on which it got the first one's result.
        workers = Executors.newCachedThreadPool(named("wlcro-worker"));
    }

    /** Wakes people up; nothing that takes time runs on it. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Goes on with records whose turn has come. */
    ExecutorService workers() {
        return workers;
    }

    /** Nanoseconds since the beginning; monotonic. */
    LongSupplier clock() {
        return () -> System.nanoTime() - beginning;
    }

    /** For jitter; each thread has its own. */
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    protected void doShutdown() {
        timer.shutdownNow();
        workers.shutdown();
    }
}
