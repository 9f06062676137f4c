package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.app.ConnectionWatch.WatchedVertx;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.gateway.Door;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextRoutesStartingEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * The web server for scenarios that consume from {@code platform-http}, and for the gateway. It runs only if one of them
 * needs it, listens on the local machine only unless {@code camel.server.host} says otherwise, and accepts no uploads and no body of more
 * than 1 MiB.
 */
final class ScenarioHttpServer {

    private static final String LOCAL = "127.0.0.1";

    /** Replaces Camel's defaults: all interfaces, uploads, bodies of any size. */
    static final Map<String, String> DEFAULTS = Map.of(
            "camel.server.host", LOCAL,
            "camel.server.fileUploadEnabled", "false",
            "camel.server.maxBodySize", String.valueOf(1024 * 1024));

    /** The maximum number of callers that wait for an answer at the same time. */
    private static final int CALLERS = 200;
    /** A process may have 1,024 open files on many systems, and connections to the API need some of them. */
    private static final int MOST_CONNECTIONS = 800;
    /** How many requests to the gateway may be in progress, and which part of the memory their bodies may take. */
    private static final int MOST_REQUESTS = 500;
    private static final int PART_OF_MEMORY = 8;
    static final int BEFORE_ALL = Integer.MIN_VALUE;
    private static final String COMPONENT = "platform-http";
    private static final String SCHEME = COMPONENT + ":";

    private ScenarioHttpServer() {}

    /**
     * Starts the server if a scenario or the gateway needs it.
     *
     * @param server Camel's configuration of the server
     * @param scenarios the routes of the scenarios
     * @param web the host names and the timeout
     * @param config provides the gateway's current settings
     * @param connections provides the names of all current connections; the first one is the default
     * @param ports reserves the port
     * @throws ConfigurationException if the port is in use, a path has a meaning for Camel or the gateway, or the gateway
     *     would be open without tokens
     */
    static void serve(HttpServerConfigurationProperties server, CamelContext context, List<RouteDefinition> scenarios,
            WebConfig web, Supplier<GatewayConfig> config, Supplier<List<String>> connections, Ports ports) {
        GatewayConfig gateway = config.get();
        List<RouteDefinition> served = scenarios.stream().filter(route -> pathOf(context, route).isPresent()).toList();
        served.forEach(route -> refusePath(route, pathOf(context, route).orElseThrow(), gateway));
        boolean local = Connection.isLoopback(server.getHost());
        if (gateway.enabled() && !gateway.needsToken() && !local) {
            throw new ConfigurationException("Without a token the gateway serves this machine only: configure one"
                    + " (wlcro.gateway.tokens.NAME.token), or set camel.server.host=" + LOCAL);
        }
        if ((!served.isEmpty() || gateway.enabled()) && !server.isEnabled()) {
            reserve(server, ports);
            server.setEnabled(true);
            ConnectionWatch watch = new ConnectionWatch(web.timeout(), MOST_CONNECTIONS);
            Door door = new Door(local, web.hosts(), config, connections);
            context.getManagementStrategy().addEventNotifier(new Guarding(server, door, watch));
            try {
                prepare(context, watch);
                context.addService(new DefaultMainHttpServerFactory().newHttpServer(context, server), true, true);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void refusePath(RouteDefinition route, String path, GatewayConfig gateway) {
        if (path.startsWith("/proxy")) {
            throw new ConfigurationException("The route " + route.getRouteId() + " needs another path: of one that"
                    + " begins with proxy, Camel makes a proxy to any address (CVE-2026-85316)");
        } else if (gateway.enabled() && (Door.isGateway(path) || path.startsWith("/t/"))) {
            throw new ConfigurationException("The route " + route.getRouteId() + " needs another path: " + path
                    + " is one of the gateway's");
        }
    }

    private static void prepare(CamelContext context, ConnectionWatch watch) throws Exception {
        PlatformHttpComponent component = context.getComponent(COMPONENT, PlatformHttpComponent.class);
        if (component.getHeaderFilterStrategy() == null) {
            component.setHeaderFilterStrategy(new PackHeaderFilterStrategy());
        }
        Set<VertxOptions> own = context.getRegistry().findByType(VertxOptions.class);
        // A caller whose record waits for a permit holds a thread. That is not a fault, so it is not logged after a
        // minute, and Camel's default of twenty threads would let one busy connection block all others.
        Vertx vertx = new WatchedVertx(Vertx.vertx(own.isEmpty() ? new VertxOptions().setWorkerPoolSize(CALLERS)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.DAYS).setMaxWorkerExecuteTime(1) : own.iterator().next()), watch);
        context.getRegistry().bind("wlcro-web", vertx);
        WebEngine engine = new WebEngine(vertx);
        context.addService(engine, true, true);
        context.addLifecycleStrategy(engine.closing());
    }

    /**
     * Installs the answers of the routes that serve HTTP. Call it before anything changes the inputs of the routes.
     */
    static void answer(CamelContext context, List<RouteDefinition> scenarios) {
        scenarios.stream().filter(route -> pathOf(context, route).isPresent())
                .forEach(route -> route.routePolicy(new WebAnswers()));
    }

    /**
     * Lets the guard check every request first. In particular, Camel 4.18 stores uploads in a folder whatever
     * {@code fileUploadEnabled} says.
     */
    private static final class Guarding extends SimpleEventNotifierSupport {

        private final HttpServerConfigurationProperties server;
        private final Door door;
        private final ConnectionWatch watch;

        Guarding(HttpServerConfigurationProperties server, Door door, ConnectionWatch watch) {
            this.server = server;
            this.door = door;
            this.watch = watch;
        }

        /** At this point the server is running and no route is. */
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelContextRoutesStartingEvent starting) {
                CamelContext context = starting.getContext();
                VertxPlatformHttpRouter router = router(server, context);
                router.route().order(BEFORE_ALL).handler(new WebGuard(door, server.isFileUploadEnabled())).handler(watch)
                        .handler(new GatewayBodyHandler(HttpFormHandler.limit(server.getMaxBodySize()), MOST_REQUESTS,
                                Runtime.getRuntime().maxMemory() / PART_OF_MEMORY))
                        .handler(new HttpFormHandler(server.getMaxBodySize())).failureHandler(HttpProblemHandler::answerBrokenBody);
                if (router.getServer().getServer().requestHandler() instanceof Router all) {
                    HttpProblemHandler.answerErrors(all, context.getComponent(COMPONENT, PlatformHttpComponent.class), context::isStarted);
                }
            }
        }
    }

