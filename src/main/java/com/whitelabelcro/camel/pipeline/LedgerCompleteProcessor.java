package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerFailures;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 12: stores how the record ended, and then lets its caller continue. The one exception is a record of which nothing was sent
 * while the ledger cannot be written: nothing has to be remembered of it, and its caller gets the failure at once.
 */
final class LedgerCompleteProcessor extends SafeAsyncProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCompleteProcessor.class);

    private final Ledger ledger;

    LedgerCompleteProcessor(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        if (!context.complete()) {
            throw new IllegalStateException("How this record ended was stored before");
        }
        CompletionStage<Boolean> stored = store(context.lease(), endResult(exchange, context));
        if (isNotSent(context) && ledger.failure().isPresent()) {
            answer(exchange, context, true, null);
            return CompletableFuture.completedFuture(null);
        }
        return stored.handle((leaseHeld, problem) -> {
            answer(exchange, context, leaseHeld, problem);
            return null;
        });
    }

    private static boolean isNotSent(WriteContext context) {
        return context.failure() instanceof WlcroException typed && typed.getRequests() == 0;
    }

    private CompletionStage<Boolean> store(EntryLease lease, EndResult result) {
        try {
            return ledger.end(lease, result);
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Sets the outcome on the exchange. The caller gets it even if it could not be stored, because the request was
     * made.
     */
    private static void answer(Exchange exchange, WriteContext context, Boolean leaseHeld, Throwable problem) {
        EntryId entry = context.entry();
        exchange.getMessage().setHeader(WlcroHeaders.ENTRY, entry.toString());
        if (problem != null) {
            exchange.setProperty(RecordProperties.OUTCOME_NOT_STORED, LedgerFailures.reason(problem));
        }
        if (context.failure() != null) {
            exchange.setException(context.failure());
        }
        if (problem != null || !leaseHeld) {
            LOG.warn("The outcome of entry {} could not be stored", entry);
        }
    }

    /**
     * Completes the entry of a record whose pipeline was aborted before this step. Does nothing if the record has no entry or has
     * been completed.
     */
    void completeAborted(Exchange exchange, Throwable why) {
        WriteContext context = WriteContext.of(exchange);
        if (context != null && context.isToBeSent() && context.complete()) {
            context.fail(why == null ? new IllegalStateException("The pipeline was aborted") : why);
            store(context.lease(), endResult(exchange, context));
            exchange.getMessage().setHeader(WlcroHeaders.ENTRY, context.entry().toString());
            exchange.setException(context.failure());
        }
    }

    /** A result that cannot be stored is a bug in the pack; the entry is completed nevertheless. */
    private EndResult endResult(Exchange exchange, WriteContext context) {
        try {
            return endResultOf(exchange, context);
        } catch (Throwable e) {
            context.fail(e);
            return bug(context);
        }
    }

    private EndResult endResultOf(Exchange exchange, WriteContext context) {
        if (context.failure() == null) {
            warnOfAnotherRecord(context.lease(), exchange.getMessage().getBody(Map.class));
            int status = exchange.getMessage().getHeader(WlcroHeaders.STATUS, 0, Integer.class);
            return new EndResult.Done(StoredAnswer.of(status, exchange.getMessage().getBody()), context.requests());
        } else if (!(context.failure() instanceof WlcroException typed)) {
            return bug(context);
        } else if (typed instanceof OutcomeUnknown) {
            return new EndResult.Unknown(Failure.of(typed));
        } else if (isPutBack(context, typed)) {
            return new EndResult.PutBack(Failure.of(typed), context.mayHaveBeenApplied(), EndResult.PutBack.DELAY);
        } else {
            return new EndResult.Failed(Failure.of(typed), context.mayHaveBeenApplied());
        }
    }

    /** Whether a record from the queue goes back to its place, because it was not sent for a reason outside the record. */
    private static boolean isPutBack(WriteContext context, WlcroException why) {
        return context.ledgerRequest().fromQueue() && (context.isRejected() || !why.isAboutTheRecord())
                && (context.ledgerRequest().repeatable() || !context.mayHaveBeenApplied());
    }

    /**
     * Warns if the API returned another id than before for the same identity. There may be two records then, which would not be
     * noticed otherwise.
     */
    private static void warnOfAnotherRecord(EntryLease lease, Map<?, ?> result) {
        if (lease.before() != null) {
            lease.before().differingId(result).ifPresent(name -> LOG.warn("{}: the API gave another {} than before for the same identity,"
                    + " so that there may be two records now; see entry {}", lease.request(), name, lease.id()));
        }
    }

    /**
     * For a failure in the pack's own code, which may have happened at any point. Before the first request, and after one
     * that was refused, nothing can have been applied. The caller gets the same exception that is stored.
     */
    private static EndResult bug(WriteContext context) {
        Throwable failure = context.failure().getCause() == null ? context.failure() : context.failure().getCause();
        LOG.error("Internal error: {}", place(failure));
        Details details = context.details(List.of(failure.getClass().getName()));
        boolean safe = context.ledgerRequest().repeatable() || !context.mayHaveBeenApplied();
        WlcroException typed = safe ? new Unavailable("internal error", details) : new OutcomeUnknown("internal error", details);
        context.fail(typed);
        return safe
                ? new EndResult.Failed(Failure.of(typed), context.mayHaveBeenApplied()) : new EndResult.Unknown(Failure.of(typed));
    }
}
