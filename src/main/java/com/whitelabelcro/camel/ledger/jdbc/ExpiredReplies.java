package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the outcomes that could not be delivered within the retention, because their target fails permanently or no process has
 * it any more. One warning names them; their entries are deleted like all others.
 */
final class ExpiredReplies implements LedgerOperation<Map<String, List<EntryId>>> {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredReplies.class);
    private static final String EXPIRED = """
            SELECT q.entry, q.reply_to FROM wlcro_queue q JOIN wlcro_entry e ON e.id = q.entry
            WHERE q.ended = 1 AND q.owner IS NULL AND e.ended < ? ORDER BY q.entry LIMIT\s""" + PurgeOperation.PIECE;

    private final Duration retention;

    private record Expired(EntryId entry, String target) {}

    ExpiredReplies(Duration retention) {
        this.retention = retention;
    }

    /** Returns the dropped outcomes by target; at most {@link PurgeOperation#PIECE}. */
    @Override
    public Map<String, List<EntryId>> in(LedgerTransaction tx) throws SQLException {
        List<Expired> expired = tx.rows(EXPIRED, row -> new Expired(new EntryId(row.getLong(1)), row.getString(2)),
                tx.now() - retention.toMillis());
        for (Expired each : expired) {
            tx.update(QueueRows.DELETE, each.entry().value());
        }
        return expired.stream().collect(Collectors.groupingBy(Expired::target, TreeMap::new,
                Collectors.mapping(Expired::entry, Collectors.toList())));
    }

    /** @param givenUp what {@link #in} returned, after it is on disk */
    void warn(Map<String, List<EntryId>> givenUp) {
        givenUp.forEach((target, entries) -> LOG.warn("The reply target {} has not taken the outcomes of {} records within the"
                + " retention (wlcro.ledger.retention), and gets them no more: {}", target, entries.size(),
                entries.stream().map(EntryId::toString).collect(Collectors.joining(", "))));
    }
}
