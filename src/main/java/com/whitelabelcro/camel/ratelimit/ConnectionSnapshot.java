package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;

/**
 * A connection at one moment, as this process sees it.
 *
 * @param state the state of its circuit
 * @param used permits in use, cooling down, or set aside for other clients of the key
 * @param limit permits in all
 * @param inFlight requests without an answer
 * @param waiting records that wait for a permit or for their next attempt
 * @param resting how many of these wait for their next attempt
 * @param openFor how long the circuit is still open, in nanoseconds; 0 if it is {@link State#CLOSED} or {@link State#HALF_OPEN}
 * @param why the reason for which it is open; empty if it is {@link State#CLOSED}
 */
public record ConnectionSnapshot(
        State state, int used, int limit, int inFlight, int waiting, int resting, long openFor, String why) {

    static ConnectionSnapshot of(Permits permits, ConnectionCircuitBreaker circuit, int waiting, int resting, long now) {
        OpenState open = circuit.openState();
        long openFor = open == null ? 0 : Math.max(0, open.until() - now);
        String why = open == null ? "" : open.why().reason();
        return new ConnectionSnapshot(circuit.state(), permits.used(now), permits.limit(), permits.inFlight(),
                waiting + resting, resting, openFor, why);
    }
}
