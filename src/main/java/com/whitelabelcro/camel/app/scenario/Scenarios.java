package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Runs the user's scenarios, with the pack's endpoints at hand, until the process is told to end. */
public final class Scenarios {

    private final Wiring wiring;
    private final PrintWriter out;

    /**
     * These scenarios.
     *
     * @param files of none, those of the configuration
     * @throws ConfigurationException if there is no such file
     */
    public Scenarios(Configuration configuration, List<String> files, PrintWriter out) {
        this.wiring = new Wiring(configuration, ScenarioFiles.of(files, configuration), true);
        this.out = out;
    }

    /**
     * Runs them.
     *
     * @return the exit code
     * @throws ConfigurationException if there is no scenario, or one cannot be started
     */
    public int run() throws Exception {
        WebServer server = new WebServer();
        Main main = wiring.main(context -> server.serve(context));
        server.defaults(main);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                sayWhatRuns(started.getCamelContext(), server);
            }
        });
        try {
            main.run();
        } catch (Exception e) {
            throw wiring.told(e);
        }
        return main.getExitCode();
    }

    private void sayWhatRuns(CamelContext context, WebServer server) {
        String routes = context.getRoutes().stream().filter(route -> !route.isCreatedByKamelet())
                .map(Route::getRouteId).filter(id -> !wiring.isOurs(id)).collect(Collectors.joining(", "));
        String addresses = server.addresses(context).stream().map(each -> "; " + each).collect(Collectors.joining());
        out.println("Running " + routes + addresses + "; Ctrl-C ends it");
        out.flush();
    }
}
