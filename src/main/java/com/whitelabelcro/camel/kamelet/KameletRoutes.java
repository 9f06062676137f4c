package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.pipeline.WriteRoutes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Keeps the host's route configurations and error handling out of the routes that Camel makes of the pack's Kamelets.
 * Camel gives such a route the error handler and the configuration of the route that calls it, or the configurations
 * without an id, and only then announces it. The host would see each record again, step by step, and its
 * {@code onCompletion} would run twice. What fails in the Kamelet fails in its caller, where all of that applies once.
 */
public final class KameletRoutes extends ModelLifecycleStrategySupport {

    private final Predicate<String> ofThePack;

    /** @param ofThePack whether a Kamelet with this name is the pack's */
    public KameletRoutes(Predicate<String> ofThePack) {
        this.ofThePack = ofThePack;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (Boolean.TRUE.equals(route.isKamelet()) && ofThePack.test(template(route))) {
            // onException, onCompletion and the interceptors: the pack's Kamelets have none of their own.
            route.getOutputs().removeIf(ProcessorDefinition::isAbstract);
            Optional.ofNullable(route.getAppliedRouteConfigurationIds()).ifPresent(Set::clear);
            WriteRoutes.untouchedByHost(route).setErrorHandlerFactory(new NoErrorHandlerBuilder());
        }
    }

    private static String template(RouteDefinition route) {
        return route.getRouteTemplateContext() == null ? ""
                : String.valueOf(route.getRouteTemplateContext().getParameters().get("templateId"));
    }
}
