package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** PostgreSQL by URL: HikariCP connects again after an outage, and tells a dead connection from a slow one. */
final class PostgresPool {

    private PostgresPool() {}

    static Dialect open(LedgerConfig config, boolean serversClock) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("wlcro-ledger");
        pool.setJdbcUrl(config.url().strip());
        if (!config.user().isEmpty()) {
            pool.setUsername(config.user());
        }
        if (!config.password().isEmpty()) {
            pool.setPassword(config.password());
        }
        // One writer; a second place, so that a connection that dies slowly does not keep the next one out.
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(2_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("socketTimeout", "30");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("ApplicationName", "wlcro-ledger");
        HikariDataSource source = new HikariDataSource(pool);
        return new PostgresDialect(source, source, serversClock);
    }
}
