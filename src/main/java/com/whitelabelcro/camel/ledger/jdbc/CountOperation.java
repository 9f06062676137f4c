package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts entries, out of the indexes alone: one for what is listed, one for what is not, one for what is in flight. */
final class CountOperation implements LedgerOperation<EntryCounts> {

    /** Not a parameter: the two indexes are partial, and the planner has to see which of them it is. */
    private static final String ENDED = "SELECT state, COUNT(*) FROM wlcro_entry WHERE ended >= ? AND listed = ";
    private static final String IN_FLIGHT = "SELECT COUNT(*), MIN(created) FROM wlcro_entry WHERE state = 'in-flight'";

    private final String whose;
    private final List<Object> values = new ArrayList<>();
    private final Instant since;

    CountOperation(Optional<String> connection, Optional<AccountId> account, Instant since) {
        this.whose = (connection.isPresent() ? " AND connection = ?" : "")
                + (account.isPresent() ? " AND (account = ? OR account IS NULL)" : "");
        this.since = since;
        connection.ifPresent(values::add);
        account.map(AccountId::bytes).ifPresent(values::add);
    }

    @Override
    public EntryCounts in(LedgerTransaction tx) throws SQLException {
        Map<EntryState, Long> settled = new EnumMap<>(EntryState.class);
        Map<EntryState, Long> owed = new EnumMap<>(EntryState.class);
        for (int listed = 0; listed < 2; listed++) {
            List<Object> ended = new ArrayList<>(values);
            ended.add(0, since.toEpochMilli());
            Map<EntryState, Long> found = listed == 0 ? settled : owed;
            tx.rows(ENDED + listed + whose + " GROUP BY state",
                    row -> found.put(EntryState.of(row.getString(1)), row.getLong(2)), ended.toArray());
        }
        return tx.first(IN_FLIGHT + whose,
                row -> new EntryCounts(Map.copyOf(settled), Map.copyOf(owed), row.getLong(1), time(row)),
                values.toArray()).orElseThrow();
    }

    private static Optional<Instant> time(ResultSet row) throws SQLException {
        long millis = row.getLong(2);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
