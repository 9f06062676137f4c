package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction, in which nobody else writes. Before its first write it renews this process's lease, so that whatever
 * it writes is written by a process that is alive.
 */
final class LedgerTransaction {

    /** Makes a value of a row. */
    @FunctionalInterface
    interface RowMapper<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final StatementCache statements;
    private final ProcessLeases owners;
    private final long now;
    private ProcessLease held;
    private boolean dirty;

    LedgerTransaction(StatementCache statements, ProcessLeases owners, ProcessLease held, long now) {
        this.statements = statements;
        this.owners = owners;
        this.held = held;
        this.now = now;
    }

    /** Milliseconds since 1970, of the ledger's clock. */
    long now() {
        return now;
    }

    /** The number under which this process writes. */
    long owner() throws SQLException {
        write();
        return held.owner();
    }

    boolean isDirty() {
        return dirty;
    }

    /** How this process holds the ledger if this transaction commits. */
    ProcessLease held() {
        return held;
    }

    /** Renews the lease, whether or not anything else is written. */
    void write() throws SQLException {
        if (!dirty) {
            dirty = true;
            held = owners.beat(this, held);
        }
    }

    /** @return how many rows it changed */
    int update(String sql, Object... values) throws SQLException {
        write();
        return bind(sql, values).executeUpdate();
    }

    /** Reads rows; or changes them, if called after {@link #write}, and reads what they have become. */
    <T> List<T> rows(String sql, RowMapper<T> reader, Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    <T> Optional<T> first(String sql, RowMapper<T> reader, Object... values) throws SQLException {
        List<T> found = rows(sql, reader, values);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
