package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.support.PackRoutes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Loads the routes of the actions, and the template for further ones, from the YAML files in the jar. It adds the settings that
 * the YAML of designers cannot express, and those that apply to all routes of the pack.
 */
final class ActionRoutes implements RouteBuilderLifecycleStrategy {

    /** Listed one by one, because a wildcard finds nothing in a nested jar (Spring Boot). */
    private static final List<String> FILES = List.of(
            "classpath:wlcro/routes/leads.camel.yaml",
            "classpath:wlcro/routes/clients.camel.yaml",
            "classpath:wlcro/routes/affiliates.camel.yaml",
            "classpath:wlcro/routes/action-template.camel.yaml");

    /** The actions that every jar must contain; actions that are added later need not be listed. */
    private static final Set<String> NINE = Set.of(
            "wlcro-create-lead", "wlcro-update-lead", "wlcro-update-lead-status",
            "wlcro-create-client", "wlcro-update-client", "wlcro-update-client-status",
            "wlcro-add-client-note", "wlcro-create-affiliate", "wlcro-update-affiliate");

    private final ActionRegistry actions;

    ActionRoutes(ActionRegistry actions) {
        this.actions = actions;
    }

    void addTo(CamelContext context) throws Exception {
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        for (String file : FILES) {
            for (RoutesBuilder routes : loader.findRoutesBuilders(ResourceHelper.resolveMandatoryResource(context, file))) {
                ((RouteBuilder) routes).addLifecycleInterceptor(this);
                context.addRoutes(routes);
            }
        }
        Set<String> missing = new TreeSet<>(NINE);
        actions.all().forEach(action -> missing.remove("wlcro-" + action.name()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The jar is incomplete, these routes are missing: " + missing);
        }
    }

    @Override
    public void afterConfigure(RouteBuilder builder) {
        for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
            PackRoutes.untouchedByHost(route);
            actions.ship(route);
        }
        builder.getRouteTemplateCollection().getRouteTemplates().forEach(each -> PackRoutes.untouchedByHost(each.getRoute()));
    }
}
