package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.connection.LedgerConfig;
import com.whitelabelcro.camel.once.Ledger;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.sql.Clocks;
import com.whitelabelcro.camel.once.sql.SqlLedger;
import com.whitelabelcro.camel.once.sql.SqlLedger.Surroundings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.support.service.ServiceSupport;

/** The threads, the clocks and the ledger of the pack. Who waits needs no thread: threads work, or there are none. */
final class Engine extends ServiceSupport {

    private final long beginning = System.nanoTime();
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers;
    private final SqlLedger ledger;

    /**
     * @param database a host's own for the ledger; null for the one of the settings
     * @throws ConfigurationException if the ledger cannot be used
     */
    Engine(LedgerConfig config, DataSource database) {
        timer = new ScheduledThreadPoolExecutor(1, named("wlcro-timer"));
        timer.setRemoveOnCancelPolicy(true);
        // As many as there are records going on, which the permits bound. A fixed number could block itself: a
        // scenario may call the next action from the thread on which it got the first one's result.
        workers = Executors.newCachedThreadPool(named("wlcro-worker"));
        try {
            ledger = database == null
                    ? SqlLedger.open(config, surroundings()) : SqlLedger.open(config, database, surroundings());
        } catch (LedgerException e) {
            timer.shutdownNow();
            throw new ConfigurationException(e.getMessage());
        }
    }

    private Surroundings surroundings() {
        return new Surroundings(new Clocks(InstantSource.system(), clock()), this::wake, workers, new SecureRandom());
    }

    private void wake(Duration time, Runnable what) {
        if (!timer.isShutdown()) {
            timer.schedule(what, time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    Ledger ledger() {
        return ledger;
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
        ledger.close();
        timer.shutdownNow();
        workers.shutdown();
    }
}
