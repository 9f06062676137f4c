package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.support.PackRoutes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Lets the fields of the pack's Kamelets be left empty, and keeps the host's route configurations and error handling out of the routes
 * that Camel creates from them.
 * Camel gives such a route the error handler and the configuration of the route that calls it, or the configurations
 * without an id, and only then announces it. The host would see each record again, step by step, and its
 * {@code onCompletion} would run twice. A failure in the Kamelet is a failure of its caller, where all of that applies once.
 */
public final class KameletRoutes extends ModelLifecycleStrategySupport {

    private final Predicate<String> ofThePack;

    /** @param ofThePack whether a Kamelet with this name is the pack's */
    public KameletRoutes(Predicate<String> ofThePack) {
        this.ofThePack = ofThePack;
    }

    /**
     * Lets every field be left empty. A designer marks what is required, but the body may bring it, and a record without it
     * is an invalid request: neither keeps the host from starting. The empty default also has precedence over a property of the
     * host with the same name, which Camel would use otherwise.
     */
    @Override
    public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
        if (ofThePack.test(template.getId()) && template.getTemplateParameters() != null) {
            template.getTemplateParameters().forEach(parameter -> {
                parameter.setRequired(false);
                if (parameter.getDefaultValue() == null) {
                    parameter.setDefaultValue("");
                }
            });
        }
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (Boolean.TRUE.equals(route.isKamelet()) && ofThePack.test(template(route))) {
            // onException, onCompletion and the interceptors: the pack's Kamelets have none of their own.
            route.getOutputs().removeIf(ProcessorDefinition::isAbstract);
            Optional.ofNullable(route.getAppliedRouteConfigurationIds()).ifPresent(Set::clear);
            PackRoutes.untouchedByHost(route);
        }
    }

    private static String template(RouteDefinition route) {
        return route.getRouteTemplateContext() == null ? ""
                : String.valueOf(route.getRouteTemplateContext().getParameters().get("templateId"));
    }
}
