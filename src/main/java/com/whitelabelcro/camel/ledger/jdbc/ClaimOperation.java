package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryLease;
import java.sql.SQLException;

/** Stores that a record may have been applied from now on, if this process still holds its lease. */
final class ClaimOperation implements LedgerOperation<Boolean> {

    private static final String NOTE =
            "UPDATE wlcro_entry SET sent = 1, attempts = ? WHERE id = ? AND owner = ? AND state = 'in-flight'";

    private final EntryLease entry;
    private final int request;
    private final boolean leaseIsOver;

    /**
     * @param request the number of the request, from 1
     * @param leaseIsOver whether to renew the lease first, because it seems to have expired
     */
    ClaimOperation(EntryLease entry, int request, boolean leaseIsOver) {
        this.entry = entry;
        this.request = request;
        this.leaseIsOver = leaseIsOver;
    }

    @Override
    public Boolean in(LedgerTransaction tx) throws SQLException {
        if (leaseIsOver && tx.owner() != entry.owner()) {
            return false;
        }
        return tx.update(NOTE, entry.earlierRequests() + request, entry.id().value(), entry.owner()) == 1;
    }
}
