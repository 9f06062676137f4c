/**
 * The ledger over plain JDBC: one schema for SQLite and PostgreSQL. All writes of a process go through one thread, the
 * {@code GroupCommitWriter}, which puts into one transaction whatever has come in meanwhile. A
 * {@link com.whitelabelcro.camel.ledger.jdbc.Dialect} holds what differs between the databases.
 */
package com.whitelabelcro.camel.ledger.jdbc;
