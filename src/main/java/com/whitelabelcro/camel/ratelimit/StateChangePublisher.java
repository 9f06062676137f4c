package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.model.KeyId;
import java.time.InstantSource;

/**
 * Publishes changes of a connection's state: to other processes through the ledger, and as events to the log and the listeners. Not
 * thread-safe: its {@link PermitQueue} holds a lock; longer work is deferred until the lock is released.
 */
final class StateChangePublisher {

    private final String connection;
    private final DistributedPermits shared;
    private final EventPublisher events;
    private final InstantSource time;
    private State state = State.CLOSED;
    private OpenState open;

    public StateChangePublisher(String connection, DistributedPermits shared, EventPublisher events, InstantSource time) {
        this.connection = connection;
        this.shared = shared;
        this.events = events;
        this.time = time;
    }

    /**
     * Call this after anything that may have changed the state.
     *
     * @param key the key whose request changed it
     */
    void note(KeyId key, ConnectionCircuitBreaker circuit, long now, DeferredCallbacks calls) {
        OpenState present = circuit.openState();
        State next = circuit.state();
        if (present != open) {
            calls.task(() -> shared.closed(key, present, now));
        } else if (next == State.HALF_OPEN && state != next) {
            calls.task(() -> shared.probed(key, present));
        }
        if (next != state) {
            boolean waits = next != State.CLOSED && next != State.HALF_OPEN;
            events.add(new ConnectionStateChanged(connection, next, present == null ? "" : present.why().reason(),
                    waits ? time.instant().plusNanos(Math.max(0, present.until() - now)) : null));
            calls.task(events::deliver);
        }
        open = present;
        state = next;
    }
}
