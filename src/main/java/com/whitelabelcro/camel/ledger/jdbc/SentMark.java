package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryLease;
import java.sql.SQLException;

/**
 * Marks a record in flight as possibly applied, and stores the number of its requests. The operations
 * return false if another process has taken the record over.
 */
final class SentMark {

    private static final String NOTE =
            "UPDATE wlcro_entry SET sent = ?, attempts = ? WHERE id = ? AND owner = ? AND state = 'in-flight'";

    private SentMark() {}

    /**
     * Stores that the record may have been applied from now on.
     *
     * @param request the number of the request, from 1
     * @param leaseIsOver whether to renew the lease first, because it seems to have expired
     */
    static LedgerOperation<Boolean> beforeRequest(EntryLease entry, int request, boolean leaseIsOver) {
        return tx -> (!leaseIsOver || tx.owner() == entry.owner()) && note(tx, entry, true, request);
    }

    /**
     * Stores that the record waits for its next attempt, and whether one of its requests may have been applied. If requests are not
     * stored one by one, the record stays marked as sent from its beginning.
     *
     * @param requests how many requests were made
     */
    static LedgerOperation<Boolean> beforeRetry(EntryLease entry, int requests, boolean perhapsApplied) {
        boolean sent = perhapsApplied || entry.perhapsApplied() || !entry.request().isMarkedBeforeRequest();
        return tx -> note(tx, entry, sent, requests);
    }

    private static boolean note(LedgerTransaction tx, EntryLease entry, boolean sent, int requests) throws SQLException {
        return tx.update(NOTE, sent ? 1 : 0, entry.earlierRequests() + requests, entry.id().value(), entry.owner()) == 1;
    }
}
