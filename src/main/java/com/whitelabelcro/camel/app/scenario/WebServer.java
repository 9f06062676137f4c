package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.model.RouteDefinition;

/**
 * The web server of the scenarios that ask for one, by {@code platform-http:} or the rest DSL. Without such a scenario
 * there is none. Whatever {@code camel.server.*} does not say is set to what is safe: only this machine may come, a body
 * has a limit, files cannot be uploaded, and no other site's pages may call (CORS is Camel's to switch on).
 */
final class WebServer {

    private static final String PLATFORM_HTTP = "platform-http:";
    private static final String REST = "rest:";
    private static final long LARGEST_BODY = 1024 * 1024;
    private static final String LOCAL = "127.0.0.1";

    private HttpServerConfigurationProperties configuration;
    private final List<String> paths = new ArrayList<>();

    /** Sets what holds unless the user's properties say otherwise. */
    void defaults(Main main) {
        configuration = main.configure().httpServer();
        configuration.setHost(LOCAL);
        configuration.setMaxBodySize(LARGEST_BODY);
        configuration.setFileUploadEnabled(false);
    }

    /**
     * Starts it if a scenario needs it; before the routes start, which need it.
     *
     * @throws ConfigurationException if a path is refused, or if the port is taken
     */
    void serve(CamelContext context) {
        for (RouteDefinition route : Wiring.routes(context)) {
            String uri = route.getInput().getEndpointUri();
            if (uri.startsWith(PLATFORM_HTTP)) {
                paths.add(path(context, route));
            } else if (uri.startsWith(REST)) {
                paths.add(restPath(uri));
            }
        }
        if (!paths.isEmpty()) {
            start(context);
        }
    }

    private static String path(CamelContext context, RouteDefinition route) {
        String path = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri())
                .substring(PLATFORM_HTTP.length()).replaceFirst("\\?.*", "").replaceFirst("^/*", "");
        if (path.startsWith("proxy")) {
            throw new ConfigurationException("The route " + route.getRouteId() + " needs another path: of one that begins"
                    + " with proxy, Camel makes a proxy to any address");
        }
        return "/" + path;
    }

    /** Of {@code rest:get:/orders:/paid}. */
    private static String restPath(String uri) {
        String path = uri.substring(REST.length()).replaceFirst("\\?.*", "").replaceFirst("^[a-z]+:", "").replace(":", "/");
        return "/" + path.replaceAll("/{2,}", "/").replaceFirst("^/", "");
    }

    private void start(CamelContext context) {
        try {
            // Those that Camel starts itself, for camel.server.enabled=true, are there already.
            if (!configuration.isEnabled()) {
                refuseTakenPort();
                context.addService(new DefaultMainHttpServerFactory().newHttpServer(context, configuration), true, true);
            }
            if (!configuration.isFileUploadEnabled()) {
                context.addService(new NoUploads(context, configuration.getPort()), true, true);
            }
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException("The web server cannot start: " + e.getMessage());
        }
        PlatformHttpComponent component = context.getComponent("platform-http", PlatformHttpComponent.class);
        if (component.getHeaderFilterStrategy() == null) {
            component.setHeaderFilterStrategy(new WebHeaders());
        }
    }

    /** Vert.x would say so in its log alone, and Camel would go on without a server. */
    private void refuseTakenPort() {
        try (ServerSocket probe = new ServerSocket(
                configuration.getPort(), 1, InetAddress.getByName(configuration.getHost()))) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw new ConfigurationException("The web server cannot listen on " + configuration.getHost() + ":"
                    + configuration.getPort() + ": " + e.getMessage() + "; set camel.server.port to another port");
        }
    }

    /** Where to send requests to, once it has started; empty without a server. */
    List<String> addresses(CamelContext context) {
        VertxPlatformHttpServer server = context.hasService(VertxPlatformHttpServer.class);
        String host = configuration.getHost().equals("0.0.0.0") ? LOCAL : configuration.getHost();
        return paths.stream().map(path -> "http://" + host + ":" + server.getPort() + path).distinct().toList();
    }
}
