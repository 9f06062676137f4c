package com.whitelabelcro.camel.ratelimit;

/**
 * The limits that must all allow one more request of a connection: its permits, the requests in flight, the shared permits as
 * far as they are known, and the circuit breaker. Not thread-safe: its {@link PermitQueue} holds a lock.
 */
final class SendingLimits {

    private final Permits permits;
    private final ConcurrencyLimit.Share slots;
    private final ConnectionCircuitBreaker circuit;
    private long sharedFreeAt;
    private boolean withoutSlot;

    SendingLimits(Permits permits, ConcurrencyLimit.Share slots, ConnectionCircuitBreaker circuit) {
        this.permits = permits;
        this.slots = slots;
        this.circuit = circuit;
    }

    /**
     * Takes a permit and a slot if all limits allow it.
     *
     * @param asked the number of pending requests for shared permits
     */
    boolean take(long now, int asked) {
        withoutSlot = false;
        if (now < sharedFreeAt || !circuit.allows(now) || circuit.openState() != null && asked > 0 || !permits.take(now)) {
            return false;
        }
        withoutSlot = !slots.tryAcquire(now);
        if (withoutSlot) {
            permits.unused();
        }
        return !withoutSlot;
    }

    /** Returns the permit and the slot of a request that is not sent. */
    void unused() {
        permits.unused();
        slots.unused();
    }

    /** No shared permit is free before this time. */
    void sharedFreeAt(long time) {
        sharedFreeAt = time;
    }

    /** The earliest time of the next request, if nothing else happens. Without a slot, an answer wakes the queue. */
    long nextTurn(long now, int asked) {
        if (withoutSlot || asked > 0 || circuit.isHalfOpen()) {
            return Permits.AFTER_AN_ANSWER;
        }
        long free = Math.max(sharedFreeAt, permits.nextFreeAt(now));
        return circuit.openState() == null ? free : Math.max(free, circuit.openState().until());
    }
}
