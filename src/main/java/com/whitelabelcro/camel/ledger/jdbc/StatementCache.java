package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The prepared statements of one connection; beyond a limit, the least recently used one is closed. Not thread-safe. */
final class StatementCache {

    private static final int MOST = 100;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

    StatementCache(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            if (prepared.size() >= MOST) {
                String oldest = prepared.keySet().iterator().next();
                prepared.remove(oldest).close();
            }
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    void close() throws SQLException {
        for (PreparedStatement each : prepared.values()) {
            each.close();
        }
    }
}
