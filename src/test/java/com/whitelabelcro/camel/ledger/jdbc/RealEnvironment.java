package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An environment with the real clock and real threads, for races and measurements. */
final class RealEnvironment implements AutoCloseable {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final InstantSource wall;

    RealEnvironment(InstantSource wall) {
        this.wall = wall;
    }

    Environment get() {
        return new Environment(new Clocks(wall, System::nanoTime), (time, wake) -> {
            if (!scheduler.isShutdown()) {
                scheduler.schedule(wake, time.toNanos(), TimeUnit.NANOSECONDS);
            }
        }, workers, new SecureRandom());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        workers.shutdown();
    }
}
