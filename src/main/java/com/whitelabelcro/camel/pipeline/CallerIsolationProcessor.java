package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.ActionRoute;
import com.whitelabelcro.camel.caller.ActionResult;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.caller.UnknownOutcomes;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.RecordObservation;
import com.whitelabelcro.camel.event.RecordTracer;
import com.whitelabelcro.camel.support.BlockingThreads;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.ReactiveExecutor;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Steps 1 and 13: sends a correlated copy of the caller's exchange through the pipeline and copies the result back. It works
 * like Camel's Content Enricher, with one addition: the pipeline also completes if a step throws an {@link Error}, which Camel
 * would pass on to the thread. Wherever the pipeline was aborted, the permit and the memory of the record are then returned, its
 * ledger entry is completed, and the caller gets an exception.
 *
 * <p>Into the caller's exchange go:
 *
 * <ul>
 *   <li>after a success the answer as the body, and the pack's headers; headers that an earlier record left are removed;
 *   <li>after a failure the exception and the header of the ledger entry. The body stays, and the caller's own
 *       {@code onException}, {@code doTry} and dead letter channel apply to the exception;
 *   <li>after an {@link OutcomeUnknown} also a property ({@link UnknownOutcomes});
 *   <li>{@link RecordProperties#OUTCOME_NOT_STORED}, and Camel's completions.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class CallerIsolationProcessor extends SafeAsyncProcessor {

    private static final List<String> RESULT_HEADERS =
            List.of(WlcroHeaders.STATUS, WlcroHeaders.REMAINING, WlcroHeaders.DUPLICATE);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final CamelContext context;
    private final Settings settings;
    private final String pipeline;
    private final LedgerCompleteProcessor complete;
    private final LongSupplier clock;
    private final EventPublisher events;
    private final RecordTracer tracer;
    private final BlockingThreads threads;
    private final ReactiveExecutor tasks;
    private final AtomicInteger records = new AtomicInteger();
    private AsyncProducer producer;

    /**
     * @param pipeline the endpoint that receives the copy
     * @param complete completes the ledger entries of records whose pipeline was aborted
     * @param clock monotonic clock, in nanoseconds
     * @param events receive the end of each record
     * @param tracer shows each record as a span
     * @param threads are told on which thread the record may be sent
     */
    CallerIsolationProcessor(CamelContext context, Settings settings, String pipeline, LedgerCompleteProcessor complete,
            LongSupplier clock, EventPublisher events, RecordTracer tracer, BlockingThreads threads) {
        this.context = context;
        this.settings = settings;
        this.pipeline = pipeline;
        this.complete = complete;
        this.clock = clock;
        this.events = events;
        this.tracer = tracer;
        this.threads = threads;
        this.tasks = context.getCamelContextExtension().getReactiveExecutor();
    }

    @Override
    protected CompletionStage<?> step(Exchange original) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Exchange copy = ExchangeHelper.createCorrelatedCopy(original, false);
        copy.setProperty(PIPELINE_COMPLETION, new PipelineCompletion(end));
        RecordObservation observation = new RecordObservation(events, tracer, clock, original,
                copy.getVariable(ActionRoute.ACTION, "", String.class));
        copy.setProperty(WriteContext.OBSERVATION, observation);
        records.incrementAndGet();
        send(copy, end);
        return end.handle((done, problem) -> {
            records.decrementAndGet();
            if (problem != null) {
                copy.setException(problem);
                leaveRoutes(copy);
            }
            try {
                cleanUp(copy);
                copyResult(original, copy);
            } catch (Throwable e) {
                // The caller gets this exception, which occurs for example if its message is read-only.
                copy.setException(e);
                throw e;
            } finally {
                report(copy, observation);
            }
            return null;
        });
    }

    private void report(Exchange copy, RecordObservation observation) {
        WriteContext written = WriteContext.of(copy);
        if (written == null) {
            // It was refused before it had a context. A connection that does not exist is not shown: a caller may have written anything
            // there.
            String connection = copy.getException() instanceof WlcroException typed
                    ? settings.connection(typed.getConnection()).map(Connection::name).orElse("") : "";
            observation.recordEnded(connection, copy, false, 0);
        } else {
            observation.recordEnded(written.request().connection().name(), copy, written.isQueued(), written.calls());
        }
    }

    private void send(Exchange copy, CompletableFuture<Void> end) {
        // With more records than processors, the workers share commits, and inspecting the stack would cost more than it saves.
        boolean awaited = records.get() <= PROCESSORS && BlockingThreads.isAwaited();
        try {
            threads.run(awaited, () -> {
                producer.process(copy, doneSync -> end.complete(null));
                // Camel has queued the next steps for the loop that called this one. They run here, so that an Error does not escape.
                while (awaited && !end.isDone() && tasks.executeFromQueue()) {
                    continue;
                }
            });
        } catch (Throwable e) {
            end.completeExceptionally(exceptionOf(e));
        }
    }

    /** Removes an aborted exchange from Camel's in-flight repository; otherwise Camel would wait for it at shutdown. */
    private void leaveRoutes(Exchange copy) {
        UnitOfWork work = copy.getUnitOfWork();
        if (work != null) {
            for (Route left = work.popRoute(); left != null; left = work.popRoute()) {
                context.getInflightRepository().remove(copy, left.getRouteId());
            }
            UnitOfWorkHelper.doneUow(work, copy);
        }
    }

    /** Returns memory and permit and completes the ledger entry, as far as the pipeline has not done so. */
    private void cleanUp(Exchange copy) {
        WriteContext written = WriteContext.of(copy);
        try {
            if (written != null) {
                written.returnMemory();
                written.releasePermit(clock.getAsLong());
            }
        } finally {
            complete.completeAborted(copy, copy.getException());
        }
    }

    private static void copyResult(Exchange original, Exchange copy) {
        MessageHelper.resetStreamCache(original.getMessage());
        ActionRoute.VARIABLES.forEach(original::removeVariable);
        copyHeader(WlcroHeaders.ENTRY, original.getMessage(), copy.getMessage());
        if (copy.getException() == null) {
            original.getMessage().setBody(new ActionResult(copy.getMessage().getBody(Map.class)));
            RESULT_HEADERS.forEach(name -> copyHeader(name, original.getMessage(), copy.getMessage()));
        } else {
            // The caller's message may hold those of an earlier record.
            RESULT_HEADERS.forEach(original.getMessage()::removeHeader);
            if (copy.getException() instanceof OutcomeUnknown unknown && WriteContext.of(copy) != null) {
                UnknownOutcomes.remember(original, WriteContext.of(copy).ledgerRequest(),
                        copy.getMessage().getHeader(WlcroHeaders.ENTRY, String.class), unknown);
            }
            original.setException(copy.getException());
        }
        original.setProperty(RecordProperties.OUTCOME_NOT_STORED, copy.getProperty(RecordProperties.OUTCOME_NOT_STORED));
        copy.getExchangeExtension().handoverCompletions(original);
    }

    private static void copyHeader(String name, Message original, Message copy) {
        Object value = copy.getHeader(name);
        if (value == null) {
            original.removeHeader(name);
        } else {
            original.setHeader(name, value);
        }
    }

    @Override
    protected void doStart() throws Exception {
        producer = context.getEndpoint(pipeline).createAsyncProducer();
        ServiceHelper.startService(producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownService(producer);
    }
}
