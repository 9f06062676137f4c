package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets a caller's thread run and commit its own operation while the writer's thread has nothing to do, which saves two changes of
 * thread. The caller waits for the disk, but for no other thread or process: if another one uses the database, the operation is
 * queued. If anything goes wrong, the writer's thread runs the operation again and reports a repeated failure. As long as several
 * operations arrive during each commit, all of them are queued, because sharing a commit costs less. Thread-safe.
 */
final class LeadingCaller {

    /** How many operations a caller commits, its own and those that wait for the next one. */
    private static final int FEW = 3;

    /** Created in advance, for when there is no memory to create an exception. */
    private static final LedgerException NO_MEMORY =
            new LedgerException(LedgerException.Reason.REFUSED, "The ledger failed: no memory for an operation");

    private final ReentrantLock database;
    private final WriterConnection session;
    private final List<PendingOperation<?>> batch;
    private final OperationQueue queue;
    private final WriterHealth health;
    private final Executor workers;
    private final BooleanSupplier mayBlock;
    private volatile boolean crowded;
    private volatile boolean ended;

    /**
     * @param database held by the thread that uses the connection and the batch
     * @param batch the operations that are being run; what is left in it is run by the writer's thread
     * @param workers run what continues after an operation; they may block
     * @param mayBlock whether the calling thread may wait for a disk
     */
    LeadingCaller(ReentrantLock database, WriterConnection session, List<PendingOperation<?>> batch, OperationQueue queue,
            WriterHealth health, Executor workers, BooleanSupplier mayBlock) {
        this.database = database;
        this.session = session;
        this.batch = batch;
        this.queue = queue;
        this.health = health;
        this.workers = workers;
        this.mayBlock = mayBlock;
    }

    /**
     * Runs an operation on this thread, or on a worker if this thread may not block. The operation's future is completed there.
     *
     * @param otherwise queues the operation
     */
    void lead(PendingOperation<?> job, Consumer<PendingOperation<?>> otherwise) {
        if (!isIdle() || !(mayBlock.getAsBoolean() ? leads(job) : leadsOnWorker(job, otherwise))) {
            otherwise.accept(job);
        }
    }

    /** The writer's thread is about to commit this many operations together. */
    void shared(int operations) {
        crowded = operations > FEW;
    }

    /** From now on, every operation is queued. */
    void end() {
        ended = true;
    }

    private boolean isIdle() {
        return session.isLocal() && !crowded && queue.isIdle() && !database.isLocked();
    }

    private boolean leadsOnWorker(PendingOperation<?> job, Consumer<PendingOperation<?>> otherwise) {
        try {
            workers.execute(() -> leadOrQueue(job, otherwise));
            return true;
        } catch (Throwable e) {
            // No thread is available, except for the writer's.
            return false;
        }
    }

    private void leadOrQueue(PendingOperation<?> job, Consumer<PendingOperation<?>> otherwise) {
        try {
            if (!leads(job)) {
                otherwise.accept(job);
            }
        } catch (Throwable e) {
            // No other thread would complete the caller's future.
            job.fail(NO_MEMORY, workers);
        }
    }

    /** Runs an operation together with those that wait for the next one. Returns false if it has to be queued. */
    private boolean leads(PendingOperation<?> job) {
        // This thread may be delivering results in the middle of a transaction.
        if (database.isHeldByCurrentThread() || !database.tryLock()) {
            return false;
        }
        boolean taken = false;
        try {
            if (ended || !batch.isEmpty() || health.failure().isPresent() || queue.length() > FEW) {
                return false;
            }
            // The ledger may be closed at this moment: its last operation must run after this one.
            queue.takeAllButLast(batch);
            taken = batch.add(job);
            job.runOnCaller(true);
            session.tryTransact(batch, workers);
        } catch (Throwable e) {
            session.failed(e instanceof SQLException sql ? sql : null);
        } finally {
            if (!job.isSettled()) {
                job.runOnCaller(false);
            }
            if (!batch.isEmpty()) {
                queue.wake();
            }
            database.unlock();
        }
        job.completeOnCaller();
        return taken;
    }
}
