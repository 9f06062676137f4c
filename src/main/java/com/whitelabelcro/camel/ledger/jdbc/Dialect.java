package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The differences between the databases. */
interface Dialect extends AutoCloseable {

    /** Opens a connection with the strongest durability of the database, outside of a transaction. */
    Connection open() throws SQLException;

    /** Opens a connection that cannot change anything and does not create a ledger. */
    Connection openToRead() throws SQLException;

    /** Returns a statement of the schema as this database needs it. */
    default String adapt(String sql) {
        return sql;
    }

    /**
     * Begins a transaction. No other process or thread writes the ledger until it ends, so that what it reads remains valid until
     * the commit, and there are no deadlocks.
     *
     * @param ours the time of this process, milliseconds since 1970
     * @param overdue whether somebody does not wait any longer for another process to end its transaction
     * @return the time of the clock that all writing processes share, milliseconds since 1970
     */
    long begin(Connection connection, long ours, BooleanSupplier overdue) throws SQLException;

    /** Whether the database is on this machine, so that a transaction takes no longer than a few accesses to a disk. */
    default boolean isLocal() {
        return false;
    }

    /**
     * Begins a transaction like {@link #begin}, or returns empty at once if another process is writing. Only for a local database.
     */
    default OptionalLong tryBegin(Connection connection, long ours) throws SQLException {
        return OptionalLong.empty();
    }

    /** Commits the transaction; it is on disk when this returns. */
    void commit(Connection connection) throws SQLException;

    /** Rolls back the transaction, if there is one. */
    void rollback(Connection connection) throws SQLException;

    /** The query for the size of the ledger in bytes. */
    String sizeQuery();

    /** The kind of failure that an exception of this database stands for. */
    SqlErrorKind errorKind(SQLException e);

    /**
     * Called before each transaction, and every second while there is none.
     *
     * @param connection the open connection; null if there is none at present
     * @throws com.whitelabelcro.camel.model.LedgerException if what is written would be lost
     */
    void check(Connection connection);

    @Override
    void close();
}
