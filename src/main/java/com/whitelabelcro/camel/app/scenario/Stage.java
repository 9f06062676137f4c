package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.once.FailedRecords;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** What one test runs on, and nothing before it has touched: a sandbox, a Camel context, a ledger, and a directory. */
final class Stage implements AutoCloseable {

    private final Path directory;
    private final List<String> connections = new ArrayList<>(List.of(Connection.DEFAULT));
    private final Sandbox sandbox;
    private final CamelContext context = new DefaultCamelContext();
    private final WhiteLabelCro pack;
    private final Set<String> ours = new HashSet<>();

    /** @throws ConfigurationException if what the test asks for cannot be */
    Stage(TestFile file, TestCase test) throws Exception {
        directory = Files.createTempDirectory("wlcro-test");
        Configuration configuration = Configuration.load(directory, Map.of(), new Properties());
        configuration.others().setProperty("test.directory", directory.toString());
        test.properties().forEach((name, value) -> {
            if (name.startsWith("wlcro.")) {
                configuration.with(name, value);
            } else {
                configuration.others().setProperty(name, value);
            }
        });
        configuration.connections().stream().filter(each -> !connections.contains(each)).forEach(connections::add);
        SandboxConfig config = config(test);
        sandbox = Sandbox.start(config);
        List<SandboxKey> keys = config.keys();
        configuration.onSandbox(sandbox.baseUrl(),
                connection -> keys.get(Math.min(connections.indexOf(connection), keys.size() - 1)).key());
        configuration.with("wlcro.limit", test.properties().getOrDefault("wlcro.limit", "" + config.rateLimit().limit()));
        configuration.with("wlcro.period",
                test.properties().getOrDefault("wlcro.period", config.rateLimit().period().toMillis() + "ms"));
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.getPropertiesComponent().setInitialProperties(configuration.others());
        pack = new WhiteLabelCro(configuration.settings(context));
        context.addRoutes(pack);
        routes().forEach(each -> ours.add(each.getRouteId()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getCamelContextExtension().setErrorHandlerFactory(
                        defaultErrorHandler().logExhaustedMessageHistory(false).logStackTrace(false));
            }
        });
        PluginHelper.getRoutesLoader(context).loadRoutes(
                ResourceHelper.resolveMandatoryResource(context, "file:" + file.scenario()));
    }

    /** Each connection has a key of its own, as each has a company of its own; unless the test says which keys there are. */
    private SandboxConfig config(TestCase test) {
        JsonNode said = test.sandbox();
        SandboxConfig config = SandboxConfig.fromJson(said == null ? "" : said.toString());
        String[] keys = connections.stream().map(each -> SandboxConfig.DEFAULT_KEY + "_" + each).toArray(String[]::new);
        return said != null && said.has("keys") ? config : config.with(changes -> changes.keys(keys));
    }

    /** All routes that there are. */
    private List<RouteDefinition> routes() {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    /** The routes of the scenario. */
    List<RouteDefinition> scenario() {
        return routes().stream().filter(each -> !ours.contains(each.getRouteId())).toList();
    }

    /** The ids of the pack's routes. */
    Set<String> ours() {
        return ours;
    }

    CamelContext context() {
        return context;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** The connections in the order of their keys at the sandbox. */
    List<String> connections() {
        return connections;
    }

    FailedRecords failed() {
        return pack.ledger().failed();
    }

    /** The property {@code test.directory}. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        context.stop();
        sandbox.close();
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
