package com.whitelabelcro.camel.pipeline;

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
 * An asynchronous step that completes its exchange whatever is thrown: by the step itself, by the stage it returns, or
 * by the steps that follow on the same thread. Camel 4.18 handles exceptions only. An {@link Error} passes through it
 * to the thread, nobody calls the callback, and the caller waits for ever.
 */
public abstract class SafeAsyncProcessor extends AsyncProcessorSupport {

    /**
     * An exchange property: the {@link WholeWay} of a record. If what follows a step throws an {@link Error}, it is
     * failed, so that the record's caller is told.
     */
    public static final String WHOLE_WAY = "wlcroWholeWay";

    /**
     * Holds what completes when the whole way of a record has ended. It is no {@link java.util.concurrent.Future} itself:
     * Camel's tracers make text of each property, and to make text of a future Camel waits for its end.
     *
     * @param end completes when the way has ended
     */
    public record WholeWay(CompletableFuture<?> end) {

        /** Nothing of what the end holds. */
        @Override
        public String toString() {
            return "the way of a record";
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SafeAsyncProcessor.class);
    /** Made beforehand: it is for when no other exception can be made. */
    private static final Exception NO_MEMORY = new IllegalStateException("A lack of memory");

    /**
     * Does the work of this step. May throw anything.
     *
     * @return completes when the exchange may go on; exceptionally if the step failed
     */
    protected abstract CompletionStage<?> step(Exchange exchange) throws Exception;

    /** The exception that the exchange gets for what was thrown. */
    protected Exception toException(Exchange exchange, Throwable problem) {
        return exceptionOf(problem);
    }

    /**
     * Where to go on if the step ended on the thread that called it; nothing to go on there. Below a thread of a caller
     * there is Camel's own loop, through which an {@link Error} of the steps that follow would reach the caller's thread
     * and nobody else.
     */
    protected Optional<Executor> elsewhere() {
        return Optional.empty();
    }

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        Thread caller = Thread.currentThread();
        Optional<Executor> elsewhere = elsewhere();
        CompletableFuture<?> end = begin(exchange);
        boolean now = elsewhere.isEmpty() && end.isDone();
        end.whenComplete((result, problem) -> {
            take(exchange, problem);
            if (elsewhere.isPresent() && Thread.currentThread() == caller) {
                elsewhere.get().execute(() -> goOn(exchange, callback));
            } else if (!now) {
                goOn(exchange, callback);
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

    private void take(Exchange exchange, Throwable problem) {
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

    private static void goOn(Exchange exchange, AsyncCallback callback) {
        try {
            callback.done(false);
        } catch (Throwable e) {
            fail(exchange, e);
        }
    }

    /** What was thrown went through all of Camel. The steps behind it will not be passed; the caller is told here. */
    private static void fail(Exchange exchange, Throwable problem) {
        Exception told = NO_MEMORY;
        try {
            told = exceptionOf(problem);
            StackTraceElement[] trace = problem.getStackTrace();
            // Not its message, which may quote anything.
            LOG.error("A step failed with {} at {}", problem.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        } catch (Throwable e) {
            told = NO_MEMORY;
        } finally {
            exchange.setException(told);
            WholeWay way = exchange.getProperty(WHOLE_WAY, WholeWay.class);
            if (way != null) {
                way.end().completeExceptionally(told);
            }
        }
    }

    /** Whether the caller of this record has been told how it ended already, so that nothing more may be sent for it. */
    protected static boolean isOver(Exchange exchange) {
        WholeWay way = exchange.getProperty(WHOLE_WAY, WholeWay.class);
        return way != null && way.end().isDone();
    }

    /** Whatever was thrown, as an exception, which is all that Camel handles. */
    public static Exception exceptionOf(Throwable problem) {
        return problem instanceof Exception known
                ? known : new IllegalStateException("A bug or a lack of memory: " + problem.getClass().getName(), problem);
    }
}
