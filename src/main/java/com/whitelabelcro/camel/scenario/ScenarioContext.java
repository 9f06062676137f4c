package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.ScenarioHost;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.RecordQueue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;

/** Runs a scenario in the same environment as {@code wlcro run}, except for what a test changes before the start. */
final class ScenarioContext implements AutoCloseable {

    private final ScenarioHost host;
    private CamelContext context;

    ScenarioContext(Configuration configuration, Path scenario) {
        // JMX is not needed, and the end of the test need not wait for exchanges.
        configuration.others().putIfAbsent("camel.main.jmxEnabled", "false");
        configuration.others().putIfAbsent("camel.main.shutdownTimeout", "1");
        configuration.others().putIfAbsent("camel.main.shutdownLogInflightExchangesOnTimeout", "false");
        host = new ScenarioHost(configuration, List.of(scenario));
    }

    /** Starts the context; its routes are changed before they start. */
    void start(Consumer<ScenarioContext> weave) {
        host.beforeStart(each -> {
            context = each;
            NodeIdFactory ids = numbered();
            routes().forEach(route -> route.idOrCreate(ids));
            weave.accept(this);
        }).start();
    }

    /** Numbers routes as {@code run} does. Camel counts across contexts, and so would count across tests. */
    private static NodeIdFactory numbered() {
        Map<String, AtomicInteger> counts = new HashMap<>();
        return node -> node.getShortName() + counts.computeIfAbsent(node.getShortName(), name -> new AtomicInteger()).incrementAndGet();
    }

    CamelContext camel() {
        return context;
    }

    /** The routes of the scenario. */
    List<RouteDefinition> routes() {
        return host.scenarios(context);
    }

    /** The endpoint that a route consumes from. */
    String from(RouteDefinition route) {
        return host.from(context, route);
    }

    /** The names of the endpoints of the pack. */
    List<String> endpoints() {
        return Stream.concat(host.pack().actions().stream().map(each -> "wlcro-" + each.name()),
                Stream.of(WlcroEndpoints.DEAD_LETTER, WlcroEndpoints.REDRIVE).map(each -> each.replace("direct:", "")))
                .toList();
    }

    FailedRecords failed() {
        return host.pack().ledger().failed();
    }

    RecordQueue queue() {
        return host.pack().ledger().queue();
    }

    /** The number of queued records that have not ended. A scenario that is called later is one of them until it has ended. */
    long queued() {
        return queue().lengths().toCompletableFuture().join().stream().mapToLong(QueueLength::records).sum();
    }

    @Override
    public void close() {
        host.close();
    }
}
