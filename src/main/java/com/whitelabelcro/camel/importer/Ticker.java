package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls something again and again. */
public interface Ticker {

    /** Calls the task every period, the first time after one period, until it is closed. */
    Ticking every(Duration period, Runnable task);

    /** A task that is being called. */
    interface Ticking extends AutoCloseable {

        @Override
        void close();
    }

    /** By real time, on one daemon thread for each task; whatever a call throws, the next one is made. */
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
            // Let through, it would end the ticking.
        }
    }
}
