package com.whitelabelcro.camel.event;

import java.time.Duration;

/**
 * A call of an action has ended: its caller gets the result or the error now.
 *
 * @param connection the name of the connection; empty if the record named an unknown connection
 * @param action the name of the action, such as {@code create-lead}
 * @param outcome {@link #DONE}, {@link #DUPLICATE}, {@link #QUEUED}, or the name of the typed error, such as {@code InvalidRequest}
 * @param attempts the number of attempts; 0 if sending was not needed or not allowed
 * @param latency from the call until its end, waiting included
 */
public record RecordEnded(String connection, String action, String outcome, int attempts, Duration latency) implements WlcroEvent {

    /** The API applied the record. */
    public static final String DONE = "Done";

    /** The record is stored and sent later. Its own end is another event. */
    public static final String QUEUED = "Queued";

    /** The record was applied before, and the ledger replayed the answer. */
    public static final String DUPLICATE = "Duplicate";

    /** Whether the record was applied, now or before, or is queued; everything else is a failure. */
    public boolean isAccepted() {
        return outcome.equals(DONE) || outcome.equals(DUPLICATE) || outcome.equals(QUEUED);
    }
}
