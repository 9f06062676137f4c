package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.jdbc.PendingOperation.Listeners;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs operations in the database, by one thread at a time. The writer's own thread runs all queued operations, at most
 * {@value #MOST}, in one transaction, so that a hundred waiting callers share one write to the disk. Results are delivered on
 * another executor, and no caller holds a thread. {@link OperationQueue} defines the order of the operations.
 *
 * <p>If nothing waits, an operation need not change its thread ("leader/follower"): {@link #submitDirect} lets the caller's thread
 * run and commit it, and operations that arrive meanwhile are queued. If anything goes wrong, the writer's thread takes over.
 *
 * <p>While the database is unavailable, operations wait: those that begin something for at most {@code patience} or {@link Ledger#SENDER_PATIENCE}, those that store
 * what has already happened until they are written. While nothing can be written, as on a full disk, new records fail at once, and
 * each batch checks whether it is possible again. An operation that the database rejects fails alone.
 */
final class GroupCommitWriter {

    static final int MOST = 256;

    private static final long FIRST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 1_000;
    /** How often the database is checked while there is nothing to write, milliseconds. */
    private static final long LOOK_EVERY = 1_000;
    /** How often the writer tries to find out whether a commit took place, if each try fails for a permanent reason. */
    private static final int LOOKS = 10;
    static final LedgerException CLOSED = new LedgerException(Reason.CLOSED, "The ledger is closed");

    private final WriterConnection session;
    private final Clocks clocks;
    private final long patience;
    private final Executor workers;
    private final OperationQueue queue = new OperationQueue();
    private final WriterHealth health;
    private final LeadingCaller callers;
    /** Held by the thread that uses the connection and the batch. */
    private final ReentrantLock database = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final PendingOperation<Void> last = new PendingOperation<>(tx -> null, true, Listeners.APART, 0);
    private final List<PendingOperation<?>> batch = new ArrayList<>(MOST);
    private final Thread thread;
    private boolean closed;
    private volatile boolean hurried;

    /**
     * @param workers run what continues after an operation; they may block
     * @param mayBlock whether the calling thread may wait for a disk
     */
    GroupCommitWriter(WriterConnection session, Clocks clocks, Duration patience, Executor workers, BooleanSupplier mayBlock,
            WriterHealth health) {
        this.session = session;
        this.clocks = clocks;
        this.patience = patience.toNanos();
        this.workers = workers;
        this.health = health;
        this.callers = new LeadingCaller(database, session, batch, queue, health, workers, mayBlock);
        this.thread = new Thread(this::run, "wlcro-ledger");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private <T> PendingOperation<T> pending(LedgerOperation<T> work, boolean mustSucceed, Listeners listeners) {
        return new PendingOperation<>(work, mustSucceed, listeners, clocks.monotonic().getAsLong() + patience);
    }

    /** An operation for one record, whose caller may have less patience. */
    private <T> PendingOperation<T> pending(LedgerOperation<T> work, Listeners listeners, LedgerRequest record) {
        return new PendingOperation<>(work, false, listeners, clocks.monotonic().getAsLong()
                + (record.impatient() ? Math.min(patience, Ledger.SENDER_PATIENCE.toNanos()) : patience));
    }

    /** Submits an operation. It fails if the database stays unavailable for longer than {@code patience}. */
    <T> CompletableFuture<T> submit(LedgerOperation<T> work) {
        return submit(pending(work, false, Listeners.APART));
    }

    /**
     * Like {@link #submit}, for callers that continue with their work on the thread that completes the operation. If nothing waits,
     * that is the calling thread if it may block, and otherwise a worker, which runs the operation itself.
     */
    <T> CompletableFuture<T> submitDirect(LedgerOperation<T> work, LedgerRequest record) {
        PendingOperation<T> job = pending(work, Listeners.APART, record);
        callers.lead(job, this::submit);
        return job.future();
    }

    /** Like {@link #record}, with the thread of {@link #submitDirect}. */
    <T> CompletableFuture<T> recordDirect(LedgerOperation<T> work) {
        PendingOperation<T> job = pending(work, true, Listeners.APART);
        callers.lead(job, this::submit);
        return job.future();
    }

    /** Like {@link #submit}, for callers whose callback is short: all of them share one task of the workers. */
    <T> CompletableFuture<T> submitBrief(LedgerOperation<T> work) {
        return submit(pending(work, false, Listeners.TOGETHER));
    }

    /**
     * The same as {@link #submitBrief} for an operation that begins a new record: operations of other records overtake it, and
     * it fails at once while nothing can be written.
     *
     * @param record the record, or the first one of a list of the same caller
     */
    <T> CompletableFuture<T> submitBegin(LedgerOperation<T> work, LedgerRequest record) {
        PendingOperation<T> job = pending(work, Listeners.TOGETHER, record);
        Optional<LedgerException> full = health.failure().filter(why -> why.reason() == Reason.NOT_WRITABLE);
        if (full.isPresent()) {
            job.fail(full.get(), workers);
            return job.future();
        }
        return submit(job, queue::addBegin);
    }

    /** Submits an operation that stores what has already happened. It waits for the database as long as necessary. */
    <T> CompletableFuture<T> record(LedgerOperation<T> work) {
        return submit(pending(work, true, Listeners.APART));
    }

    /** Like {@link #record}, for callers whose callback is short. */
    <T> CompletableFuture<T> recordBrief(LedgerOperation<T> work) {
        return submit(pending(work, true, Listeners.TOGETHER));
    }

    /**
     * Submits an operation that stores what has already happened, if possible in the same transaction as the next operation, which
     * is about to be submitted: this one does not wake the thread. Its result is not delivered.
     */
    void recordWithNext(LedgerOperation<?> work) {
        submit(pending(work, true, Listeners.NONE), queue::addWithNext);
    }

    private <T> CompletableFuture<T> submit(PendingOperation<T> job) {
        return submit(job, queue::add);
    }

    private synchronized <T> CompletableFuture<T> submit(PendingOperation<T> job, Consumer<PendingOperation<?>> add) {
        if (closed) {
            job.fail(CLOSED, workers);
        } else {
            add.accept(job);
        }
        return job.future();
    }

    /** The process is about to end: operations that cannot be written now fail instead of waiting. */
    void hurry() {
        hurried = true;
    }

    /** Runs the queued operations and then this one, and ends the thread. */
    void close(LedgerOperation<Void> lastWork) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            callers.end();
            queue.addLast(pending(lastWork, true, Listeners.APART));
            queue.addLast(last);
        }
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            // The database hangs. The callers must not hang with it.
            session.inHand().forEach(job -> job.future().completeExceptionally(CLOSED));
            queue.removeIf(job -> job != last && tell(job, CLOSED));
        }
    }

    /** Continues whatever is thrown, until it is closed, because all callers wait for this thread. */
    private void run() {
        while (!last.isSettled()) {
            try {
                queue.await(LOOK_EVERY);
                workOrLook();
            } catch (Throwable e) {
                // The rest of the batch is tried again. Interruption has no meaning for this thread.
                queue.wake();
            }
        }
        session.close();
    }

    private void workOrLook() throws InterruptedException {
        database.lock();
        try {
            batch.removeIf(PendingOperation::isSettled);
            if (batch.isEmpty()) {
                queue.take(batch, MOST);
            }
            if (batch.isEmpty()) {
                look();
            }
            callers.shared(batch.size());
            work(batch);
        } finally {
            database.unlock();
        }
    }

    /**
     * Checks the database while there is nothing to write: records may wait for hours, and a lost ledger must be noticed soon. If it
     * could not be written, an operation that does nothing finds out whether it can be now.
     */
    private void look() {
        try {
            session.check();
            if (health.failure().isPresent()) {
                batch.add(pending(tx -> null, false, Listeners.NONE));
            }
        } catch (LedgerException e) {
            health.failed(e);
        }
    }

    private void work(List<PendingOperation<?>> batch) throws InterruptedException {
        for (int failures = 0; !batch.isEmpty(); failures++) {
            LedgerException why;
            SqlErrorKind kind;
            try {
                // A batch that is retried is not extended, because one operation may fail each time.
                boolean whole = failures == 0 && batch == this.batch;
                if (session.transact(batch, workers, health.failure().isPresent(), () -> whole && queue.extend(batch, MOST),
                        () -> batch.stream().anyMatch(this::isOverdue) || queue.has(this::isOverdue))) {
                    health.succeeded();
                }
                return;
            } catch (SQLException e) {
                kind = session.failed(e);
                why = kind.exception(e);
            } catch (LedgerException e) {
                kind = session.failed(null);
                why = e;
            } catch (Throwable e) {
                kind = session.failed(null);
                why = new LedgerException(Reason.REFUSED, "The ledger failed: " + e.getClass().getSimpleName());
            }
            if (!kind.passes()) {
                session.trySettle(batch, workers);
            }
            batch.removeIf(PendingOperation::isSettled);
            boolean alone = why.reason() == Reason.REFUSED || why.reason() == Reason.DAMAGED;
            if (alone && batch.size() > 1 && !session.isInDoubt()) {
                oneByOne(batch);
                return;
            }
            health.failed(why);
            giveUp(batch, why, kind.passes(), failures);
            pause(batch, failures);
        }
    }

    private void oneByOne(List<PendingOperation<?>> batch) throws InterruptedException {
        while (!batch.isEmpty()) {
            List<PendingOperation<?>> first = new ArrayList<>(List.of(batch.get(0)));
            try {
                work(first);
            } finally {
                batch.removeAll(first);
                batch.addAll(first);
                batch.removeIf(PendingOperation::isSettled);
            }
        }
    }

    /** Fails the operations that need not wait any longer. */
    private void giveUp(List<PendingOperation<?>> batch, LedgerException why, boolean passes, int failures) {
        boolean closes = closing.getCount() == 0;
        if (session.isInDoubt() && !closes && (passes || failures < LOOKS)) {
            // The batch may have been committed; the operations after it were not.
            queue.removeIf(job -> isOverdue(job) && tell(job, why));
            return;
        }
        session.forgetDoubt();
        boolean hopeless = closes || why.reason() == Reason.REFUSED || why.reason() == Reason.DAMAGED;
        batch.removeIf(job -> (hopeless || isInVain(job, passes)) && tell(job, why));
    }

    /**
     * Operations that store what has happened wait as long as necessary for an unavailable database. No operation waits longer than
     * its patience for a full disk.
     */
    private boolean isInVain(PendingOperation<?> job, boolean passes) {
        return job.mustSucceed() ? !passes && (hurried || isImpatient(job)) : !passes || isImpatient(job);
    }

    private boolean tell(PendingOperation<?> job, LedgerException why) {
        job.fail(why, workers);
        return true;
    }

    /** Operations that store what has happened do not disturb the others: they wait as long as necessary. */
    private boolean isOverdue(PendingOperation<?> job) {
        return !job.mustSucceed() && isImpatient(job);
    }

    private boolean isImpatient(PendingOperation<?> job) {
        return clocks.monotonic().getAsLong() - job.deadline() >= 0;
    }

    private void pause(List<PendingOperation<?>> batch, int failures) throws InterruptedException {
        if (batch.isEmpty() || closing.getCount() == 0) {
            return;
        }
        closing.await(Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures, 10)), TimeUnit.MILLISECONDS);
        if (!session.isInDoubt()) {
            // New operations do not wait behind the ones that are being retried.
            queue.takeAll(batch);
        }
    }
}
