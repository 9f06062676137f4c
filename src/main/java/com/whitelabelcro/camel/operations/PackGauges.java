package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The gauges. Those of connections are read on demand; the figures of the ledger are read every {@value PackMonitor#REFRESH}
 * seconds, because a gauge must not wait for a database. Further connections share the gauges with the tag {@value
 * ConnectionTags#OTHER}, which contain sums.
 */
final class PackGauges {

    private final MeterRegistry registry;
    private final Tags context;
    private final ConnectionTags tags;
    private final PackMonitor monitor;
    private final Set<String> bound = ConcurrentHashMap.newKeySet();
    private volatile LedgerFigures ledger;
    private volatile boolean running;
    private int ticks;

    PackGauges(MeterRegistry registry, Tags context, ConnectionTags tags, PackMonitor monitor) {
        this.registry = registry;
        this.context = context;
        this.tags = tags;
        this.monitor = monitor;
    }

    void bind() {
        running = true;
        for (EntryState state : Set.of(EntryState.FAILED, EntryState.UNKNOWN)) {
            gauge("wlcro.failed.records", "Records in the list of failed records", () -> listed(state))
                    .tags(context.and("state", state.stored())).register(registry);
        }
        gauge("wlcro.ledger.size", "Size of the ledger in its database", () -> ledger == null ? Double.NaN : ledger.bytes())
                .baseUnit(BaseUnits.BYTES).tags(context).register(registry);
        gauge("wlcro.ledger.writable", "1 if the ledger can be written, else 0", () -> monitor.isLedgerWritable() ? 1 : 0)
                .tags(context).register(registry);
        FunctionTimer.builder("wlcro.ledger.commits", monitor, each -> each.commits().count(), each -> each.commits().nanos(),
                TimeUnit.NANOSECONDS).description("Commits of the ledger and how long they took").tags(context).register(registry);
        refresh();
    }

    /** Call it every second. */
    void tick() {
        ticks++;
        if (running && ticks % PackMonitor.REFRESH == 0) {
            refresh();
        }
    }

    private void refresh() {
        bind(monitor.connections().stream());
        monitor.figures().thenAccept(figures -> ledger = figures);
        // A connection that was removed may have left records.
        monitor.queue().thenAccept(lines -> bind(lines.stream().map(each -> each.length().line().connection())));
    }

    private void bind(Stream<String> connections) {
        connections.map(tags::of).filter(bound::add).forEach(this::bindConnection);
    }

    private Stream<QueueLength> queued(String tag) {
        return monitor.lastQueue().stream().map(QueueForecast::length).filter(each -> tags.of(each.line().connection()).equals(tag));
    }

    private double listed(EntryState state) {
        LedgerFigures now = ledger;
        return now == null ? Double.NaN : now.listed(state);
    }

    private void bindConnection(String tag) {
        of(tag, "wlcro.permits.used", "Permits in use, cooling down or set aside", ConnectionSnapshot::used);
        of(tag, "wlcro.permits.free", "Permits that the next requests can take", each -> each.limit() - each.used());
        of(tag, "wlcro.requests.active", "Requests without an answer", ConnectionSnapshot::inFlight);
        of(tag, "wlcro.callers.waiting", "Records that wait for a permit or rest before their next attempt",
                ConnectionSnapshot::waiting);
        gauge("wlcro.queue.size", "Records that were accepted and are sent later",
                () -> queued(tag).mapToLong(QueueLength::records).sum()).tags(context.and("connection", tag)).register(registry);
        TimeGauge.builder("wlcro.queue.oldest.age", () -> queued(tag).mapToLong(each -> each.oldest().toSeconds()).max().orElse(0),
                TimeUnit.SECONDS).description("How long the first record of the queue has waited")
                .tags(context.and("connection", tag)).register(registry);
        for (State state : State.values()) {
            gauge("wlcro.circuit.state", "1 if the circuit of the connection is in this state, else 0",
                    () -> sum(tag, each -> each.state() == state ? 1 : 0))
                    .tags(context.and("connection", tag, "state", state.name().toLowerCase(Locale.ROOT))).register(registry);
        }
    }

    private void of(String tag, String name, String description, ToDoubleFunction<ConnectionSnapshot> value) {
        gauge(name, description, () -> sum(tag, value)).tags(context.and("connection", tag)).register(registry);
    }

    private double sum(String tag, ToDoubleFunction<ConnectionSnapshot> value) {
        return tag.equals(ConnectionTags.OTHER)
                ? monitor.connections().stream().filter(each -> tags.of(each).equals(tag))
                        .flatMap(each -> monitor.state(each).stream()).mapToDouble(value).sum()
                : monitor.state(tag).map(value::applyAsDouble).orElse(Double.NaN);
    }

    private static Gauge.Builder<Supplier<Number>> gauge(String name, String description, Supplier<Number> value) {
        return Gauge.builder(name, value).description(description);
    }

    void close() {
        running = false;
        bound.clear();
    }
}
