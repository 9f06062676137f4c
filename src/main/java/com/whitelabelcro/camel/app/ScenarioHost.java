package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.page.OperationsPage;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs camel-main with the pack and a user's scenarios, for the commands {@code run} and {@code test}. */
public final class ScenarioHost implements AutoCloseable {

    private static final Comparator<String> DEFAULT_FIRST =
            Comparator.<String, Boolean>comparing(name -> !name.equals(Connection.DEFAULT)).thenComparing(name -> name);
    private static final String GATEWAY = "classpath:wlcro/routes/gateway.camel.yaml";
    private static final String SUFFIX = ".camel.yaml";

    private final Configuration configuration;
    private final List<Path> files;
    private final Main main = new Main();
    private final Ports ports = new Ports();
    private final Set<String> ours = new HashSet<>();
    private Collection<Resource> loaded = List.of();
    private Optional<ManagementServer> management = Optional.empty();
    private boolean showCauses;
    private boolean scenariosNeeded = true;
    private RoutePackInstaller pack;
    private Settings settings;
    private GatewayTokens gateway;

    /**
     * @param configuration the configuration of the runnable jar
     * @param files the scenarios, or folders of them; if empty, those at the configured location
     * @throws ConfigurationException if one of them is neither
     */
    public ScenarioHost(Configuration configuration, List<Path> files) {
        this.configuration = configuration;
        this.files = files.stream().flatMap(each -> filesOf(each).stream()).toList();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.name", "wlcro");
        main.addInitialProperty("camel.component.kamelet.location", Kamelets.places(this.files));
        ScenarioHttpServer.DEFAULTS.forEach(main::addInitialProperty);
        configuration.others().stringPropertyNames()
                .forEach(name -> main.addInitialProperty(name, configuration.others().getProperty(name)));
        main.bind(CsvFormat.NAME, new CsvFormat());
        main.bind("wlcro-utf8", Utf8.sourceLoader());
        main.configure().addRoutesBuilder(new PackAndScenarios());
        beforeStart(context -> ScenarioHttpServer.answer(context, scenarios(context)));
    }

