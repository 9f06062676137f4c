package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Runs the user's scenarios in camel-main, with the pack's endpoints at hand, until the process is told to end. */
public final class Scenarios {

    private static final String PREFIX = "wlcro-";
    private static final String ACTION = "direct:" + PREFIX;

    private final Configuration configuration;
    private final String pattern;
    private final PrintWriter out;
    private final Set<String> ours = new HashSet<>();

    public Scenarios(Configuration configuration, PrintWriter out) {
        this.configuration = configuration;
        this.pattern = configuration.scenarios();
        this.out = out;
    }

    /**
     * Runs them.
     *
     * @return the exit code
     * @throws ConfigurationException if there is no scenario, or one cannot be started
     */
    public int run() throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.name", "wlcro");
        configuration.others().stringPropertyNames()
                .forEach(name -> main.addInitialProperty(name, configuration.others().getProperty(name)));
        main.configure().setRoutesIncludePattern(pattern);
        main.configure().addRoutesBuilder(new Ours());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                refuseSlips(configured.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                sayWhatRuns(started.getCamelContext());
            }
        });
        try {
            main.run();
        } catch (Exception e) {
            throw told(e);
        }
        return main.getExitCode();
    }

    private void refuseSlips(CamelContext context) {
        List<RouteDefinition> routes = routes(context);
        Set<String> served = routes.stream().map(route -> route.getInput().getEndpointUri())
                .collect(Collectors.toCollection(TreeSet::new));
        for (RouteDefinition route : routes) {
            if (route.getRouteId().startsWith(PREFIX) && !ours.contains(route.getRouteId())) {
                throw new ConfigurationException("The route " + route.getRouteId()
                        + " needs another id: those that begin with " + PREFIX + " are the pack's own");
            }
            refuseDeadEnds(route, served);
        }
    }

    /** Camel would wait half a minute for an endpoint that nobody serves, and then fail each record. */
    private static void refuseDeadEnds(RouteDefinition route, Set<String> served) {
        for (ToDefinition to : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
            String uri = String.valueOf(to.getEndpointUri());
            if (uri.startsWith(ACTION) && !served.contains(uri)) {
                throw new ConfigurationException("The route " + route.getRouteId() + " calls " + uri
                        + ", and there is no such endpoint" + Nearest.hint(uri, served));
            }
        }
    }

    private static List<RouteDefinition> routes(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    private void sayWhatRuns(CamelContext context) {
        String routes = context.getRoutes().stream().map(Route::getRouteId).filter(id -> !ours.contains(id))
                .collect(Collectors.joining(", "));
        out.println("Running " + routes + "; Ctrl-C ends it");
        out.flush();
    }

    private ConfigurationException told(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigurationException)) {
            root = root.getCause();
        }
        if (root instanceof ConfigurationException told) {
            return told;
        } else if (root instanceof FileNotFoundException || root instanceof NoSuchFileException) {
            return noScenario();
        }
        return new ConfigurationException("The scenarios of " + pattern + " cannot be started: " + root.getMessage());
    }

    private ConfigurationException noScenario() {
        return new ConfigurationException("There is no scenario at " + pattern
                + "; put a Camel route in YAML there, or set " + Configuration.SCENARIOS);
    }

    /** The pack with the settings of this configuration; they are read when there is a context to resolve them with. */
    private final class Ours extends RouteBuilder {

        @Override
        public void configure() throws Exception {
            CamelContext context = getContext();
            Collection<Resource> found =
                    PluginHelper.getPackageScanResourceResolver(context).findResources(pattern);
            if (found.isEmpty()) {
                throw noScenario();
            }
            context.addRoutes(new WhiteLabelCro(configuration.settings(context)));
            routes(context).forEach(route -> ours.add(route.getRouteId()));
            // What no scenario handles is told in a line, not in a table of steps.
            context.getCamelContextExtension().setErrorHandlerFactory(
                    defaultErrorHandler().logExhaustedMessageHistory(false).logStackTrace(false));
        }
    }
}
