package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.ledger.QueueLine;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/** The routes of a context that may be called later: those of the group {@code wlcro-then} that begin with {@code direct:}. */
final class ThenRoutes {

    private static final String GROUP = "wlcro-then";

    private ThenRoutes() {}

    static List<String> ids(CamelContext context) {
        return context.getRoutes().stream().filter(ThenRoutes::isAllowed).map(Route::getRouteId).toList();
    }

    /** The names of the actions in the entries of these routes. */
    static List<String> actions(CamelContext context) {
        return ids(context).stream().map(id -> QueueLine.THEN + id).toList();
    }

    static Optional<Endpoint> find(CamelContext context, String id) {
        return Optional.ofNullable(context.getRoute(id)).filter(ThenRoutes::isAllowed).map(Route::getEndpoint);
    }

    private static boolean isAllowed(Route route) {
        return GROUP.equals(route.getGroup()) && route.getEndpoint().getEndpointUri().startsWith("direct:");
    }
}
