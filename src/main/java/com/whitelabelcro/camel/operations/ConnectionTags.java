package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.config.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of the tag {@code connection}. Each value is a time series of its own for most meters, so their number is
 * bounded: {@code default} and the first further connections have their names, {@value #MOST} in total; the others share one
 * value. Thread-safe.
 */
final class ConnectionTags {

    /** How many connections have a value of their own. */
    static final int MOST = 100;
    /** The value that all further connections share. */
    static final String OTHER = "other";
    /** The value for records that named no connection that exists. */
    static final String NONE = "none";

    private final Set<String> named = ConcurrentHashMap.newKeySet();

    ConnectionTags() {
        named.add(Connection.DEFAULT);
    }

    /** The value for a connection; the same one each time. */
    String of(String connection) {
        if (connection.isEmpty()) {
            return NONE;
        } else if (named.contains(connection)) {
            return connection;
        } else if (named.size() >= MOST) {
            return OTHER;
        }
        return name(connection);
    }

    private synchronized String name(String connection) {
        if (named.size() < MOST) {
            named.add(connection);
        }
        return named.contains(connection) ? connection : OTHER;
    }
}
