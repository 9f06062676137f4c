package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a task periodically. */
public interface Ticker {

    /** Runs the task once per period, the first time after one period, until the result is closed. */
    Ticking every(Duration period, Runnable task);

    /** A periodic task; closing it ends it. */
    interface Ticking extends AutoCloseable {

        @Override
        void close();
    }

    /** A ticker on real time with one daemon thread per task. A task that throws is run again after the next period. */
    static Ticker real() {
        return (period, task) -> {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
                Thread daemon = new Thread(run, "wlcro-ticker");
                daemon.setDaemon(true);
                return daemon;
            });
            thread.scheduleAtFixedRate(() -> callInAnyCase(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
            return thread::shutdownNow;
        };
    }

    private static void callInAnyCase(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // The executor would silently stop running the task.
        }
    }
}
