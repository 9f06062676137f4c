package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.ratelimit.Permit;
import com.whitelabelcro.camel.ratelimit.PermitQueue;
import com.whitelabelcro.camel.ratelimit.PermitQueues;
import com.whitelabelcro.camel.ratelimit.PermitReservation;
import com.whitelabelcro.camel.ratelimit.PermitWaiter;
import com.whitelabelcro.camel.support.BlockingThreads;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * Step 7: waits for a permit of the record's connection without occupying a thread. A record whose permit was taken together with its
 * entry ({@link PermitReservation}) continues at once. Before a retry the record first waits for its back-off.
 */
public final class PermitProcessor extends SafeAsyncProcessor implements ShutdownPrepared {

    private final PermitQueues queues;
    private final LongSupplier clock;
    private final BlockingThreads threads;

    /** @param clock monotonic clock, in nanoseconds */
    public PermitProcessor(PermitQueues queues, LongSupplier clock, BlockingThreads threads) {
        this.queues = queues;
        this.clock = clock;
        this.threads = threads;
    }

    /** The current state of a connection. */
    public ConnectionSnapshot state(String connection) {
        return queues.of(connection).state();
    }

    /**
     * For a record that has no entry yet. If nobody waits for a permit, the ledger takes one in the transaction that stores the entry,
     * which saves transactions and changes of thread.
     */
    PermitReservation reservation(WriteContext context) {
        return queues.reservation(context.request().connection().name(), context.account(), context.sequence());
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        if (context.permit() != null && context.calls() == 0) {
            // It was reserved when the record began.
            context.grant(context.permit(), clock.getAsLong());
            return CompletableFuture.completedFuture(null);
        }
        Waiting waiting = new Waiting(exchange, context);
        try {
            joinQueue(waiting);
        } catch (Throwable e) {
            // The record may still be in the queue. If a permit is granted later, granted() returns it.
            waiting.end.completeExceptionally(e);
        }
        return waiting.end;
    }

    private void joinQueue(Waiting waiting) {
        WriteContext context = waiting.context;
        long delay = context.takeRetryDelay();
        PermitQueue queue = queues.of(context.request().connection().name());
        if (delay >= 0) {
            queue.acquireLater(waiting, TimeUnit.MILLISECONDS.toNanos(delay));
        } else {
            queue.acquire(waiting);
        }
    }

    @Override
    protected void doStart() {
        queues.start();
    }

    /**
     * Rejects the waiting records when the context stops, instead of waiting for permits that may be minutes away. It does so
     * also when Camel suspends the routes, because Camel aborts exchanges that outlast its timeout and cannot resume them.
     */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        queues.stop(!suspendOnly);
    }

    @Override
    protected void doStop() {
        queues.stop(true);
    }

    /** A record that waits in the queue of its connection. */
    private final class Waiting implements PermitWaiter {

        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final Exchange exchange;
        private final WriteContext context;

        Waiting(Exchange exchange, WriteContext context) {
            this.exchange = exchange;
            this.context = context;
        }

        @Override
        public void granted(Permit permit) {
            if (end.isDone() || isOver(exchange)) {
                permit.release(CallResult.none(clock.getAsLong()));
                end.completeExceptionally(new IllegalStateException("The permit came after the record had ended"));
            } else {
                context.grant(permit, clock.getAsLong());
                end.complete(null);
            }
        }

        @Override
        public void rejected(Rejection why) {
            if (why.kind().isOfAll()) {
                context.reject();
            }
            // Thousands of records may be rejected on one thread. Their ends are stored together, not one by one.
            threads.run(false, () -> end.completeExceptionally(why.toException(context.details())));
        }

        @Override
        public long sequence() {
            return context.sequence();
        }

        @Override
        public AccountId account() {
            return context.account();
        }

        @Override
        public boolean isInteractive() {
            return context.isInteractive();
        }

        @Override
        public long deadline() {
            return context.deadline();
        }
    }
}
