package com.whitelabelcro.camel.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the registry of Micrometer that a host has. Not to be loaded where there is no Micrometer. */
final class MeterRegistries {

    private static final Logger LOG = LoggerFactory.getLogger(MeterRegistries.class);
    /** The name under which Camel's own meters look for it. */
    private static final String CAMELS = "metricsRegistry";

    private MeterRegistries() {}

    /** The one that Camel uses; else the only one in the registry of the context; of several, the composite one. */
    static Optional<MeterRegistry> find(CamelContext context) {
        MeterRegistry camels = context.getRegistry().lookupByNameAndType(CAMELS, MeterRegistry.class);
        if (camels != null) {
            return Optional.of(camels);
        }
        Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
        Set<MeterRegistry> eligible = all.size() < 2 ? all
                : all.stream().filter(CompositeMeterRegistry.class::isInstance).collect(Collectors.toSet());
        if (eligible.size() != 1 && !all.isEmpty()) {
            LOG.warn("There are {} meter registries, so the pack has no meters; name the one to use {}", all.size(), CAMELS);
        }
        return eligible.size() == 1 ? eligible.stream().findFirst() : Optional.empty();
    }
}
