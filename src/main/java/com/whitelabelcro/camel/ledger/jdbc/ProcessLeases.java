package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The leases of the processes that use the ledger, and the settling of what dead processes left in flight. */
final class ProcessLeases {

    private static final String NEXT =
            "UPDATE wlcro_meta SET number = number + 1 WHERE name = 'owner' RETURNING number";
    private static final String ENTER = "INSERT INTO wlcro_owner (number, beat, lease_until, process) VALUES (?, ?, ?, ?)";
    private static final String BEAT = "UPDATE wlcro_owner SET beat = ?, lease_until = ? WHERE number = ?";
    private static final String LEASE = "SELECT lease_until, process FROM wlcro_owner WHERE number = ?";
    private static final String ALL = "SELECT lease_until, process, number FROM wlcro_owner";
    private static final String LEAVE = "DELETE FROM wlcro_owner WHERE number = ?";
    /** An entry that was not sent, or can safely be repeated, has failed; the outcome of any other entry is unknown. */
    private static final String SETTLE = """
            UPDATE wlcro_entry SET recovered = 1, listed = 1, ended = ?, applied = sent,
              state = CASE WHEN repeatable = 1 OR sent = 0 THEN 'failed' ELSE 'unknown' END,
              reason = CASE WHEN repeatable = 1 OR sent = 0 THEN '{interrupted}' ELSE 'OutcomeUnknown' END
            WHERE state = 'in-flight' AND""".replace("{interrupted}", Failure.INTERRUPTED);
    /** Puts an entry that can be sent again back into the queue if it came from there. Runs before {@link #SETTLE}. */
    private static final String REQUEUE = """
            UPDATE wlcro_entry SET recovered = 1, applied = sent, state = 'queued'
            WHERE state = 'in-flight' AND (repeatable = 1 OR sent = 0)
              AND EXISTS (SELECT 1 FROM wlcro_queue q WHERE q.entry = wlcro_entry.id AND q.ended = 0) AND""";
    /**
     * If the same record had failed before, the entry left in flight replaces that one, so that it is listed once. Runs before
     * {@link #SETTLE}.
     */
    private static final String SUPERSEDE = """
            UPDATE wlcro_entry SET listed = 0, body = NULL, resolved_by = (SELECT MAX(n.id) FROM wlcro_entry n
              WHERE n.{mark} = wlcro_entry.{mark} AND n.content = wlcro_entry.content AND n.state = 'in-flight')
            WHERE id IN (SELECT o.id FROM wlcro_entry n JOIN wlcro_entry o ON o.{mark} = n.{mark} AND o.content = n.content
              AND o.state = 'failed' AND o.listed = 1 WHERE n.state = 'in-flight' AND n.{column} = ?)""";

    private final long lease;
    private final ProcessLiveness liveness;

    /**
     * @param lease how long a process may go without a heartbeat before it is considered dead, milliseconds
     * @param liveness detects processes that are certainly dead before that
     */
    ProcessLeases(long lease, ProcessLiveness liveness) {
        this.lease = lease;
        this.liveness = liveness;
    }

    /** Renews the lease. If it was lost, the process gets a new owner number, because its old entries may have been settled. */
    ProcessLease beat(LedgerTransaction tx, ProcessLease held) throws SQLException {
        long until = tx.now() + lease;
        long beat = held.beat() + 1;
        if (held.owner() != 0 && tx.update(BEAT, beat, until, held.owner()) == 1) {
            return new ProcessLease(held.owner(), beat, until);
        }
        long number = tx.first(NEXT, row -> row.getLong(1)).orElseThrow();
        tx.update(ENTER, number, beat, until, liveness.own());
        return new ProcessLease(number, beat, until);
    }

    /** Whether an owner is alive. This process always is, even if its lease has expired. */
    boolean isAlive(LedgerTransaction tx, long owner) throws SQLException {
        return owner == tx.lease().owner()
                || tx.first(LEASE, row -> isAlive(tx, row), owner).orElse(false);
    }

    private boolean isAlive(LedgerTransaction tx, ResultSet row) throws SQLException {
        return row.getLong(1) >= tx.now() && !liveness.isSurelyDead(row.getString(2));
    }

    /** Whether a process other than this one uses the ledger. */
    boolean isAnybodyAlive(LedgerTransaction tx) throws SQLException {
        return tx.rows(ALL, row -> isAlive(tx, row)).contains(true);
    }

    /** Settles the entries that dead processes left in flight. */
    void recoverDead(LedgerTransaction tx) throws SQLException {
        for (long owner : tx.rows(ALL, row -> isAlive(tx, row) ? 0L : row.getLong(3))) {
            // After a long pause, this process may be among them; it is alive and continues.
            if (owner != 0 && owner != tx.owner()) {
                recover(tx, owner);
            }
        }
    }

    /** Settles one entry that was left in flight. */
    void recoverEntry(LedgerTransaction tx, EntryId entry) throws SQLException {
        settle(tx, "id", entry.value());
    }

    void recover(LedgerTransaction tx, long owner) throws SQLException {
        settle(tx, "owner", owner);
        tx.update(LEAVE, owner);
    }

    private static void settle(LedgerTransaction tx, String column, long value) throws SQLException {
        for (String mark : List.of("identity", "row_hash")) {
            tx.update(SUPERSEDE.replace("{mark}", mark).replace("{column}", column), value);
        }
        tx.update(REQUEUE + " " + column + " = ?", value);
        tx.update(SETTLE + " " + column + " = ?", tx.now(), value);
        QueueRows.recover(tx, column.equals("id") ? "entry" : column, value);
    }
}
