package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.config.ConnectionHealth;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/** Shows an installed pack to the operators of its context. */
public final class Operations {

    private final PackMonitor monitor;
    private final PackHealthChecks checks;

    /** @param health what the health of the application says of a connection that cannot be used */
    public Operations(PackView pack, ConnectionHealth health) {
        this.monitor = new PackMonitor(pack, InstantSource.system());
        this.checks = new PackHealthChecks(monitor, health == ConnectionHealth.REQUIRE);
    }

    /** Adds the services to a context that starts, for the first time or again. */
    public void addTo(CamelContext context) throws Exception {
        context.addService(monitor, true, true);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(checks);
        }
    }
}
