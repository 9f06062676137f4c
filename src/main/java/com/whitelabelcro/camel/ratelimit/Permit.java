package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;

/** The right to send one request. Its holder reports how the request ended, whatever happened. Thread-safe. */
public final class Permit {

    private final PermitQueue queue;
    private final Row row;
    private final long sequence;
    private final OpenState probes;
    private final boolean forAll;
    private final long freedBefore;
    private final long since;
    private boolean released;

    Permit(PermitQueue queue, Row row, long sequence, OpenState probes, boolean forAll, long freedBefore, long since) {
        this.queue = queue;
        this.row = row;
        this.sequence = sequence;
        this.probes = probes;
        this.forAll = forAll;
        this.freedBefore = freedBefore;
        this.since = since;
    }

    /**
     * Returns the permit, with what the end of the request says about the connection. A second call does nothing.
     */
    public void release(CallResult result) {
        synchronized (this) {
            if (released) {
                return;
            }
            released = true;
        }
        queue.released(this, result);
    }

    /** The key that the permit belongs to, as a hash; the API counts by key. */
    public String key() {
        return row.key().hex();
    }

    /** Whether the permit belongs to this key, so that the request may carry it. */
    public boolean isOf(KeyId key) {
        return key.equals(row.key());
    }

    /**
     * Whether the request counts towards {@code wlcro.retry.max-attempts}. A half-open probe does not if other records wait for
     * its result: a record that happens to probe a long outage must not use up its attempts for all of them.
     */
    public boolean countsAsAttempt() {
        return !forAll;
    }

    /** The open state that this request is the probe of; null if it is no probe. */
    OpenState probes() {
        return probes;
    }

    /** The row of the permit, which all processes share. */
    Row row() {
        return row;
    }

    long sequence() {
        return sequence;
    }

    long freedBefore() {
        return freedBefore;
    }

    /** Since when it occupies a slot of the {@link ConcurrencyLimit}. */
    long since() {
        return since;
    }
}
