package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.SQLException;

/**
 * Deletes settled entries that are older than the retention, and the bodies of failed records that are. Each call deletes a limited
 * number, so that other operations do not wait long. A queued record has not ended, and an ended one stays until its outcome was
 * delivered.
 */
final class PurgeOperation implements LedgerOperation<Integer> {

    static final int PIECE = 500;

    private static final String SETTLED = "DELETE FROM wlcro_entry WHERE id IN (SELECT id FROM wlcro_entry WHERE listed = 0 AND ended < ?"
            + " AND NOT EXISTS (SELECT 1 FROM wlcro_queue q WHERE q.entry = wlcro_entry.id) ORDER BY ended LIMIT " + PIECE + ")";
    private static final String LISTED = "UPDATE wlcro_entry SET body = NULL WHERE id IN"
            + " (SELECT id FROM wlcro_entry WHERE listed = 1 AND ended < ? AND body IS NOT NULL LIMIT " + PIECE + ")";
    private static final String IMPORTS = "DELETE FROM wlcro_import WHERE COALESCE(ended, started) < ?";

    private final long retention;

    /** @param retention milliseconds */
    PurgeOperation(long retention) {
        this.retention = retention;
    }

    @Override
    public Integer in(LedgerTransaction tx) throws SQLException {
        long before = tx.now() - retention;
        tx.update(IMPORTS, before);
        int settled = tx.update(SETTLED, before);
        return settled == PIECE ? PIECE : settled + tx.update(LISTED, before);
    }
}
