package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** A PostgreSQL database that is given by its URL. HikariCP reconnects after an outage and detects dead connections. */
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
        // There is one writer. The second connection lets it continue while the pool still closes a dead one.
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
