package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.model.KeyId;
import java.time.InstantSource;

/**
 * Tells when a connection's state is another than before: to other processes by the ledger, and to people by the log and
 * the listeners. Not thread-safe: its {@link PermitQueue} holds a lock; what takes time is left to be done after it.
 */
public final class StateChangePublisher {

    private final String connection;
    private final DistributedPermits shared;
    private final EventPublisher events;
    private final InstantSource time;
    private State state = State.CLOSED;
    private OpenState closing;

    public StateChangePublisher(String connection, DistributedPermits shared, EventPublisher events, InstantSource time) {
        this.connection = connection;
        this.shared = shared;
        this.events = events;
        this.time = time;
    }

    /**
     * To be called after whatever may have changed it.
     *
     * @param key the key that it was found out with
     */
    void note(KeyId key, ConnectionCircuitBreaker health, long now, DeferredCallbacks calls) {
        OpenState present = health.closing();
        State next = present == null ? State.CLOSED : health.isProbing() ? State.HALF_OPEN : stateOf(present.kind());
        if (present != closing) {
            calls.errand(() -> shared.closed(key, present, now));
        } else if (next == State.HALF_OPEN && state != next) {
            calls.errand(() -> shared.probed(key, present));
        }
        if (next != state) {
            boolean waits = next != State.CLOSED && next != State.HALF_OPEN;
            events.add(new ConnectionStateChanged(connection, next, present == null ? "" : present.why().reason(),
                    waits ? time.instant().plusNanos(Math.max(0, present.until() - now)) : null));
            calls.errand(events::deliver);
        }
        closing = present;
        state = next;
    }

    private static State stateOf(OpenState.Kind kind) {
        return switch (kind) {
            case OUTAGE -> State.OPEN;
            case LIMITED -> State.LIMITED;
            case REFUSED -> State.SUSPENDED;
        };
    }
}
