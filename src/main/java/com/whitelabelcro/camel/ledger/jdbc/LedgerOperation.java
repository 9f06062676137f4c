package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.SQLException;

/**
 * Something to do in the ledger. It may be run more than once, each time in a new transaction after the one before was
 * rolled back, and so keeps nothing but what it was given.
 */
@FunctionalInterface
interface LedgerOperation<T> {

    T in(LedgerTransaction tx) throws SQLException;
}
