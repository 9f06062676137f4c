package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.once.Ledger;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Puts camel-main, the pack and some scenarios together; {@code run} and {@code test} do it by this, and so alike. */
final class Wiring {

    private static final String KAMELETS = "camel.component.kamelet.location";

    private final Configuration configuration;
    private final ScenarioFiles files;
    private final boolean tellFailures;
    private final Set<String> ours = new HashSet<>();
    private WhiteLabelCro pack;

    /** @param tellFailures whether the log tells of what no scenario handles; a test's report does it itself */
    Wiring(Configuration configuration, ScenarioFiles files, boolean tellFailures) {
        this.configuration = configuration;
        this.files = files;
        this.tellFailures = tellFailures;
    }

    /**
     * A camel-main that is ready to start; {@link #told} says what went wrong if it does not.
     *
     * @param beforeStart is done when all routes are known and none has started
     */
    Main main(Consumer<CamelContext> beforeStart) {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.name", "wlcro");
        main.addInitialProperty(KAMELETS, files.kamelets());
        configuration.others().stringPropertyNames()
                .forEach(name -> main.addInitialProperty(name, configuration.others().getProperty(name)));
        main.bind(CsvDataFormat.NAME, new CsvDataFormat());
        main.configure().setRoutesIncludePattern(files.pattern());
        main.configure().addRoutesBuilder(new Ours());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                Slips.refuse(routes(configured.getCamelContext()), ours);
                beforeStart.accept(configured.getCamelContext());
            }
        });
        return main;
    }

    static List<RouteDefinition> routes(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    /** Whether this is a route of the pack. */
    boolean isOurs(String routeId) {
        return ours.contains(routeId);
    }

    /** The pack's ledger; only after the start. */
    Ledger ledger() {
        return pack.ledger();
    }

    /** What to tell of a failed start. */
    ConfigurationException told(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigurationException)) {
            root = root.getCause();
        }
        if (root instanceof ConfigurationException told) {
            return told;
        } else if (root instanceof FileNotFoundException || root instanceof NoSuchFileException) {
            return files.none();
        }
        return new ConfigurationException("The scenarios of " + files.pattern() + " cannot be started: "
                + String.valueOf(root.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }

    /** The pack with the settings of this configuration; they are read when there is a context to resolve them with. */
    private final class Ours extends RouteBuilder {

        @Override
        public void configure() throws Exception {
            CamelContext context = getContext();
            Collection<Resource> found =
                    PluginHelper.getPackageScanResourceResolver(context).findResources(files.pattern().split(",")[0]);
            if (found.isEmpty()) {
                throw files.none();
            }
            pack = new WhiteLabelCro(configuration.settings(context));
            context.addRoutes(pack);
            routes(context).forEach(route -> ours.add(route.getRouteId()));
            // What no scenario handles is told in a line, not in a table of steps.
            context.getCamelContextExtension().setErrorHandlerFactory(defaultErrorHandler()
                    .loggingLevel(tellFailures ? LoggingLevel.ERROR : LoggingLevel.OFF)
                    .logExhaustedMessageHistory(false).logStackTrace(false));
        }
    }
}
