package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Counts the failed records, out of their index alone, and asks the database how large the ledger is. */
final class FiguresOperation implements LedgerOperation<LedgerFigures> {

    private static final String LISTED = "SELECT state, COUNT(*) FROM wlcro_entry WHERE listed = 1 GROUP BY state";

    private final String size;

    /** @param size the query for the number of bytes */
    FiguresOperation(String size) {
        this.size = size;
    }

    @Override
    public LedgerFigures in(LedgerTransaction tx) throws SQLException {
        Map<EntryState, Long> listed = new EnumMap<>(EntryState.class);
        tx.rows(LISTED, row -> listed.put(EntryState.of(row.getString(1)), row.getLong(2)));
        return new LedgerFigures(Map.copyOf(listed), tx.first(size, row -> row.getLong(1)).orElse(0L));
    }
}
