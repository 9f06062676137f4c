package com.whitelabelcro.camel.once.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases. */
interface Database extends AutoCloseable {

    /** A connection without autocommit, as durable as the database can be. */
    Connection open() throws SQLException;

    /**
     * Called first in each transaction: nobody else writes the ledger until it ends, in this process or another. So all
     * that a transaction reads stays true until it commits, and there are no deadlocks.
     *
     * @param ours what our clock says, milliseconds since 1970
     * @return what the clock says that all who write share
     */
    long writeAlone(Connection connection, long ours) throws SQLException;

    /** What such an exception of this database means. */
    Trouble trouble(SQLException e);

    /**
     * Called before each transaction.
     *
     * @throws com.whitelabelcro.camel.once.LedgerException if what is written would be lost
     */
    void check();

    @Override
    void close();
}
