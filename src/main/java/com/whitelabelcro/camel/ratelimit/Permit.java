package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;

/** The right to send one request, once. Whoever holds it reports back, whatever happened. */
public final class Permit {

    private final PermitQueue gate;
    private final Row row;
    private final long ticket;
    private final OpenState probes;
    private final boolean forAll;
    private final long freedBefore;
    private boolean reported;

    Permit(PermitQueue gate, Row row, long ticket, OpenState probes, boolean forAll, long freedBefore) {
        this.gate = gate;
        this.row = row;
        this.ticket = ticket;
        this.probes = probes;
        this.forAll = forAll;
        this.freedBefore = freedBefore;
    }

    /**
     * Gives the permit back, with what the request's end says about the connection. A second report does nothing.
     */
    public void report(CallResult report) {
        synchronized (this) {
            if (reported) {
                return;
            }
            reported = true;
        }
        gate.report(this, report);
    }

    /** Whose permit it is; the API counts by the key. */
    public String key() {
        return row.key().hex();
    }

    /** Whether it is this key's, and the request may go with it. */
    public boolean isOf(Connection connection, String key) {
        return KeyId.of(connection, key).equals(row.key());
    }

    /** Whether this request finds out for others, who wait, if the connection is well again: not the record's own attempt. */
    public boolean isForAll() {
        return forAll;
    }

    /** What kept the connection closed until this request was to find out if it is well again; null if nothing did. */
    OpenState probes() {
        return probes;
    }

    /** The permit that all processes share. */
    Row row() {
        return row;
    }

    long ticket() {
        return ticket;
    }

    long freedBefore() {
        return freedBefore;
    }
}
