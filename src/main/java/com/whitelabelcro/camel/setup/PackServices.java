package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.Clocks;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.ThreadWaits;
import com.whitelabelcro.camel.support.BlockingThreads;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the executors, the clocks and the ledger of the pack. A waiting record never occupies a thread. The services can be
 * stopped and started again; the objects that they provide stay the same.
 *
 * <p>The threads have names as Camel's {@code ExecutorServiceManager} gives them, and the executors are registered with the context
 * as thread pools, so that JMX shows them. But the manager does not own them. Its pools cannot be started again: it shuts them
 * down when the context stops, and they then reject tasks, although a caller waits for each of them. They also take their bounds
 * from a thread pool profile of the host, and workers with a bound could block themselves (see {@link WorkerExecutor}).
 */
final class PackServices extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(PackServices.class);

    private static final String TIMER = "wlcro-timer";
    private static final String WORKER = "wlcro-worker";
    /** The number of workers that run at a time, besides those that wait for the API. */
    private static final int AT_WORK = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final long beginning = System.nanoTime();
    private final BlockingThreads threads = new BlockingThreads();
    private final List<Runnable> everySecond = new CopyOnWriteArrayList<>();
    private final CamelContext context;
    private final PackTimer timer;
    private final WorkerExecutor workers;
    private final JdbcLedger database;
    private final Ledger ledger;
    private final EventPublisher events;
    private volatile boolean running;

    /**
     * @param config where and how the ledger is stored
     * @param hosts a host's own database for the ledger; null for the configured one
     * @param seen wraps the ledger that the routes use
     * @param listeners the listeners to notify of events
     */
    PackServices(CamelContext context, LedgerConfig config, DataSource hosts, UnaryOperator<Ledger> seen,
            List<WlcroEventListener> listeners) {
        this.context = context;
        ExecutorServiceManager camel = context.getExecutorServiceManager();
        timer = new PackTimer(task -> camel.newThread(TIMER, task));
        workers = new WorkerExecutor(AT_WORK, task -> camel.newThread(WORKER, task), threads, this::wake);
        events = new EventPublisher(listeners, workers);
        Environment environment = new Environment(
                new Clocks(InstantSource.system(), clock()), this::wake, workers, threads::isCurrent, new SecureRandom(), events);
        database = hosts == null ? JdbcLedger.of(config, environment) : JdbcLedger.of(config, hosts, environment);
        ledger = seen.apply(database);
    }

    /**
     * Runs a task later. Tasks are dropped when the pack stops; the ledger and the permit queues then fail whatever
     * waits.
     */
    void wake(Duration time, Runnable what) {
        if (running) {
            Future<?> task = timer.schedule(() -> run(what), time.toNanos(), TimeUnit.NANOSECONDS);
            if (!running) {
                // The pack has stopped meanwhile, and nothing else would cancel the task.
                task.cancel(false);
            }
        }
    }

    private static void run(Runnable what) {
        try {
            what.run();
        } catch (Throwable e) {
            // The message is left out, since it may quote personal data. Nothing is rethrown, because a periodic task
            // would not run again.
            LOG.error("A timer task failed with {}", e.getClass().getName());
        }
    }

    /** Runs a task every second while the pack is running. */
    void everySecond(Runnable what) {
        everySecond.add(what);
        if (running) {
            tick(what);
        }
    }

    private void tick(Runnable what) {
        timer.scheduleWithFixedDelay(() -> run(what), 1, 1, TimeUnit.SECONDS);
    }

    /** The ledger that the routes use. */
    public Ledger ledger() {
        return ledger;
    }

    /** Notifies the listeners. */
    public EventPublisher events() {
        return events;
    }

    /** Runs timeouts and periodic tasks; its tasks must be short. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Continues with records that waited. */
    public Executor workers() {
        return workers;
    }

    /** Told when one of the workers waits for the API. */
    public ThreadWaits waits() {
        return workers;
    }

    /** Know which threads may block. */
    public BlockingThreads threads() {
        return threads;
    }

    /** A monotonic clock: nanoseconds since this object was created. */
    public LongSupplier clock() {
        return () -> System.nanoTime() - beginning;
    }

    /** A source of jitter; thread-safe. */
    public RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    /** @throws ConfigurationException if the ledger cannot be used */
    @Override
    protected void doStart() {
        running = true;
        timer.begin();
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

    /** The context begins to stop. */
    void hurry() {
        database.hurry();
    }

    /** Lets idle threads end. The executors still accept tasks, because the pack may be started again. */
    private void rest() {
        running = false;
        timer.rest();
        workers.rest();
    }
}
