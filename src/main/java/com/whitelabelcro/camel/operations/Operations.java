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

/** Publishes the state of an installed pack: health checks, meters, spans, a console and JMX. */
public final class Operations {

    private final PackMonitor monitor;
    private final PackHealthChecks checks;
    private final Optional<PackMeters> meters;
    private final RecordTracer tracer;

    /**
     * @param pack provides the view of the pack once the context starts
     * @param health how a connection that cannot be used affects the health of the application
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

    /** The tracer, which creates spans if the context is traced. */
    public RecordTracer tracer() {
        return tracer;
    }

    /** The listeners to notify of events. */
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
