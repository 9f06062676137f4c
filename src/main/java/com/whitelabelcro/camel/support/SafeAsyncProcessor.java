package com.whitelabelcro.camel.support;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An asynchronous step that always completes its exchange, whatever is thrown: by the step itself, by the stage that it
 * returns, or by later steps on the same thread. Camel 4.18 handles exceptions only. An {@link Error} passes through it
 * to the thread, the callback is never called, and the caller waits forever.
 */
public abstract class SafeAsyncProcessor extends AsyncProcessorSupport {

    /**
     * Exchange property that holds the {@link PipelineCompletion} of a record. If the steps after this one throw an
     * {@link Error}, it is completed exceptionally, so that the record's caller is notified.
     */
    public static final String PIPELINE_COMPLETION = "wlcroPipelineCompletion";

    /**
     * Holds the future that completes when the pipeline has completed for a record. It is not a
     * {@link java.util.concurrent.Future} itself: Camel's tracers convert each property to a String, and Camel converts
     * a future by waiting for it.
     *
     * @param end completes when the record has left the pipeline
     */
    public record PipelineCompletion(CompletableFuture<?> end) {

        /** Shows nothing of the future's result. */
        @Override
        public String toString() {
            return "pipeline completion";
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SafeAsyncProcessor.class);
    /** Created in advance, for when there is no memory to create an exception. */
    private static final Exception NO_MEMORY = new IllegalStateException("Out of memory");

    /**
     * Does the work of this step. May throw anything.
     *
     * @return completes when the exchange may continue; completes exceptionally if the step failed
     */
    protected abstract CompletionStage<?> step(Exchange exchange) throws Exception;

    /** Converts what was thrown to the exception that the exchange gets. */
    protected Exception toException(Exchange exchange, Throwable problem) {
        return exceptionOf(problem);
    }

    /**
     * The executor on which the exchange continues if the step completes on the thread that called it; empty to
     * continue on that thread. The stack of a calling thread contains Camel's own loop, and an {@link Error} of a later
     * step would end in that loop instead of reaching the caller of the record.
     */
    protected Optional<Executor> continuationExecutor() {
        return Optional.empty();
    }

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        Thread caller = Thread.currentThread();
        Optional<Executor> continuationExecutor = continuationExecutor();
        CompletableFuture<?> end = begin(exchange);
        boolean now = continuationExecutor.isEmpty() && end.isDone();
        end.whenComplete((result, problem) -> {
            setException(exchange, problem);
            if (continuationExecutor.isPresent() && Thread.currentThread() == caller) {
                proceedOn(continuationExecutor.get(), exchange, callback);
            } else if (!now) {
                proceed(exchange, callback);
            }
        });
        if (now) {
            callback.done(true);
        }
        return now;
    }

    private CompletableFuture<?> begin(Exchange exchange) {
        try {
            return step(exchange).toCompletableFuture();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void setException(Exchange exchange, Throwable problem) {
        if (problem == null) {
            return;
        }
        try {
            exchange.setException(toException(exchange,
                    problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem));
        } catch (Throwable e) {
            exchange.setException(NO_MEMORY);
        }
    }

    /** Proceeds on this thread if the executor does not take the task, for instance for lack of memory. */
    private static void proceedOn(Executor executor, Exchange exchange, AsyncCallback callback) {
        try {
            executor.execute(() -> proceed(exchange, callback));
        } catch (Throwable e) {
            proceed(exchange, callback);
        }
    }

    private static void proceed(Exchange exchange, AsyncCallback callback) {
        try {
            callback.done(false);
        } catch (Throwable e) {
            fail(exchange, e);
        }
    }

    /**
     * Handles an {@link Error} that passed through all of Camel. The later steps are not executed, so the caller is
     * notified from here.
     */
    private static void fail(Exchange exchange, Throwable problem) {
        Exception failure = NO_MEMORY;
        try {
            failure = exceptionOf(problem);
            LOG.error("A step failed with {}", place(problem));
        } catch (Throwable e) {
            failure = NO_MEMORY;
        } finally {
            exchange.setException(failure);
            PipelineCompletion completion = exchange.getProperty(PIPELINE_COMPLETION, PipelineCompletion.class);
            if (completion != null) {
                completion.end().completeExceptionally(failure);
            }
        }
    }

    /** Whether the pipeline has already completed for this record, so that nothing more may be sent for it. */
    protected static boolean isOver(Exchange exchange) {
        PipelineCompletion completion = exchange.getProperty(PIPELINE_COMPLETION, PipelineCompletion.class);
        return completion != null && completion.end().isDone();
    }

    /** What was thrown, and where. Without its message, which may quote personal data. */
    protected static String place(Throwable problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        return problem.getClass().getName() + " at " + (trace.length == 0 ? "?" : trace[0]);
    }

    /** Converts an {@link Error} to an exception, which is all that Camel handles; returns an exception unchanged. */
    public static Exception exceptionOf(Throwable problem) {
        return problem instanceof Exception known
                ? known : new IllegalStateException("Internal error, or out of memory: " + problem.getClass().getName(), problem);
    }
}
