/** The ledger over plain JDBC: one schema and one writer for SQLite and PostgreSQL. */
package com.whitelabelcro.camel.ledger.jdbc;