    private static VertxPlatformHttpRouter router(HttpServerConfigurationProperties server, CamelContext context) {
        return VertxPlatformHttpRouter.lookup(
                context, VertxPlatformHttpRouter.getRouterNameFromPort(server.getPort()));
    }

    /** Checks the port in advance: Camel only logs that it is in use, and waits forever. */
    private static void reserve(HttpServerConfigurationProperties server, Ports ports) {
        try {
            ports.reserve(server.getHost(), server.getPort());
        } catch (IOException e) {
            throw new ConfigurationException("The web server cannot listen on " + address(server)
                    + ", which is taken or not allowed; set camel.server.port or camel.server.host");
        }
    }

    /** The HTTP path of a route; empty if it does not serve HTTP. */
    static Optional<String> pathOf(CamelContext context, RouteDefinition route) {
        String uri = context.resolvePropertyPlaceholders(ScenarioLint.inputOf(route)).replace("://", ":");
        if (uri.startsWith("rest:")) {
            return Optional.of("/");
        }
        return uri.startsWith(SCHEME)
                ? Optional.of("/" + uri.substring(SCHEME.length()).replaceFirst("\\?.*", "").replaceFirst("^/+", ""))
                : Optional.empty();
    }

    private static String address(HttpServerConfigurationProperties server) {
        return server.getHost() + ":" + server.getPort();
    }

    /** The address on which the server listens, with the actual port if the configured port is 0. */
    static String address(HttpServerConfigurationProperties server, CamelContext context) {
        String host = server.getHost().equals("0.0.0.0") ? LOCAL : server.getHost();
        return host + ":" + router(server, context).getServer().getPort();
    }
}
