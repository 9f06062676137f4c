package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/** Runs the user's scenarios, with the pack's endpoints at hand, until the process is told to end. */
public final class Scenarios {

    private final ScenarioHost host;
    private final PrintWriter out;
    private volatile LedgerWatch watch;

    /**
     * @param files the scenarios; none: those where the configuration says
     * @param showCauses whether what others say of a failure is shown, masked
     * @throws ConfigurationException if one of them is no file
     */
    public Scenarios(Configuration configuration, List<Path> files, boolean showCauses, PrintWriter out) {
        this.host = new ScenarioHost(configuration, files);
        if (showCauses) {
            host.showCauses();
        }
        this.out = out;
    }

    /**
     * Runs them until the process is told to end, or the ledger is lost: without it, what is sent would be sent again.
     *
     * @return the exit code
     * @throws ConfigurationException if there is no scenario, or one cannot be started
     */
    public int run() {
        try (ScenarioHost running = host) {
            int exit = running.run(this::sayWhatRuns);
            if (watch != null) {
                watch.close();
            }
            return exit;
        }
    }

    /** Why the ledger was lost, if that ended it. */
    public Optional<String> ledgerLost() {
        return watch == null ? Optional.empty() : watch.lost();
    }

    private void sayWhatRuns(CamelContext context) {
        String routes = host.scenarios(context).stream().map(route -> told(context, route)).collect(Collectors.joining(", "));
        out.println("Running " + routes + "; Ctrl-C ends it");
        out.flush();
        watch = new LedgerWatch(host.pack().ledger()::trouble, why -> host.end(), Ticker.real());
    }

    private String told(CamelContext context, RouteDefinition route) {
        return route.getRouteId()
                + ScenarioHttpServer.pathOf(context, route).map(path -> " (http://" + host.webAddress(context) + path + ")").orElse("");
    }
}
