package com.whitelabelcro.camel.event;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.event.RecordTracer.RecordSpan;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;

/**
 * Reports one record to the listeners and the tracer: its attempts and its end. Events are created only if there is a listener. Not
 * thread-safe; only one step at a time works on a record.
 */
public final class RecordObservation {

    private final EventPublisher events;
    private final RecordSpan span;
    private final String action;
    private final LongSupplier clock;
    private final long start;

    /**
     * Begins to observe a record.
     *
     * @param caller the exchange of the caller, whose current span becomes the parent
     * @param action the name of the action, such as {@code create-lead}
     * @param clock monotonic clock, in nanoseconds
     */
    public RecordObservation(EventPublisher events, RecordTracer tracer, LongSupplier clock, Exchange caller, String action) {
        this.events = events;
        this.span = tracer.begin(caller, action);
        this.action = action;
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** @param attempt which attempt begins, starting with 1 */
    public void attemptBegins(int attempt) {
        span.attemptBegins(attempt);
    }

    /** Reports the end of an attempt; the parameters are those of {@link AttemptEnded}. */
    public void attemptEnded(String connection, String outcome, int status, int attempt, Duration latency) {
        if (isHeard()) {
            AttemptEnded ended = new AttemptEnded(connection, action, outcome, status, attempt, latency);
            span.attemptEnded(ended);
            events.publish(ended);
        }
    }

    /**
     * Reports the end of the record.
     *
     * @param connection the name of the connection; empty if the record named an unknown one
     * @param end the exchange as it goes back to the caller
     * @param queued whether the record is stored to be sent later
     * @param attempts how often sending it was attempted
     */
    public void recordEnded(String connection, Exchange end, boolean queued, int attempts) {
        if (isHeard()) {
            String outcome = end.getException() != null ? end.getException().getClass().getSimpleName()
                    : queued ? RecordEnded.QUEUED
                    : end.getMessage().getHeader(WlcroHeaders.DUPLICATE) == null ? RecordEnded.DONE : RecordEnded.DUPLICATE;
            RecordEnded ended = new RecordEnded(connection, action, outcome, attempts, Duration.ofNanos(clock.getAsLong() - start));
            span.recordEnded(ended, end.getMessage().getHeader(WlcroHeaders.ENTRY, String.class));
            events.publish(ended);
        }
    }

    private boolean isHeard() {
        return events.isHeard() || span != RecordSpan.NONE;
    }

    /** Shows nothing of the record, because tracers show the properties of an exchange. */
    @Override
    public String toString() {
        return "record observation";
    }
}
