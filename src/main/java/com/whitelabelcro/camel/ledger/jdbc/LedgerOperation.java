package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.SQLException;

/**
 * An operation on the ledger within a transaction. It may be run more than once, each time in a new transaction after the one before
 * was rolled back, and must therefore have no state of its own.
 */
@FunctionalInterface
interface LedgerOperation<T> {

    T in(LedgerTransaction tx) throws SQLException;
}
