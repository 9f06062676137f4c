package com.whitelabelcro.camel.operations;

import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRepository;

/** The health checks of the pack: one for the ledger and one for each connection that there is at the moment. */
final class PackHealthChecks implements HealthCheckRepository {

    private final PackMonitor monitor;
    private final boolean connectionsCount;
    private volatile boolean enabled = true;

    /** @param connectionsCount whether a connection that cannot be used is DOWN */
    PackHealthChecks(PackMonitor monitor, boolean connectionsCount) {
        this.monitor = monitor;
        this.connectionsCount = connectionsCount;
    }

    @Override
    public String getId() {
        return "wlcro";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Stream<HealthCheck> stream() {
        return enabled
                ? Stream.concat(Stream.of(new LedgerHealthCheck(monitor)), monitor.connections().stream()
                        .map(name -> new ConnectionHealthCheck(monitor, name, connectionsCount)))
                : Stream.empty();
    }
}
