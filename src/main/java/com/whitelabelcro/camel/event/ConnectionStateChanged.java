package com.whitelabelcro.camel.event;

import java.time.Instant;

/**
 * A connection has another state than before. Each process finds out for itself, and tells its own listeners.
 *
 * @param connection its name
 * @param state its state from now on
 * @param reason one sentence for people; empty if it is {@link State#CLOSED}
 * @param until when it is tried again at the earliest; null if it is {@link State#CLOSED} or {@link State#HALF_OPEN}
 */
public record ConnectionStateChanged(String connection, State state, String reason, Instant until) implements WlcroEvent {

    /** The states of a circuit breaker, and two more. */
    public enum State {
        /** It is well: records go out. */
        CLOSED,
        /** The API limits it (429): records wait. */
        LIMITED,
        /** An outage: records wait. */
        OPEN,
        /** The API refuses it (401, a row of 403 and the like): records fail at once. */
        SUSPENDED,
        /** One request is on its way to find out whether it is well again. */
        HALF_OPEN
    }
}
