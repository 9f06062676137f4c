package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.QueuedAnswer;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerFailures;
import com.whitelabelcro.camel.ratelimit.Permit;
import com.whitelabelcro.camel.ratelimit.PermitReservation;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.support.BlockingThreads;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Step 3: asks the ledger what to do with the record. After this step a duplicate has its answer; a record that waited for an
 * equal one, which failed, has the same exception; a record to be sent later is in the queue; and one to be sent now has an entry on disk.
 * Records with the same identity pass one at a time; the others wait here without a thread.
 */
final class LedgerBeginProcessor extends SafeAsyncProcessor {

    private final Ledger ledger;
    private final PermitProcessor permits;
    private final Executor workers;
    private final BlockingThreads threads;
    private final QueuedAnswer queued;

    /**
     * @param permits reserves a permit for a record that need not wait for one
     * @param workers continue with records that are not sent. A record to be sent continues on the worker that delivers the
     *     ledger's decision, because it either has its permit or soon waits for one and leaves that worker
     * @param threads know whether the record may be sent on the calling thread
     * @param queued answers the callers of records that are sent later
     */
    LedgerBeginProcessor(Ledger ledger, PermitProcessor permits, Executor workers, BlockingThreads threads, QueuedAnswer queued) {
        this.queued = queued;
        this.ledger = ledger;
        this.permits = permits;
        this.workers = workers;
        this.threads = threads;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        if (context.later().isPresent()) {
            return ledger.queue().accept(List.of(context.later().get()))
                    .thenApply(accepted -> accepted.only(context.details()))
                    .handle((result, problem) -> decide(exchange, result, null, problem))
                    .thenRunAsync(() -> {}, workers);
        }
        PermitReservation reservation = permits.reservation(context);
        CompletableFuture<BeginResult> begun = ledger.begin(context.ledgerRequest(), reservation).toCompletableFuture();
        boolean here = begun.isDone();
        return begun.handle((result, problem) -> decide(exchange, result, reservation.permit(), problem))
                .thenCompose(send -> send || here
                        ? CompletableFuture.completedFuture(null) : CompletableFuture.runAsync(() -> {}, workers));
    }

    private boolean decide(Exchange exchange, BeginResult result, Permit permit, Throwable problem) {
        try {
            if (problem != null) {
                throw problem;
            }
            apply(exchange, WriteContext.of(exchange), result, permit);
        } catch (Throwable e) {
            exchange.setException(toException(exchange, e));
        }
        return exchange.getException() == null && WriteContext.of(exchange).isToBeSent();
    }

    @Override
    protected Optional<Executor> continuationExecutor() {
        return threads.isCurrent() ? Optional.empty() : Optional.of(workers);
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return LedgerFailures.toException("not sent", problem, WriteContext.of(exchange).details());
    }

    private void apply(Exchange exchange, WriteContext context, BeginResult result, Permit permit) {
        context.begin(result, permit);
        if (permit == null && result instanceof BeginResult.Send send && send.permit() instanceof PermitStore.Row) {
            // The ledger took a permit and marked the entry, but the circuit has opened meanwhile: the record waits, and is not marked.
            ledger.waitingForRetry(send.lease(), 0, false);
            context.unmark();
        }
        Message message = exchange.getMessage();
        if (result instanceof BeginResult.Duplicate duplicate) {
            message.setHeader(WlcroHeaders.ENTRY, duplicate.id().toString());
            message.setHeader(WlcroHeaders.DUPLICATE, true);
            message.setHeader(WlcroHeaders.STATUS, duplicate.answer().status());
            message.setBody(duplicate.answer().asMap());
        } else if (result instanceof BeginResult.Queued waiting) {
            message.setHeader(WlcroHeaders.ENTRY, waiting.id().toString());
            if (waiting.repeated()) {
                message.setHeader(WlcroHeaders.DUPLICATE, true);
            }
            message.setBody(queued.of(waiting, context.request().connection()));
        } else if (result instanceof BeginResult.Refusal refusal) {
            refusal.entry().ifPresent(entry -> message.setHeader(WlcroHeaders.ENTRY, entry.toString()));
            exchange.setException(refusal.toException(context.details()));
        }
    }
}
