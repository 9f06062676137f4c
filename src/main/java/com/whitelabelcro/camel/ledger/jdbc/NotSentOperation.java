package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryLease;
import java.sql.SQLException;

/**
 * Notes that a record rests, and that none of its requests was applied. Not so of a record whose repeat is safe: it is
 * noted as sent from its beginning, and not noted again before each request.
 */
final class NotSentOperation implements LedgerOperation<Boolean> {

    private static final String NOTE = """
            UPDATE wlcro_entry SET sent = CASE WHEN repeatable = 1 THEN sent ELSE 0 END, attempts = ?
            WHERE id = ? AND owner = ? AND state = 'in-flight'""";

    private final EntryLease entry;
    private final int requests;

    /** @param requests how many were made */
    NotSentOperation(EntryLease entry, int requests) {
        this.entry = entry;
        this.requests = requests;
    }

    @Override
    public Boolean in(LedgerTransaction tx) throws SQLException {
        return tx.update(NOTE, entry.earlierRequests() + requests, entry.id().value(), entry.owner()) == 1;
    }
}
