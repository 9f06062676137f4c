package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.ConnectionChanged;
import com.whitelabelcro.camel.event.ConnectionChanged.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The current connections and their configured keys. All code looks up a connection here by its name, because {@link #reload}
 * can add, change and remove connections at any time. Thread-safe; a reader sees either
 * all of a change or nothing of it.
 */
public final class ConnectionRegistry implements KeySource {

    private final Map<String, KeyedConnection> configured;
    private volatile Map<String, KeyedConnection> current;
    private volatile Map<String, Connection> connections;

    /** @param configured the connections of the properties and the environment, which stay; by name */
    ConnectionRegistry(Map<String, KeyedConnection> configured) {
        this.configured = Map.copyOf(configured);
        set(this.configured);
    }

    private void set(Map<String, KeyedConnection> next) {
        Map<String, Connection> names = new TreeMap<>();
        next.forEach((name, each) -> names.put(name, each.connection()));
        current = Map.copyOf(next);
        connections = Collections.unmodifiableMap(names);
    }

    /** The connections at this moment, in the order of their names. */
    public Map<String, Connection> all() {
        return connections;
    }

    /** The connection with this name; empty if there is none. */
    public Optional<Connection> find(String name) {
        return Optional.ofNullable(current.get(name)).map(KeyedConnection::connection);
    }

    /** @throws RemovedConnectionException if the connection does not exist any more */
    @Override
    public String key(String connection) {
        KeyedConnection found = current.get(connection);
        if (found == null) {
            throw new RemovedConnectionException(connection);
        }
        return found.key();
    }

    /**
     * Replaces the connections of the file by those that it contains now.
     *
     * @param content the content of the file
     * @param placeholders resolves property placeholders in its values
     * @return what has changed
     * @throws ConfigurationException if the file is invalid; nothing has changed then
     */
    public synchronized List<ConnectionChanged> reload(ConnectionsFile file, byte[] content, UnaryOperator<String> placeholders) {
        Map<String, KeyedConnection> next = new TreeMap<>(file.read(content, placeholders));
        for (String name : next.keySet()) {
            if (configured.containsKey(name)) {
                throw file.file().wrong("connection " + name + " is also configured outside of the file; take it out of one of the two");
            }
        }
        next.putAll(configured);
        Map<String, KeyedConnection> before = current;
        set(next);
        return changes(before, next);
    }

    private static List<ConnectionChanged> changes(Map<String, KeyedConnection> before, Map<String, KeyedConnection> next) {
        List<ConnectionChanged> changes = new ArrayList<>();
        next.forEach((name, each) -> {
            if (before.containsKey(name)) {
                before.get(name).changesTo(each).forEach(change -> changes.add(new ConnectionChanged(name, change)));
            } else {
                changes.add(new ConnectionChanged(name, Change.ADDED));
            }
        });
        before.keySet().stream().filter(name -> !next.containsKey(name)).sorted()
                .forEach(name -> changes.add(new ConnectionChanged(name, Change.REMOVED)));
        return changes;
    }
}
