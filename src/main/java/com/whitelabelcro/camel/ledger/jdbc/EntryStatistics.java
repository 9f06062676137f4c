package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerExtent;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts of entries, and the period that they cover. Each query is answered by an index alone: there is one index for failed
 * records that are listed, one for entries that are not, and one for entries in flight.
 */
final class EntryStatistics {

    /** The value of {@code listed} is appended, and not a parameter: the planner has to see which partial index it means. */
    private static final String ENDED = "SELECT state, COUNT(*) FROM wlcro_entry WHERE ended >= ? AND listed = ";
    private static final String IN_FLIGHT = "SELECT COUNT(*), MIN(created) FROM wlcro_entry WHERE state = 'in-flight'";
    private static final String LISTED = "SELECT state, COUNT(*) FROM wlcro_entry WHERE listed = 1 GROUP BY state";
    private static final String SCHEMA = "SELECT number FROM wlcro_meta WHERE name = 'schema'";
    /** The condition leaves out entries in flight, whose NULL the databases sort at different ends. */
    private static final String TIME = "SELECT ended FROM wlcro_entry WHERE ended >= 0 AND listed = ";

    private EntryStatistics() {}

    /** Counts the entries by state. */
    static LedgerOperation<EntryCounts> counts(Optional<String> connection, Optional<AccountId> account, Instant since) {
        String filter = (connection.isPresent() ? " AND connection = ?" : "")
                + (account.isPresent() ? " AND (account = ? OR account IS NULL)" : "");
        List<Object> values = new ArrayList<>();
        connection.ifPresent(values::add);
        account.map(AccountId::bytes).ifPresent(values::add);
        List<Object> ended = new ArrayList<>(values);
        ended.add(0, since.toEpochMilli());
        return tx -> {
            Map<EntryState, Long> settled = states(tx, ENDED + 0 + filter + " GROUP BY state", ended.toArray());
            Map<EntryState, Long> listed = states(tx, ENDED + 1 + filter + " GROUP BY state", ended.toArray());
            return tx.first(IN_FLIGHT + filter, row -> new EntryCounts(settled, listed, row.getLong(1), time(row)), values.toArray())
                    .orElseThrow();
        };
    }

    /** Finds the oldest and the latest end; costs the same however many entries there are. */
    static LedgerExtent extent(LedgerTransaction tx) throws SQLException {
        return new LedgerExtent(tx.first(SCHEMA, row -> row.getInt(1)).orElseThrow(),
                ends(tx, "ASC").min(Instant::compareTo), ends(tx, "DESC").max(Instant::compareTo));
    }

    /** @param size the query for the size of the ledger in bytes */
    static LedgerOperation<LedgerFigures> figures(String size) {
        return tx -> new LedgerFigures(states(tx, LISTED), tx.first(size, row -> row.getLong(1)).orElse(0L));
    }

    private static Map<EntryState, Long> states(LedgerTransaction tx, String sql, Object... values) throws SQLException {
        Map<EntryState, Long> found = new EnumMap<>(EntryState.class);
        tx.rows(sql, row -> found.put(EntryState.of(row.getString(1)), row.getLong(2)), values);
        return Map.copyOf(found);
    }

    private static Optional<Instant> time(ResultSet row) throws SQLException {
        long millis = row.getLong(2);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static Stream<Instant> ends(LedgerTransaction tx, String order) throws SQLException {
        return Stream.concat(end(tx, 0, order).stream(), end(tx, 1, order).stream());
    }

    private static Optional<Instant> end(LedgerTransaction tx, int listed, String order) throws SQLException {
        return tx.first(TIME + listed + " ORDER BY ended " + order + " LIMIT 1", row -> Instant.ofEpochMilli(row.getLong(1)));
    }
}