    /** The file itself, or the scenarios in the folder. */
    private static List<Path> filesOf(Path path) {
        if (!Files.isDirectory(path)) {
            mustBeScenario(path);
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            List<Path> found = inside.filter(each -> each.toString().endsWith(SUFFIX)).sorted().toList();
            if (found.isEmpty()) {
                throw new ConfigurationException("There is no file in " + path + " that ends in " + SUFFIX);
            }
            return found;
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + path + " cannot be read");
        }
    }

    private static void mustBeScenario(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("There is no such scenario file: " + file);
        } else if (file.toString().endsWith(".test.yaml")) {
            throw new ConfigurationException(file + " is a test; run it with wlcro test " + file);
        }
    }

    /**
     * Serves health, meters and the operations page on the management port.
     *
     * @return this
     * @throws ConfigurationException if the configured port is in use
     */
    ScenarioHost manage() {
        ManagementServer server = new ManagementServer(configuration.others(), ports);
        if (server.configure(main)) {
            management = Optional.of(server);
            beforeStart(context -> server.serve(context, configuration.web().hosts(),
                    token -> new OperationsPage(pack, settings.period(), token)));
        }
        return this;
    }

    /** The link to the operations page, for the user; empty if the page is disabled. */
    Optional<String> operationsPage(CamelContext context, boolean terminal) {
        return management.flatMap(server -> server.link(context, terminal));
    }

    /**
     * Also runs without a scenario, because other services are to run.
     *
     * @return this
     */
    ScenarioHost withoutScenarios() {
        scenariosNeeded = false;
        return this;
    }

    /**
     * Shows the messages of other libraries in failures at run time, masked.
     *
     * @return this
     */
    ScenarioHost showCauses() {
        showCauses = true;
        return this;
    }

    /**
     * Adds an action that runs when all routes are known and before any has started. Actions run in the order in which
     * they were added.
     *
     * @return this
     */
    public ScenarioHost beforeStart(Consumer<CamelContext> what) {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                what.accept(configured.getCamelContext());
            }
        });
        return this;
    }

    /**
     * Starts the scenarios and returns.
     *
     * @throws ConfigurationException if there is no scenario, or one cannot be started
     */
    public CamelContext start() {
        try {
            beforeStart(this::check);
            main.start();
            return main.getCamelContext();
        } catch (Exception e) {
            throw toException(e);
        }
    }

    /**
     * Runs the scenarios until the process is asked to end.
     *
     * @param started called when they are running
     * @return the exit code
     * @throws ConfigurationException if there is no scenario, or one cannot be started
     */
    public int run(Consumer<CamelContext> started) {
        beforeStart(this::check);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport running) {
                started.accept(running.getCamelContext());
            }
        });
        try {
            main.run();
        } catch (Exception e) {
            throw toException(e);
        }
        return main.getExitCode();
    }

    /** Ends {@link #run} from another thread; requests in flight are completed. */
    void end() {
        main.getShutdownStrategy().shutdown();
    }

    /** Runs last, because endpoints that a test replaces need not exist. */
    private void check(CamelContext context) {
        ScenarioLint.refuse(context, scenariosOf(context));
        gateway.check();
        ScenarioHttpServer.serve(main.configure().httpServer(), context, scenarios(context), configuration.web(), gateway::now,
                () -> settings.connections().keySet().stream().sorted(DEFAULT_FIRST).toList(), ports);
    }

    /** Whether the gateway is served. */
    boolean hasGateway() {
        return gateway.now().enabled();
    }

    /** The address of the web server; null if no scenario needs one. */
    String webAddress(CamelContext context) {
        return ScenarioHttpServer.address(main.configure().httpServer(), context);
    }

    /** The routes of the scenarios, without those of the pack and of Kamelets. */
    public List<RouteDefinition> scenarios(CamelContext context) {
        return routes(context).stream().filter(route -> !ours.contains(route.getRouteId()))
                .filter(route -> !Boolean.TRUE.equals(route.isKamelet())).toList();
    }

    /** The endpoint that a route consumes from, with its placeholders resolved. */
    public String from(CamelContext context, RouteDefinition route) {
        return context.resolvePropertyPlaceholders(ScenarioLint.inputOf(route));
    }

    private static List<RouteDefinition> routes(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    /** The pack; null before the start. */
    public RoutePackInstaller pack() {
        return pack;
    }

    /** Calls the actions in the running context. */
    ActionClient client(CamelContext context) {
        return new ActionClient(context, settings, pack);
    }

    private ConfigurationException toException(Throwable failure) {
        CamelContext context = main.getCamelContext();
        return context == null && failure instanceof ConfigurationException known ? known
                : new StartFailure(context, context == null ? List.of() : scenarios(context), Kamelets.names(pack, files),
                        new ScenarioYaml(loaded)).of(failure, place());
    }

    /** Camel silently ignores YAML that is not a list of routes. */
    private List<RouteDefinition> scenariosOf(CamelContext context) {
        List<RouteDefinition> scenarios = scenarios(context);
        if (scenarios.isEmpty() && scenariosNeeded) {
            throw new ConfigurationException("There is no route in " + place()
                    + "; a scenario is a list in YAML, and a route in it begins with \"- route:\"");
        }
        return scenarios;
    }

    private ConfigurationException noScenario() {
        return new ConfigurationException("There is no scenario at " + configuration.scenarios()
                + "; put a Camel route in YAML there, name a file, or set " + Configuration.SCENARIOS);
    }

    private String place() {
        return files.isEmpty() ? configuration.scenarios() : String.join(", ", files.stream().map(Path::toString).toList());
    }

    /** Adds the pack with the settings of this configuration, then the scenarios. */
    private final class PackAndScenarios extends RouteBuilder {

        @Override
        public void configure() throws Exception {
            CamelContext context = getContext();
            Utf8.forExchangesOf(context);
            GatewayConfig config = configuration.gateway(context);
            scenariosNeeded &= !config.enabled();
            loaded = resources(context);
            new ScenarioYaml(loaded).refuseDuplicates();
            settings = configuration.settings(context);
            pack = new RoutePackInstaller(settings, null, List.of());
            pack.addTo(context);
            gateway = new GatewayTokens(config, pack, settings);
            if (config.enabled()) {
                gateway.read(context);
                PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(context, GATEWAY));
            }
            routes(context).forEach(route -> ours.add(route.getRouteId()));
            // For users with their own logging configuration; ScenarioFailures reports the same in one line.
            context.getCamelContextExtension().setErrorHandlerFactory(
                    defaultErrorHandler().logExhaustedMessageHistory(false).logStackTrace(false));
            ScenarioFailures failures = new ScenarioFailures(route -> !ours.contains(route), showCauses);
            context.getCamelContextExtension().addInterceptStrategy(failures);
            context.getManagementStrategy().addEventNotifier(failures);
            PluginHelper.getRoutesLoader(context).loadRoutes(loaded);
        }

        private Collection<Resource> resources(CamelContext context) throws Exception {
            Collection<Resource> found = new ArrayList<>();
            for (Path file : files) {
                found.add(ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath()));
            }
            if (files.isEmpty()) {
                found.addAll(found(context));
            }
            if (found.isEmpty() && scenariosNeeded) {
                throw noScenario();
            }
            return found;
        }

        private Collection<Resource> found(CamelContext context) throws Exception {
            try {
                return PluginHelper.getPackageScanResourceResolver(context).findResources(configuration.scenarios());
            } catch (FileNotFoundException | NoSuchFileException e) {
                return List.of();
            }
        }
    }

    @Override
    public void close() {
        ports.close();
        main.stop();
        if (main.getCamelContext() != null) {
            main.getCamelContext().stop();
        }
        // All requests have been completed by now. Camel does not stop a context whose start failed, so the pack is
        // stopped here.
        if (pack != null) {
            pack.release();
        }
    }
}
