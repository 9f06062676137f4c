package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.config.ConnectionHealth;
import com.whitelabelcro.camel.event.RecordTracer;
import com.whitelabelcro.camel.event.RecordTracer.RecordSpan;
import com.whitelabelcro.camel.event.WlcroEventListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheckRegistry;

/** Shows an installed pack to the operators of its context. */
public final class Operations {

    private final PackMonitor monitor;
    private final PackHealthChecks checks;
    private final Optional<PackMeters> meters;
    private final RecordTracer tracer;

    /**
     * @param pack what can be seen; there once the context starts
     * @param health what the health of the application says of a connection that cannot be used
     */
    public Operations(CamelContext context, Supplier<PackView> pack, ConnectionHealth health) {
        this.monitor = new PackMonitor(pack, InstantSource.system());
        this.checks = new PackHealthChecks(monitor, health == ConnectionHealth.REQUIRE);
        this.meters = has(context, "io.micrometer.core.instrument.MeterRegistry")
                ? PackMeters.of(context, monitor) : Optional.empty();
        this.tracer = has(context, "org.apache.camel.telemetry.Tracer") ? new CamelRecordTracer() : (caller, action) -> RecordSpan.NONE;
    }

    private static boolean has(CamelContext context, String library) {
        return context.getClassResolver().resolveClass(library, Operations.class.getClassLoader()) != null;
    }

    /** Makes spans if the context is traced. */
    public RecordTracer tracer() {
        return tracer;
    }

    /** What is to be notified of events. */
    public List<WlcroEventListener> listeners() {
        return meters.map(WlcroEventListener.class::cast).stream().toList();
    }

    /** Adds the services to a context that starts, for the first time or again. */
    public void addTo(CamelContext context) throws Exception {
        context.addService(monitor, true, true);
        if (tracer instanceof StartupListener listener) {
            context.addStartupListener(listener);
        }
        if (meters.isPresent()) {
            context.addService(meters.get(), true, true);
        }
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            checks.addTo(registry);
        }
    }

    /** Call it every second. */
    public void tick() {
        meters.ifPresentOrElse(PackMeters::tick, monitor::tick);
        checks.tick();
    }
}
