package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.event.AttemptEnded;
import com.whitelabelcro.camel.event.PromptEventListener;
import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.event.WlcroEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of the pack in a registry of Micrometer: counters and timers from events, and {@link PackGauges}. Counters have
 * the tags connection, action and outcome; histograms, whose every bucket is a time series, the connection only. The meters are
 * in the registry while the context runs. Must not be loaded without Micrometer.
 */
final class PackMeters extends ServiceSupport implements PromptEventListener {

    private static final Logger LOG = LoggerFactory.getLogger(PackMeters.class);
    /** The name under which Camel's own meters look up their registry. */
    private static final String CAMELS = "metricsRegistry";
    private static final Duration[] REQUEST_BUCKETS = millis(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
    private static final Duration[] RECORD_BUCKETS = millis(100, 500, 1_000, 5_000, 15_000, 60_000, 300_000, 900_000);

    private final MeterRegistry registry;
    private final Tags context;
    private final ConnectionTags connections = new ConnectionTags();
    private final PackGauges gauges;
    private final MeterCache<Counter> requests;
    private final MeterCache<Counter> retries;
    private final MeterCache<Counter> records;
    private final MeterCache<Timer> requestDuration;
    private final MeterCache<Timer> recordDuration;

    /**
     * The meters in the registry that Camel uses; otherwise in the only one of the context, or in the composite one if there are
     * several; otherwise empty.
     */
    static Optional<PackMeters> of(CamelContext context, PackMonitor monitor) {
        return registry(context).map(each -> new PackMeters(each, context.getName(), monitor));
    }

    private static Optional<MeterRegistry> registry(CamelContext context) {
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

    /** @param context the name of the Camel context, which Camel's own meters also have as a tag */
    private PackMeters(MeterRegistry registry, String context, PackMonitor monitor) {
        this.registry = registry;
        this.context = Tags.of("camelContext", context);
        this.gauges = new PackGauges(registry, this.context, connections, monitor);
        requests = counter("wlcro.requests", "Requests to the API, by their outcome");
        retries = counter("wlcro.retries", "Requests that repeated an earlier request of their record");
        records = counter("wlcro.records", "Calls of actions that have ended, by their outcome");
        requestDuration = timer("wlcro.request.duration", "From the start of a request until its answer", REQUEST_BUCKETS);
        recordDuration = timer("wlcro.record.duration", "From a call until its end, waiting included", RECORD_BUCKETS);
    }

    private static Duration[] millis(long... millis) {
        return LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private MeterCache<Counter> counter(String name, String description) {
        return new MeterCache<>(Counter.builder(name).description(description).tags(context).withRegistry(registry));
    }

    private MeterCache<Timer> timer(String name, String description, Duration[] buckets) {
        return new MeterCache<>(
                Timer.builder(name).description(description).serviceLevelObjectives(buckets).tags(context).withRegistry(registry));
    }

    /** Call it every second. */
    void tick() {
        gauges.tick();
    }

    @Override
    public void onEvent(WlcroEvent event) {
        if (event instanceof AttemptEnded attempt) {
            String connection = connections.of(attempt.connection());
            requests.of(connection, attempt.action(), attempt.outcome()).increment();
            requestDuration.of(connection).record(attempt.latency());
            if (attempt.attempt() > 1) {
                retries.of(connection, attempt.action()).increment();
            }
        } else if (event instanceof RecordEnded ended) {
            String connection = connections.of(ended.connection());
            records.of(connection, ended.action(), ended.outcome()).increment();
            recordDuration.of(connection).record(ended.latency());
        }
    }

    @Override
    protected void doStart() {
        gauges.bind();
    }

    @Override
    protected void doStop() {
        gauges.close();
        List<Meter> ours = registry.getMeters().stream()
                .filter(each -> each.getId().getName().startsWith("wlcro.") && context.stream().allMatch(each.getId().getTags()::contains))
                .toList();
        ours.forEach(registry::remove);
        List.of(requests, retries, records, requestDuration, recordDuration).forEach(MeterCache::clear);
    }

    /**
     * The meters of one name by the values of their tags. To look one up here costs a fraction of what it costs in a registry, which
     * sorts and compares all tags. Not to be loaded where there is no Micrometer. Thread-safe.
     */
    private static final class MeterCache<M extends Meter> {

        private final MeterProvider<M> provider;
        private final Map<Values, M> known = new ConcurrentHashMap<>();

        /** An empty action or outcome means that these meters do not have that tag. */
        private record Values(String connection, String action, String outcome) {}

        MeterCache(MeterProvider<M> provider) {
            this.provider = provider;
        }

        M of(String connection) {
            return of(connection, "", "");
        }

        M of(String connection, String action) {
            return of(connection, action, "");
        }

        M of(String connection, String action, String outcome) {
            Values values = new Values(connection, action, outcome);
            M meter = known.get(values);
            return meter != null ? meter : known.computeIfAbsent(values, this::register);
        }

        private M register(Values values) {
            Tags tags = Tags.of("connection", values.connection());
            tags = values.action().isEmpty() ? tags : tags.and("action", values.action());
            return provider.withTags(values.outcome().isEmpty() ? tags : tags.and("outcome", values.outcome()));
        }

        /** Forgets the meters, which are removed from the registry. */
        void clear() {
            known.clear();
        }
    }
}
