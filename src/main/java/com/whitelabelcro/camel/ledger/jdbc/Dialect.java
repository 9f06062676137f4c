package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases. */
interface Dialect extends AutoCloseable {

    /** A connection that is as durable as the database can be, with no transaction begun. */
    Connection open() throws SQLException;

    /** A connection that cannot change anything, and that makes no ledger where there is none. */
    Connection openToRead() throws SQLException;

    /**
     * Begins a transaction: nobody else writes the ledger until it ends, in this process or another. So all it reads
     * stays true until it commits, and there are no deadlocks.
     *
     * @param ours what our clock says, milliseconds since 1970
     * @return what the clock says that all who write share
     */
    long begin(Connection connection, long ours) throws SQLException;

    /** Ends the transaction; it is on disk when this returns. */
    void commit(Connection connection) throws SQLException;

    /** Ends the transaction, if one is begun, as if it had never been. */
    void rollback(Connection connection) throws SQLException;

    /** The query for the size of the ledger in bytes. */
    String sizeQuery();

    /** What such an exception of this database means. */
    SqlErrorKind trouble(SQLException e);

    /**
     * Called before each transaction.
     *
     * @param connection the open one; null if there is none at present
     * @throws com.whitelabelcro.camel.model.LedgerException if what is written would be lost
     */
    void check(Connection connection);

    @Override
    void close();
}
