package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction, during which no other thread or process writes. Before its first write it renews the lease of this process, so
 * that only a live process writes.
 */
final class LedgerTransaction {

    /** Converts a row to a value. */
    @FunctionalInterface
    interface RowMapper<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final StatementCache statements;
    private final ProcessLeases leases;
    private final long now;
    private ProcessLease held;
    private boolean dirty;

    LedgerTransaction(StatementCache statements, ProcessLeases leases, ProcessLease held, long now) {
        this.statements = statements;
        this.leases = leases;
        this.held = held;
        this.now = now;
    }

    /** The time of the ledger's clock, milliseconds since 1970. */
    long now() {
        return now;
    }

    /** The owner number under which this process writes. */
    long owner() throws SQLException {
        write();
        return held.owner();
    }

    boolean isDirty() {
        return dirty;
    }

    /** The lease of this process if this transaction commits. */
    ProcessLease lease() {
        return held;
    }

    /** Renews the lease, whether or not anything else is written. */
    void write() throws SQLException {
        if (!dirty) {
            dirty = true;
            held = leases.beat(this, held);
        }
    }

    /** @return the number of changed rows */
    int update(String sql, Object... values) throws SQLException {
        write();
        return bind(sql, values).executeUpdate();
    }

    /** Reads rows. After {@link #write}, the statement may also change them and return their new values. */
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
