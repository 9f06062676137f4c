package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.action.ActionRoute;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Sends a copy of the caller's exchange on the whole way of a record, and brings back how that ended. It does what
 * Camel's Content Enricher does, and one thing more: an {@link Error} on the way, which Camel lets through to its thread,
 * ends the way too. Then the permit is given back, the ledger's entry is ended, and the caller is told.
 */
final class CallerIsolationProcessor extends SafeAsyncProcessor {

    private final CamelContext context;
    private final String way;
    private final CallerIsolationStrategy isolation = new CallerIsolationStrategy(ActionRoute.VARIABLES);
    private final LedgerCompleteProcessor complete;
    private final LongSupplier clock;
    private AsyncProducer producer;

    /**
     * @param way the endpoint that the copy is sent to
     * @param complete ends the entries of records that were broken off
     * @param clock nanoseconds, monotonic
     */
    CallerIsolationProcessor(CamelContext context, String way, LedgerCompleteProcessor complete,
            LongSupplier clock) {
        this.context = context;
        this.way = way;
        this.complete = complete;
        this.clock = clock;
    }

    @Override
    protected CompletionStage<?> step(Exchange original) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Exchange copy = ExchangeHelper.createCorrelatedCopy(original, false);
        copy.setProperty(WHOLE_WAY, new WholeWay(end));
        send(copy, end);
        return end.handle((done, problem) -> {
            if (problem != null) {
                copy.setException(problem);
                leaveRoutes(copy);
            }
            settle(copy);
            bringBack(original, copy);
            return null;
        });
    }

    private void send(Exchange copy, CompletableFuture<Void> end) {
        try {
            producer.process(copy, doneSync -> end.complete(null));
        } catch (Throwable e) {
            end.completeExceptionally(exceptionOf(e));
        }
    }

    /** What was broken off is still under way for Camel, which would wait for it when it stops. */
    private void leaveRoutes(Exchange copy) {
        UnitOfWork work = copy.getUnitOfWork();
        if (work != null) {
            for (Route left = work.popRoute(); left != null; left = work.popRoute()) {
                context.getInflightRepository().remove(copy, left.getRouteId());
            }
            UnitOfWorkHelper.doneUow(work, copy);
        }
    }

    /** Whatever went wrong on the way, and wherever it was broken off; does nothing if all is settled already. */
    private void settle(Exchange copy) {
        try {
            WriteContext written = WriteContext.of(copy);
            if (written != null) {
                written.releasePermit(clock.getAsLong());
            }
        } finally {
            complete.completeBrokenOff(copy, copy.getException());
        }
    }

    private void bringBack(Exchange original, Exchange copy) {
        MessageHelper.resetStreamCache(original.getMessage());
        isolation.bringBack(original, copy);
        Object notStored = copy.getProperty(WriteContext.OUTCOME_NOT_STORED);
        if (notStored == null) {
            original.removeProperty(WriteContext.OUTCOME_NOT_STORED);
        } else {
            original.setProperty(WriteContext.OUTCOME_NOT_STORED, notStored);
        }
        copy.getExchangeExtension().handoverCompletions(original);
    }

    @Override
    protected void doStart() throws Exception {
        producer = context.getEndpoint(way).createAsyncProducer();
        ServiceHelper.startService(producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownService(producer);
    }
}
