package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.Clocks;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Surroundings;
import com.whitelabelcro.camel.model.LedgerException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the executors, the clocks and the ledger of the pack. A waiting record never occupies a thread. The services can be
 * stopped and started again; what they hand out stays the same.
 *
 * <p>The executors are registered with the context as thread pools, so that JMX shows them, but Camel's
 * {@code ExecutorServiceManager} does not own them: it interrupts and drops tasks when the context stops, although somebody waits
 * for each of them, its pools cannot be started again, and a thread pool profile of the host could bound the workers, which
 * then could block themselves (see {@link WorkerExecutor}).
 */
public final class PackServices extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(PackServices.class);

    private static final String TIMER = "wlcro-timer";
    private static final String WORKER = "wlcro-worker";

    private final long beginning = System.nanoTime();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named(TIMER));
    private final WorkerExecutor workers = new WorkerExecutor(named(WORKER), this::wake);
    private final List<Runnable> everySecond = new CopyOnWriteArrayList<>();
    private final CamelContext context;
    private final JdbcLedger database;
    private final Ledger ledger;
    private final EventPublisher events;
    private volatile boolean running;

    /**
     * @param hosts a host's own database for the ledger; null for the one of the settings
     * @param seen what the routes see of the ledger
     * @param listeners hear of events
     */
    PackServices(CamelContext context, LedgerConfig config, DataSource hosts, UnaryOperator<Ledger> seen,
            List<WlcroEventListener> listeners) {
        this.context = context;
        timer.setRemoveOnCancelPolicy(true);
        events = new EventPublisher(listeners, workers);
        Surroundings around = new Surroundings(
                new Clocks(InstantSource.system(), clock()), this::wake, workers, new SecureRandom(), events);
        database = hosts == null ? JdbcLedger.of(config, around) : JdbcLedger.of(config, hosts, around);
        ledger = seen.apply(database);
    }

    /** Whoever waits for the ringing of an alarm is told by the ledger or the gate when all is stopped. */
    void wake(Duration time, Runnable what) {
        if (running) {
            timer.schedule(() -> run(what), time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void run(Runnable what) {
        try {
            what.run();
        } catch (Throwable e) {
            // Not its message, which may quote anything. A task that is called again and again would not be any more.
            LOG.error("An alarm failed with {}", e.getClass().getName());
        }
    }

    /** Calls this every second as long as it runs. */
    void everySecond(Runnable what) {
        everySecond.add(what);
        if (running) {
            tick(what);
        }
    }

    private void tick(Runnable what) {
        timer.scheduleWithFixedDelay(() -> run(what), 1, 1, TimeUnit.SECONDS);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Tells the host what happens. */
    public EventPublisher events() {
        return events;
    }

    /** Wakes people up; nothing that takes time runs on it. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Goes on with records whose turn has come. */
    public Executor workers() {
        return workers;
    }

    /** Nanoseconds since the beginning; monotonic. */
    public LongSupplier clock() {
        return () -> System.nanoTime() - beginning;
    }

    /** For jitter; each thread has its own. */
    public RandomGenerator random() {
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

    /** @throws ConfigurationException if the ledger cannot be used */
    @Override
    protected void doStart() {
        running = true;
        timer.allowCoreThreadTimeOut(false);
        workers.start();
        try {
            database.open();
        } catch (LedgerException e) {
            rest();
            throw new ConfigurationException(e.getMessage());
        } catch (RuntimeException | Error e) {
            rest();
            throw e;
        }
        everySecond.forEach(this::tick);
        for (LifecycleStrategy each : context.getLifecycleStrategies()) {
            each.onThreadPoolAdd(context, timer, TIMER, null, null, null);
            each.onThreadPoolAdd(context, workers.threads(), WORKER, null, null, null);
        }
    }

    @Override
    protected void doStop() {
        for (LifecycleStrategy each : context.getLifecycleStrategies()) {
            each.onThreadPoolRemove(context, timer);
            each.onThreadPoolRemove(context, workers.threads());
        }
        database.close();
        rest();
    }

    /** Lets the threads go. They are not refused for ever, since the same engine may be started again. */
    private void rest() {
        running = false;
        timer.getQueue().clear();
        timer.allowCoreThreadTimeOut(true);
        workers.rest();
    }
}
