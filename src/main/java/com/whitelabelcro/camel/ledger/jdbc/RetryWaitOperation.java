package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryLease;
import java.sql.SQLException;

/**
 * Notes that a record rests, and whether one of its requests may have been applied. Where sending is not noted before each
 * request, the record stays noted as sent from its beginning.
 */
final class RetryWaitOperation implements LedgerOperation<Boolean> {

    private static final String NOTE =
            "UPDATE wlcro_entry SET sent = ?, attempts = ? WHERE id = ? AND owner = ? AND state = 'in-flight'";

    private final EntryLease entry;
    private final int requests;
    private final boolean perhapsApplied;

    /**
     * @param requests how many were made
     * @param perhapsApplied whether one of them may have been applied
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
