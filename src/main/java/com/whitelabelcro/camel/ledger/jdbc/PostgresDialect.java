package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * A PostgreSQL database. One process at a time writes the ledger, as on SQLite, so that the same rules hold on both and there are no
 * deadlocks. The server disconnects a process that hangs within a transaction.
 */
final class PostgresDialect implements Dialect {

    /** The number of the pack's advisory lock: "wlcro" in ASCII. */
    private static final long LOCK = 0x77_6C_63_72_6FL;

    private final DataSource source;
    private final AutoCloseable pool;
    private final boolean serversClock;

    /**
     * @param source provides the connections
     * @param pool closed with the ledger; null if the source is the host's
     * @param serversClock whether to use the clock of the server, which is necessary if several machines write
     */
    PostgresDialect(DataSource source, AutoCloseable pool, boolean serversClock) {
        this.source = source;
        this.pool = pool;
        this.serversClock = serversClock;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("SET idle_in_transaction_session_timeout = '15s'");
            statement.execute("SET lock_timeout = '20s'");
            // A host's database may be configured to confirm a commit before it is on disk.
            statement.execute("SET synchronous_commit = on");
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public Connection openToRead() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public long begin(Connection connection, long ours, BooleanSupplier overdue) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            if (!serversClock) {
                return ours;
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public String sizeQuery() {
        return "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'wlcro\\_%'"
                + " AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = CAST('wlcro_entry' AS regclass))";
    }

    @Override
    public SqlErrorKind errorKind(SQLException e) {
        return SqlErrorKind.ofState(e);
    }

    @Override
    public void check(Connection connection) {}

    @Override
    public void close() {
        if (pool != null) {
            try {
                pool.close();
            } catch (Exception e) {
                // Everything has been written before.
            }
        }
    }
}
