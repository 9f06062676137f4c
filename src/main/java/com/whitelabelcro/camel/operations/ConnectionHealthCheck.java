package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.util.Set;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Reports the state of a connection, why it cannot be used and until when. A connection that cannot be used is UP
 * nevertheless, because one refused key or one outage must not take a host out of service, unless the settings say that it
 * counts.
 */
final class ConnectionHealthCheck extends PackHealthCheck {

    private static final Set<ConnectionStateChanged.State> IN_TROUBLE =
            Set.of(ConnectionStateChanged.State.OPEN, ConnectionStateChanged.State.SUSPENDED);

    private final PackMonitor monitor;
    private final String connection;
    private final boolean counts;

    /** @param counts whether a connection in trouble is DOWN */
    ConnectionHealthCheck(PackMonitor monitor, String connection, boolean counts) {
        super("wlcro-connection:" + connection);
        this.monitor = monitor;
        this.connection = connection;
        this.counts = counts;
    }

    @Override
    void report(HealthCheckResultBuilder result) {
        result.up().detail("connection", connection);
        monitor.state(connection).ifPresent(state -> report(state, result));
    }

    private void report(ConnectionSnapshot state, HealthCheckResultBuilder result) {
        result.detail("state", state.state().name())
                .detail("permits.used", state.used()).detail("permits.limit", state.limit())
                .detail("requests.active", state.inFlight()).detail("callers.waiting", state.waiting())
                .state(counts && IN_TROUBLE.contains(state.state()) ? State.DOWN : State.UP);
        monitor.lastQueue().stream().filter(each -> each.length().line().connection().equals(connection))
                .map(QueueForecast::text).reduce((one, other) -> one + "; " + other).ifPresent(text -> result.detail("queue", text));
        if (!state.why().isEmpty()) {
            String until = monitor.openUntil(state).map(time -> ", until " + time).orElse("");
            result.message(state.state() + ": " + state.why() + until).detail("reason", state.why());
            monitor.openUntil(state).ifPresent(time -> result.detail("until", time.toString()));
        }
    }
}
