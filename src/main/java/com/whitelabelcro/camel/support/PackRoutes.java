package com.whitelabelcro.camel.support;

import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** Creates routes that no setting of the host applies to and that show no record to the host. */
public final class PackRoutes {

    /** The name of a route configuration that does not exist. A route that names it has none. */
    public static final String NO_CONFIGURATION = "wlcro-none";

    private PackRoutes() {}

    /** Begins a route of the pack at the {@code direct:} endpoint of its id. */
    public static RouteDefinition packRoute(RouteBuilder builder, String id) {
        return untouchedByHost(builder.from("direct:" + id).routeId(id));
    }

    /**
     * Excludes a route from tracing and message history, which would show records, from error handlers, and from the host's route
     * configurations: one without an id applies to every route that names none, so the route names one that does not exist. The
     * YAML routes name it in the file, because Camel applies route configurations while it loads YAML.
     */
    public static RouteDefinition untouchedByHost(RouteDefinition route) {
        route.setRouteConfigurationId(NO_CONFIGURATION);
        route.setTrace("false");
        route.setMessageHistory("false");
        route.setErrorHandlerFactory(new NoErrorHandlerBuilder());
        return route;
    }
}
