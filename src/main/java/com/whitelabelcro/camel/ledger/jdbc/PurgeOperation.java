package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.SQLException;

/**
 * Deletes what is settled and older than the retention, and the bodies of what is still owed; a piece at a time, so that
 * nobody waits long behind it. What is queued has not ended; what has ended stays until its outcome was handed on.
 */
final class PurgeOperation implements LedgerOperation<Integer> {

    static final int PIECE = 500;

    private static final String SETTLED = "DELETE FROM wlcro_entry WHERE id IN"
            + " (SELECT id FROM wlcro_entry WHERE listed = 0 AND ended < ? AND NOT EXISTS (SELECT 1 FROM wlcro_queue q WHERE q.entry = wlcro_entry.id) ORDER BY ended LIMIT " + PIECE + ")";
    private static final String OWED = "UPDATE wlcro_entry SET body = NULL WHERE id IN"
            + " (SELECT id FROM wlcro_entry WHERE listed = 1 AND ended < ? AND body IS NOT NULL LIMIT " + PIECE + ")";
    private static final String IMPORTS = "DELETE FROM wlcro_import WHERE COALESCE(ended, started) < ?";

    private final long retention;

    /**
     * @param retention milliseconds
     */
    PurgeOperation(long retention) {
        this.retention = retention;
    }

    @Override
    public Integer in(LedgerTransaction tx) throws SQLException {
        long before = tx.now() - retention;
        tx.update(IMPORTS, before);
        int settled = tx.update(SETTLED, before);
        return settled == PIECE ? PIECE : settled + tx.update(OWED, before);
    }
}
