package com.whitelabelcro.camel.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * The health checks of the pack: one for the ledger and one for each connection that there is at the moment. Each is
 * registered by itself, and not all of them as a repository, because of a repository MicroProfile Health, and with it Quarkus,
 * shows only one state, without the details of a check that is UP.
 */
final class PackHealthChecks {

    private final PackMonitor monitor;
    private final boolean connectionsCount;
    private final LedgerHealthCheck ledger;
    private final Map<String, ConnectionHealthCheck> connections = new HashMap<>();
    private HealthCheckRegistry registry;

    /** @param connectionsCount whether a connection that cannot be used is DOWN */
    PackHealthChecks(PackMonitor monitor, boolean connectionsCount) {
        this.monitor = monitor;
        this.connectionsCount = connectionsCount;
        this.ledger = new LedgerHealthCheck(monitor);
    }

    /** Registers the checks; also in a context that is started again, whose registry may have them already. */
    synchronized void addTo(HealthCheckRegistry registry) {
        this.registry = registry;
        registry.register(ledger);
        connections.values().forEach(registry::register);
        registerConnections();
    }

    private void registerConnections() {
        Set<String> present = monitor.connections();
        for (String name : present) {
            connections.computeIfAbsent(name, this::register);
        }
        for (String name : List.copyOf(connections.keySet())) {
            if (!present.contains(name)) {
                registry.unregister(connections.remove(name));
            }
        }
    }

    private ConnectionHealthCheck register(String connection) {
        ConnectionHealthCheck check = new ConnectionHealthCheck(monitor, connection, connectionsCount);
        registry.register(check);
        return check;
    }

    /**
     * Notices connections that were added or removed. Call it every second; as a listener of events it would cost each record the
     * time to create its events, also if nobody else listens.
     */
    synchronized void tick() {
        if (registry != null) {
            registerConnections();
        }
    }
}
