/**
 * The ledger over plain JDBC: one schema for SQLite and PostgreSQL. One thread of a process at a time uses the database: that of the
 * {@code GroupCommitWriter}, which commits all waiting operations together, or that of a caller while nothing waits (see
 * {@code LeadingCaller}). A {@link com.whitelabelcro.camel.ledger.jdbc.Dialect} implements the differences between the databases.
 */
package com.whitelabelcro.camel.ledger.jdbc;
