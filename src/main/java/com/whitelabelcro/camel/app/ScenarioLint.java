package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.support.PackRoutes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDefinition;

/** Finds mistakes in scenarios that Camel reports late or not at all. */
final class ScenarioLint {

    private static final String PREFIX = "wlcro-";
    private static final String DIRECT = "direct:";
    /** Not a pattern, which Camel allows as well. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    /** The beginning of {@code Wlcro}, perhaps misspelt. Headers such as CrmStatus resemble WlcroStatus, too, but are the user's own. */
    private static final Pattern OURS = Pattern.compile("(?i)w[lc].*");

    private ScenarioLint() {}

    /** @throws ConfigurationException if there is a mistake */
    static void refuse(CamelContext context, List<RouteDefinition> scenarios) {
        Set<String> served = context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .map(route -> plain(context, inputOf(route))).collect(Collectors.toCollection(TreeSet::new));
        for (RouteDefinition route : scenarios) {
            if (String.valueOf(route.getRouteId()).startsWith(PREFIX)) {
                throw new ConfigurationException("The route " + route.getRouteId()
                        + " needs another id: those that begin with " + PREFIX + " are the pack's own");
            }
            refuseDeadEnds(context, route, served);
            refuseMissingConfiguration(context, route);
            refuseMisspeltHeaders(route);
        }
    }

    /** Refuses the name of a route configuration that does not exist. Camel would run the route without error handling. */
    private static void refuseMissingConfiguration(CamelContext context, RouteDefinition route) {
        Set<String> there = context.getCamelContextExtension().getContextPlugin(Model.class).getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
        String named = route.getRouteConfigurationId() == null ? "" : context.resolvePropertyPlaceholders(route.getRouteConfigurationId());
        Stream.of(named.split(",")).map(String::strip).filter(NAME.asMatchPredicate())
                .filter(name -> !name.equals(PackRoutes.NO_CONFIGURATION) && !there.contains(name)).findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException(ScenarioPlace.of(route) + " names the route configuration " + name
                            + ", and there is none" + Suggestions.hint(name, there));
                });
    }

    /**
     * Refuses a header whose name is similar to one of the pack's: the record would be sent with another connection, or without its key.
     */
    private static void refuseMisspeltHeaders(RouteDefinition route) {
        for (SetHeaderDefinition set : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SetHeaderDefinition.class)) {
            refuseMisspelt(set, set.getName());
        }
        for (SetHeadersDefinition all : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SetHeadersDefinition.class)) {
            all.getHeaders().forEach(set -> refuseMisspelt(all, set.getName()));
        }
    }

    private static void refuseMisspelt(NamedNode step, String header) {
        String hint = Suggestions.hint(header, WlcroHeaders.names());
        if (OURS.matcher(header).matches() && !hint.isEmpty() && WlcroHeaders.names().stream().noneMatch(header::equalsIgnoreCase)) {
            throw new ConfigurationException(ScenarioPlace.of(step) + " sets the header " + header
                    + ", which the pack does not know" + hint);
        }
    }

    /** The endpoint that a route consumes from, with the parameters of its template filled in. */
    static String inputOf(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        if (route.getTemplateParameters() != null) {
            for (Map.Entry<String, Object> each : route.getTemplateParameters().entrySet()) {
                uri = uri.replace("{{" + each.getKey() + "}}", String.valueOf(each.getValue()));
            }
        }
        return uri;
    }

    /** Refuses a direct: endpoint without a route. Camel would wait half a minute for it and then fail each record. */
    private static void refuseDeadEnds(CamelContext context, RouteDefinition route, Set<String> served) {
        for (ToDefinition to : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
            String uri = plain(context, String.valueOf(to.getEndpointUri()));
            boolean slip = uri.startsWith(DIRECT + PREFIX) || Suggestions.to(uri, served).isPresent();
            if (uri.startsWith(DIRECT) && slip && !served.contains(uri)) {
                throw new ConfigurationException(ScenarioPlace.of(to) + " calls " + uri
                        + ", and there is no such endpoint" + Suggestions.hint(uri, served));
            }
        }
    }

    /** A URI without options and with its placeholders resolved, for comparison. */
    private static String plain(CamelContext context, String uri) {
        return uri.startsWith(DIRECT)
                ? context.resolvePropertyPlaceholders(uri).replace("://", ":").replaceFirst("\\?.*", "") : uri;
    }
}
