package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** Refuses, before anything starts, what can only be a slip in a scenario. */
final class Slips {

    private static final String PREFIX = "wlcro-";
    private static final String ACTION = "direct:" + PREFIX;

    private Slips() {}

    /**
     * Looks for them.
     *
     * @param ours the ids of the pack's own routes
     * @throws ConfigurationException if there is one
     */
    static void refuse(List<RouteDefinition> routes, Set<String> ours) {
        Set<String> served = routes.stream().map(route -> route.getInput().getEndpointUri())
                .collect(Collectors.toCollection(TreeSet::new));
        for (RouteDefinition route : routes) {
            String id = route.getRouteId();
            if (id.startsWith(PREFIX) && !ours.contains(id) && !isOfTheTemplate(route)) {
                throw new ConfigurationException("The route " + id
                        + " needs another id: those that begin with " + PREFIX + " are the pack's own");
            }
            refuseDeadEnds(route, served);
        }
    }

    /** An action of the user's own, made of {@code wlcro-action}, has a name like those of the pack. */
    private static boolean isOfTheTemplate(RouteDefinition route) {
        return Boolean.TRUE.equals(route.isTemplate())
                && route.getInput().getEndpointUri().equals("direct:" + route.getRouteId());
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
}
