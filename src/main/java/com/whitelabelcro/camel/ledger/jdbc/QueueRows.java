package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changes of the queue as part of larger operations. */
final class QueueRows {

    private static final String FIRST =
            "SELECT entry, raised FROM wlcro_queue WHERE order_key = ? ORDER BY position LIMIT 1";
    private static final String RAISE = "UPDATE wlcro_queue SET raised = 1 WHERE order_key = ?";
    private static final String LINE =
            """
            SELECT q.account, q.connection, q.order_key, q.reply_to, e.caller FROM wlcro_queue q JOIN wlcro_entry e ON e.id = q.entry
            WHERE q.entry = ? AND q.ended = 0""";
    static final String DELETE = "DELETE FROM wlcro_queue WHERE entry = ?";
    private static final String ENDED = """
            UPDATE wlcro_queue SET ended = 1, head = 0, order_key = NULL, owner = NULL, tries = 0, due = ? WHERE entry = ?""";
    private static final String NEXT = """
            UPDATE wlcro_queue SET head = 1
            WHERE entry = (SELECT entry FROM wlcro_queue WHERE order_key = ? ORDER BY position LIMIT 1)""";
    private static final String SHORTER =
            "UPDATE wlcro_queue_size SET number = number - 1 WHERE account = ? AND connection = ?";
    private static final String FEWER = "UPDATE wlcro_meta SET number = number - 1 WHERE name = 'queued'";
    private static final String FEWER_OF_CALLER = "UPDATE wlcro_queue_caller SET number = number - 1 WHERE caller = ?";
    private static final String RELEASE = "UPDATE wlcro_queue SET owner = NULL, due = ? WHERE entry = ?";
    private static final String COUNT =
            "UPDATE wlcro_meta SET number = number + 1 WHERE name IN ('queued', 'position') RETURNING name, number";
    private static final String LONGER = """
            INSERT INTO wlcro_queue_size (account, connection, number) VALUES (?, ?, 1) ON CONFLICT (account, connection)
              DO UPDATE SET number = wlcro_queue_size.number + 1 RETURNING number""";
    private static final String INSERT = """
            INSERT INTO wlcro_queue (entry, position, account, connection, order_key, head, raised, due, tries, forced, ended,
              reply_to, stored, created)
            VALUES (?, ?, ?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM wlcro_queue o WHERE o.order_key = ?) THEN 0 ELSE 1 END,
              0, 0, 0, ?, 0, ?, ?, ?)""";
    private static final String CLAIMED = """
            SELECT q.entry, q.ended, e.state FROM wlcro_queue q JOIN wlcro_entry e ON e.id = q.entry
            WHERE q.owner IS NOT NULL AND q.""";

    private QueueRows() {}

    /** Empties the queue and resets its counters. The entries of its records stay as they are. */
    static void clear(Statement statement) throws SQLException {
        for (String table : List.of("wlcro_queue", "wlcro_queue_size", "wlcro_queue_caller")) {
            statement.execute("DELETE FROM " + table);
        }
        statement.execute("UPDATE wlcro_meta SET number = 0 WHERE name = 'queued'");
    }

    private record First(EntryId entry, boolean raised) {}

    private record Line(AccountId account, String connection, byte[] orderKey, String replyTo, String caller) {}

    private record Claimed(EntryId entry, boolean ended, EntryState state) {}

    /** Finds the first queued record of this order key, and raises its priority, because a caller waits for it. */
    static Optional<EntryId> raise(LedgerTransaction tx, Sha256 orderKey) throws SQLException {
        Optional<First> first = tx.first(FIRST, row -> new First(new EntryId(row.getLong(1)), row.getInt(2) == 1),
                (Object) orderKey.bytes());
        if (first.isPresent() && !first.get().raised()) {
            tx.update(RAISE, (Object) orderKey.bytes());
        }
        return first.map(First::entry);
    }

    /**
     * Adds a stored entry to the end of its line.
     *
     * @param replyTo where its outcome is delivered; null for nowhere
     * @param stored what its caller stores with it; null for nothing
     * @return the number of records in the line
     */
    static long insert(LedgerTransaction tx, EntryId id, LedgerRequest request, String replyTo, byte[] stored) throws SQLException {
        tx.write();
        long position = tx.rows(COUNT, row -> row.getString(1).equals("position") ? row.getLong(2) : 0L)
                .stream().mapToLong(each -> each).max().orElseThrow();
        byte[] account = request.account().map(AccountId::bytes).orElseThrow();
        byte[] order = EntryTable.bytes(request.orderKey());
        tx.update(INSERT, id.value(), position, account, request.connection(), order, order, request.force() ? 1 : 0, replyTo,
                stored, tx.now());
        return tx.first(LONGER, row -> row.getLong(1), account, request.connection()).orElseThrow();
    }

    /** Ends a queued record: the next one of its order key may be sent, and its outcome is to be delivered if that was requested. */
    static void ended(LedgerTransaction tx, EntryId entry) throws SQLException {
        Optional<Line> found = tx.first(LINE, row -> new Line(AccountId.of(row.getBytes(1)), row.getString(2), row.getBytes(3),
                row.getString(4), row.getString(5)), entry.value());
        if (found.isEmpty()) {
            return;
        }
        Line line = found.get();
        if (line.replyTo() == null) {
            tx.update(DELETE, entry.value());
        } else {
            tx.update(ENDED, tx.now(), entry.value());
        }
        if (line.orderKey() != null) {
            tx.update(NEXT, (Object) line.orderKey());
        }
        tx.update(SHORTER, line.account().bytes(), line.connection());
        tx.update(FEWER);
        if (line.caller() != null) {
            tx.update(FEWER_OF_CALLER, line.caller());
        }
    }

    /** Releases the claim of an entry. */
    static void release(LedgerTransaction tx, EntryId entry, Duration rest) throws SQLException {
        tx.update(RELEASE, tx.now() + rest.toMillis(), entry.value());
    }

    /** Releases the claim of an entry if it is this process's; returns whether it was. */
    static boolean releaseOwn(LedgerTransaction tx, EntryId entry, Duration rest) throws SQLException {
        return tx.update(RELEASE + " AND owner = ?", tx.now() + rest.toMillis(), entry.value(), tx.owner()) == 1;
    }

    /**
     * Ends the claims of a process, or the claim of an entry, after its entries in flight were settled.
     *
     * @param column the column: owner or entry
     */
    static void recover(LedgerTransaction tx, String column, long value) throws SQLException {
        List<Claimed> claimed = tx.rows(CLAIMED + column + " = ?", row -> new Claimed(new EntryId(row.getLong(1)),
                row.getInt(2) == 1, EntryState.of(row.getString(3))), value);
        for (Claimed each : claimed) {
            if (each.ended() || each.state() == EntryState.QUEUED) {
                release(tx, each.entry(), Duration.ZERO);
            } else if (each.state() != EntryState.IN_FLIGHT) {
                ended(tx, each.entry());
            }
        }
    }
}
