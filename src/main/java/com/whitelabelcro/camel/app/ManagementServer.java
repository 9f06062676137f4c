package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.app.ConnectionWatch.WatchedVertx;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.HomeFolder;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.gateway.Door;
import com.whitelabelcro.camel.page.OperationsPage;
import com.whitelabelcro.camel.page.OperationsToken;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextRoutesStartingEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Camel's management server for {@code run}, with health at {@code /observe/health}, meters at {@code /observe/metrics}, and the
 * operations page at {@code /}.
 * It listens on the local machine only unless {@code camel.management.host} says otherwise.
 */
final class ManagementServer {

    private static final String ENABLED = "camel.management.enabled";
    private static final String HOST = "camel.management.host";
    private static final String PORT = "camel.management.port";
    private static final String LOCAL = "127.0.0.1";
    private static final int DEFAULT_PORT = 9876;

    /**
     * Replaces Camel's defaults. Its meters of each exchange and of each step would cost more than the pack's; users who want
     * them can enable them again.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "camel.management.healthCheckEnabled", "true",
            "camel.management.metricsEnabled", "true",
            "camel.health.exposureLevel", "full",
            "camel.health.excludePattern", "route:wlcro-*,consumer:wlcro-*",
            "camel.metrics.enabled", "true",
            "camel.metrics.enableRoutePolicy", "false",
            "camel.metrics.enableExchangeEventNotifier", "false",
            "camel.metrics.binders", "jvm-memory,processor,uptime");

    private final Properties configured;
    private final Ports ports;
    private OperationsToken token;

    /**
     * @param configured the properties of the user's configuration file
     * @param ports reserves the port
     */
    ManagementServer(Properties configured, Ports ports) {
        this.configured = configured;
        this.ports = ports;
    }

    /**
     * Configures the server. If nothing is configured and another process has the default port, which is most likely a
     * second {@code run} on this machine, another port is taken.
     *
     * @return whether it is switched on
     * @throws ConfigurationException if the configured port is in use
     */
    boolean configure(Main main) {
        boolean enabled = configured(ENABLED).map(Boolean::parseBoolean).orElse(true);
        if (enabled) {
            DEFAULTS.forEach((name, value) -> initial(main, name, value));
            String host = configured(HOST).orElse(LOCAL);
            initial(main, ENABLED, "true");
            initial(main, HOST, host);
            initial(main, PORT, configured(PORT).map(port -> mustBeFree(host, port)).orElseGet(() -> String.valueOf(anyPort(host))));
        }
        return enabled;
    }

    private void initial(Main main, String name, String value) {
        if (configured.getProperty(name) == null) {
            main.addInitialProperty(name, value);
        }
    }

    /** In Camel's order of precedence. */
    private Optional<String> configured(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(variable)))
                .or(() -> Optional.ofNullable(configured.getProperty(name))).map(String::strip);
    }

    private int anyPort(String host) {
        try {
            return ports.reserve(host, DEFAULT_PORT);
        } catch (IOException e) {
            try {
                return ports.reserve(host, 0);
            } catch (IOException none) {
                throw refused(host, String.valueOf(DEFAULT_PORT));
            }
        }
    }

    /** Checks the port in advance: Camel only logs that it is in use, and waits forever. */
    private String mustBeFree(String host, String port) {
        try {
            return String.valueOf(ports.reserve(host, Integer.parseInt(port)));
        } catch (NumberFormatException e) {
            throw new ConfigurationException(PORT + " must be a number");
        } catch (IOException | IllegalArgumentException e) {
            throw refused(host, port);
        }
    }

    private static ConfigurationException refused(String host, String port) {
        return new ConfigurationException("The management server cannot listen on " + host + ":" + port
                + ", which is taken or not allowed; set " + PORT + " or " + HOST + ", or " + ENABLED + "=false");
    }

    /**
     * Lets the guard check every request first, as soon as the server runs, and adds the operations page.
     *
     * @param names further host names under which it may be called
     * @param page creates the page
     */
    void serve(CamelContext context, Set<String> names, Function<OperationsToken, OperationsPage> page) {
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelContextRoutesStartingEvent) {
                    ManagementHttpServer server = context.hasService(ManagementHttpServer.class);
                    if (server != null) {
                        Route first = server.getRouter().route().order(ScenarioHttpServer.BEFORE_ALL);
                        first.handler(new WebGuard(new Door(
                                Connection.isLoopback(server.getHost()), names, GatewayConfig::none, List::of), false));
                        // If the process also serves scenarios, its watch limits the connections of this server as well.
                        context.getRegistry().findByType(WatchedVertx.class).forEach(vertx -> first.handler(vertx.watch()));
                        token = OperationsToken.in(HomeFolder.ofUser().folder());
                        page.apply(token).addTo(server.getRouter());
                    }
                }
            }
        });
    }

    /**
     * The link to the operations page, for the user.
     *
     * @param terminal whether the text is for a terminal. Only there it contains the token, because other output is kept in logs
     * @return empty if the server is switched off
     */
    Optional<String> link(CamelContext context, boolean terminal) {
        return Optional.ofNullable(context.hasService(ManagementHttpServer.class)).map(server -> "http://"
                + (server.getHost().equals("0.0.0.0") ? LOCAL : server.getHost()) + ":" + server.getRouter().getServer().getPort() + "/")
                .map(address -> terminal || token.file().isEmpty() ? address + "?token=" + token.value()
                        : address + " (it asks for the token in " + token.file().get() + ")");
    }
}
