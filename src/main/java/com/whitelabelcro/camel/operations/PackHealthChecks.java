package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * The health checks of the pack: one for the ledger and one for each current connection. Each is registered separately and not
 * as part of a repository, because MicroProfile Health, and therefore Quarkus, shows only one state for a repository, without the
 * details of a check that is UP. They concern readiness only: a restart of the process would
 * repair neither a database nor an API key, and waiting records would wait longer.
 */
final class PackHealthChecks {

    private static final Set<ConnectionStateChanged.State> IN_TROUBLE =
            Set.of(ConnectionStateChanged.State.OPEN, ConnectionStateChanged.State.SUSPENDED);

    private final PackMonitor monitor;
    private final boolean connectionsCount;
    private final HealthCheck ledger = new Check("wlcro-ledger", this::ledger);
    private final Map<String, HealthCheck> connections = new HashMap<>();
    private HealthCheckRegistry registry;

    /** @param connectionsCount whether a connection that cannot be used is DOWN */
    PackHealthChecks(PackMonitor monitor, boolean connectionsCount) {
        this.monitor = monitor;
        this.connectionsCount = connectionsCount;
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

    private HealthCheck register(String connection) {
        HealthCheck check = new Check("wlcro-connection:" + connection, result -> connection(connection, result));
        registry.register(check);
        return check;
    }

    /**
     * Detects connections that were added or removed. Call it every second. It is not a listener for events, because each record
     * would then have to create its events, even if there is no other listener.
     */
    synchronized void tick() {
        if (registry != null) {
            registerConnections();
        }
    }

    /** DOWN only while the ledger cannot be written: nothing is sent then, because nothing that is sent would be remembered. */
    private void ledger(HealthCheckResultBuilder result) {
        Optional<LedgerException> failure = monitor.ledgerFailure();
        result.detail("ledger", monitor.getLedger()).state(failure.isEmpty() ? HealthCheck.State.UP : HealthCheck.State.DOWN);
        failure.ifPresent(each -> result.message(each.getMessage()).detail("reason", each.getMessage()));
    }

    /**
     * The state of a connection, why it cannot be used and until when. A connection that cannot be used is UP nevertheless, because
     * one refused key or one outage must not take a host out of service, unless the settings say that it counts.
     */
    private void connection(String connection, HealthCheckResultBuilder result) {
        result.up().detail("connection", connection);
        monitor.state(connection).ifPresent(state -> connection(connection, state, result));
    }

    private void connection(String connection, ConnectionSnapshot state, HealthCheckResultBuilder result) {
        result.detail("state", state.state().name())
                .detail("permits.used", state.used()).detail("permits.limit", state.limit())
                .detail("requests.active", state.inFlight()).detail("callers.waiting", state.waiting())
                .state(connectionsCount && IN_TROUBLE.contains(state.state()) ? HealthCheck.State.DOWN : HealthCheck.State.UP);
        monitor.lastQueue().stream().filter(each -> each.length().line().connection().equals(connection))
                .map(QueueForecast::text).reduce((one, other) -> one + "; " + other).ifPresent(text -> result.detail("queue", text));
        if (!state.why().isEmpty()) {
            String until = monitor.openUntil(state).map(time -> ", until " + time).orElse("");
            result.message(state.state() + ": " + state.why() + until).detail("reason", state.why());
            monitor.openUntil(state).ifPresent(time -> result.detail("until", time.toString()));
        }
    }

    /** One check, as Camel's registry wants it. */
    private static final class Check implements HealthCheck {

        private final String id;
        private final Consumer<HealthCheckResultBuilder> report;
        private volatile boolean enabled = true;

        /** @param report writes the state, the message and the details */
        Check(String id, Consumer<HealthCheckResultBuilder> report) {
            this.id = id;
            this.report = report;
        }

        @Override
        public String getGroup() {
            return "wlcro";
        }

        @Override
        public String getId() {
            return id;
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
        public Result call(Map<String, Object> options) {
            HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                    .detail(CHECK_ID, id).detail(CHECK_GROUP, getGroup());
            report.accept(result);
            return result.build();
        }
    }
}
