package com.example.host;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.microprofile.health.CamelMicroProfileHealthCheckRegistry;
import org.apache.camel.spi.CamelContextCustomizer;

/** Does what the extension camel-quarkus-microprofile-health does with a context. */
@Singleton
@Unremovable
public class MicroProfileHealth implements CamelContextCustomizer {

    @Override
    public void configure(CamelContext context) {
        context.getCamelContextExtension()
                .addContextPlugin(HealthCheckRegistry.class, new CamelMicroProfileHealthCheckRegistry(context));
    }
}
