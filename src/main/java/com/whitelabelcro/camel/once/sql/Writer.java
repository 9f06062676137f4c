package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that uses the database. It does all the work that has queued up, {@value #MOST} pieces at most, in one
 * transaction: so a hundred who wait share one write to the disk. Callers are told on another executor and hold no
 * thread.
 *
 * <p>While the database is gone, work waits: what is to be begun for as long as the patience lasts, what has happened
 * already until it is written down. Work that the database refuses fails alone.
 */
final class Writer {

    static final int MOST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long FIRST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 1_000;

    private final Session session;
    private final Clocks clocks;
    private final long patience;
    private final Executor workers;
    private final LinkedBlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Job<Void> last = new Job<>(tx -> null, true, false, 0);
    private final Thread thread;
    private boolean closed;

    Writer(Session session, Clocks clocks, Duration patience, Executor workers) {
        this.session = session;
        this.clocks = clocks;
        this.patience = patience.toNanos();
        this.workers = workers;
        this.thread = new Thread(this::run, "wlcro-ledger");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Does it, or says soon that it cannot be done. */
    <T> CompletableFuture<T> submit(Work<T> work) {
        return submit(new Job<>(work, false, false, clocks.monotonic().getAsLong()));
    }

    /** The same for those who do next to nothing when they are told. */
    <T> CompletableFuture<T> submitBrief(Work<T> work) {
        return submit(new Job<>(work, false, true, clocks.monotonic().getAsLong()));
    }

    /** Writes down what has happened already, however long that takes. */
    <T> CompletableFuture<T> record(Work<T> work) {
        return submit(new Job<>(work, true, false, clocks.monotonic().getAsLong()));
    }

    /** The same for those who do next to nothing when they are told. */
    <T> CompletableFuture<T> recordBrief(Work<T> work) {
        return submit(new Job<>(work, true, true, clocks.monotonic().getAsLong()));
    }

    private synchronized <T> CompletableFuture<T> submit(Job<T> job) {
        if (closed) {
            job.fail(new LedgerException(Reason.CLOSED, "The ledger is closed"), workers);
        } else {
            queue.add(job);
        }
        return job.told();
    }

    /** Does what is queued, then this, and ends. */
    void close(Work<Void> lastWork) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(new Job<>(lastWork, true, false, clocks.monotonic().getAsLong()));
            queue.add(last);
        }
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!last.isSettled()) {
                work(next());
            }
        } catch (InterruptedException e) {
            LOG.warn("The ledger's writer was interrupted");
        } finally {
            session.close();
        }
    }

    private List<Job<?>> next() throws InterruptedException {
        List<Job<?>> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch, MOST - 1);
        return batch;
    }

    private void work(List<Job<?>> batch) throws InterruptedException {
        for (int failures = 0; !batch.isEmpty(); failures++) {
            LedgerException why;
            boolean passes = false;
            boolean mistake = false;
            try {
                session.transact(batch, workers);
                return;
            } catch (SQLException e) {
                Trouble trouble = session.failed(e);
                why = trouble.exception(e);
                passes = trouble.passes();
                mistake = trouble == Trouble.OTHER;
            } catch (LedgerException e) {
                session.failed(null);
                why = e;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                session.failed(null);
                why = new LedgerException(Reason.REFUSED, "The ledger failed: " + e.getClass().getSimpleName());
                mistake = true;
            }
            if ((mistake || why.reason() == Reason.DAMAGED) && batch.size() > 1 && !session.isInDoubt()) {
                oneByOne(batch);
                return;
            }
            giveUp(batch, why, passes, mistake);
            pause(batch, why, failures);
        }
    }

    private void oneByOne(List<Job<?>> batch) throws InterruptedException {
        for (Job<?> each : batch) {
            work(new ArrayList<>(List.of(each)));
        }
    }

    /** Tells those who need not wait any longer that it cannot be done. */
    private void giveUp(List<Job<?>> batch, LedgerException why, boolean passes, boolean mistake) {
        boolean closes = closing.getCount() == 0;
        if (session.isInDoubt() && !closes) {
            // The batch may have been committed; those behind it were not.
            queue.removeIf(job -> isTold(job, !job.isLasting() && isImpatient(job), why));
        } else {
            batch.removeIf(job -> isTold(
                    job, closes || mistake || !job.isLasting() && (!passes || isImpatient(job)), why));
        }
    }

    private boolean isTold(Job<?> job, boolean now, LedgerException why) {
        if (now) {
            job.fail(why, workers);
        }
        return now;
    }

    private boolean isImpatient(Job<?> job) {
        return clocks.monotonic().getAsLong() - job.since() >= patience;
    }

    private void pause(List<Job<?>> batch, LedgerException why, int failures) throws InterruptedException {
        if (batch.isEmpty() || closing.getCount() == 0) {
            return;
        }
        if (failures % 20 == 0) {
            LOG.warn("{} (tried again until it works)", why.getMessage());
        }
        closing.await(Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures, 10)), TimeUnit.MILLISECONDS);
        if (!session.isInDoubt()) {
            // Who comes now is not kept waiting behind those who wait.
            queue.drainTo(batch);
        }
    }
}
