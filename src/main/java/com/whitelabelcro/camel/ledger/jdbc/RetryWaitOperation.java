package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryLease;
import java.sql.SQLException;

/**
 * Stores that a record waits for its next attempt, and whether one of its requests may have been applied. If requests are not stored
 * one by one, the record stays marked as sent from its beginning.
 */
final class RetryWaitOperation implements LedgerOperation<Boolean> {

    private static final String NOTE =
            "UPDATE wlcro_entry SET sent = ?, attempts = ? WHERE id = ? AND owner = ? AND state = 'in-flight'";

    private final EntryLease entry;
    private final int requests;
    private final boolean perhapsApplied;

    /**
     * @param requests how many requests were made
     * @param perhapsApplied whether one of the requests may have been applied
     */
    RetryWaitOperation(EntryLease entry, int requests, boolean perhapsApplied) {
        this.entry = entry;
        this.requests = requests;
        this.perhapsApplied = perhapsApplied;
    }

    @Override
    public Boolean in(LedgerTransaction tx) throws SQLException {
        boolean sent = perhapsApplied || entry.perhapsApplied() || !entry.request().isSendingNoted();
        return tx.update(NOTE, sent ? 1 : 0, entry.earlierRequests() + requests, entry.id().value(), entry.owner()) == 1;
    }
}
