package com.whitelabelcro.camel.event;

import java.time.Instant;

/**
 * The state of a connection has changed. Each process determines the state on its own and notifies its own listeners.
 *
 * @param connection the connection's name
 * @param state its new state
 * @param reason one sentence for people; empty if the state is {@link State#CLOSED}
 * @param until the earliest time of the next try; null if the state is {@link State#CLOSED} or {@link State#HALF_OPEN}
 */
public record ConnectionStateChanged(String connection, State state, String reason, Instant until) implements WlcroEvent {

    /** The states of a circuit breaker, and two more. */
    public enum State {
        /** The connection works; records are sent. */
        CLOSED,
        /** The API limits the key (429); records wait. */
        LIMITED,
        /** An outage; records wait. */
        OPEN,
        /** The API refuses the key (401, several 403s in a row and the like); records fail at once. */
        SUSPENDED,
        /**
         * One request is in flight to find out whether the connection works again; or, after its key was replaced, the next
         * request will be that one.
         */
        HALF_OPEN
    }
}
