package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.LedgerExtent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at both ends of the two indexes by time, and so costs the same however many entries there are. */
final class ExtentOperation implements LedgerOperation<LedgerExtent> {

    private static final String SCHEMA = "SELECT number FROM wlcro_meta WHERE name = 'schema'";
    /** What is in flight has not ended, and stands before or after all others, whichever database it is. */
    private static final String END = "SELECT ended FROM wlcro_entry WHERE ended >= 0 AND listed = ";

    @Override
    public LedgerExtent in(LedgerTransaction tx) throws SQLException {
        return new LedgerExtent(tx.first(SCHEMA, row -> row.getInt(1)).orElseThrow(),
                ends(tx, "ASC").min(Comparator.naturalOrder()), ends(tx, "DESC").max(Comparator.naturalOrder()));
    }

    private static Stream<Instant> ends(LedgerTransaction tx, String order) throws SQLException {
        return Stream.of(end(tx, 0, order), end(tx, 1, order)).flatMap(Optional::stream);
    }

    private static Optional<Instant> end(LedgerTransaction tx, int listed, String order) throws SQLException {
        return tx.first(END + listed + " ORDER BY ended " + order + " LIMIT 1", row -> Instant.ofEpochMilli(row.getLong(1)));
    }
}
