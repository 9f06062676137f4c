package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jline.utils.Signals;

/** Runs the user's scenarios with the pack until the process is asked to end. */
public final class Scenarios {

    private final ScenarioHost host;
    private final PrintWriter out;
    private final List<String> more = new ArrayList<>();
    private Started started = (context, client) -> {};
    private volatile LedgerWatch watch;

    /** Starts something when the scenarios are running. */
    @FunctionalInterface
    public interface Started {

        /** @param client calls the actions */
        void in(CamelContext context, ActionClient client);
    }

    /**
     * @param configuration the configuration of the runnable jar
     * @param files the scenarios; if empty, those at the configured location
     * @param showCauses whether messages of other libraries are shown, masked
     * @param out where to print which routes run
     * @throws ConfigurationException if one of them is not a file
     */
    public Scenarios(Configuration configuration, List<Path> files, boolean showCauses, PrintWriter out) {
        this.host = new ScenarioHost(configuration, files).manage();
        if (showCauses) {
            host.showCauses();
        }
        this.out = out;
    }

    /**
     * Adds a service that runs besides the scenarios; then there need not be any scenario.
     *
     * @param name the name, for messages
     * @param what starts the service
     */
    public void besides(String name, Started what) {
        host.withoutScenarios();
        more.add(name);
        started = what;
    }

    /**
     * Runs the scenarios until the process is asked to end or the ledger is lost: without a ledger, records would be
     * sent twice.
     *
     * @return the exit code
     * @throws ConfigurationException if there is no scenario, or one cannot be started
     */
    public int run() {
        // A service manager that stops a service expects exit code 0; without this, the JVM ends with 143.
        Signals.register("TERM", host::end);
        try (ScenarioHost running = host) {
            int exit = running.run(this::printRoutes);
            if (watch != null) {
                watch.close();
            }
            return exit;
        }
    }

    /** Why the ledger was lost; empty if that did not end the run. */
    public Optional<String> ledgerLost() {
        return watch == null ? Optional.empty() : watch.lost();
    }

    private void printRoutes(CamelContext context) {
        started.in(context, host.client(context));
        Stream<String> gateway = host.hasGateway() ? Stream.of("the gateway (http://" + host.webAddress(context) + ")") : Stream.of();
        String routes = Stream.of(gateway, more.stream(), host.scenarios(context).stream().map(route -> describe(context, route)))
                .flatMap(each -> each).collect(Collectors.joining(", "));
        host.operationsPage(context, System.console() != null).ifPresent(link -> out.println("Operations page: " + link));
        out.println("Running " + routes + "; Ctrl-C ends it");
        out.flush();
        watch = new LedgerWatch(host.pack().ledger()::failure, why -> host.end(), Ticker.real());
    }

    private String describe(CamelContext context, RouteDefinition route) {
        return route.getRouteId()
                + ScenarioHttpServer.pathOf(context, route).map(path -> " (http://" + host.webAddress(context) + path + ")").orElse("");
    }
}
