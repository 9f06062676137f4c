package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.Extent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at both ends of the two indexes by time, and so costs the same however many entries there are. */
final class Span implements Work<Extent> {

    private static final String SCHEMA = "SELECT number FROM wlcro_meta WHERE name = 'schema'";
    /** What is in flight has not ended, and stands before or after all others, whichever database it is. */
    private static final String END = "SELECT ended FROM wlcro_entry WHERE ended >= 0 AND listed = ";

    @Override
    public Extent in(Tx tx) throws SQLException {
        return new Extent(tx.first(SCHEMA, row -> row.getInt(1)).orElseThrow(),
                ends(tx, "ASC").min(Comparator.naturalOrder()), ends(tx, "DESC").max(Comparator.naturalOrder()));
    }

    private static Stream<Instant> ends(Tx tx, String order) throws SQLException {
        return Stream.of(end(tx, 0, order), end(tx, 1, order)).flatMap(Optional::stream);
    }

    private static Optional<Instant> end(Tx tx, int listed, String order) throws SQLException {
        return tx.first(END + listed + " ORDER BY ended " + order + " LIMIT 1", row -> Instant.ofEpochMilli(row.getLong(1)));
    }
}
