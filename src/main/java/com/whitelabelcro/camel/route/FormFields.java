package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Refuses a Kamelet of ours that is given a field which its action has not. Camel ignores such a one: a slip in a name,
 * or text after an {@code &}, which ends a parameter, would be missing in every request.
 */
final class FormFields extends ModelLifecycleStrategySupport {

    private static final Set<String> OF_CAMEL =
            Set.of("templateId", "routeId", "uuid", "noErrorHandler", "bridgeErrorHandler");

    private final Supplier<List<Action>> actions;

    /** @param actions those that there are, in the end */
    FormFields(Supplier<List<Action>> actions) {
        this.actions = actions;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        RouteTemplateContext made = route.getRouteTemplateContext();
        if (Boolean.TRUE.equals(route.isKamelet()) && made != null) {
            String kamelet = String.valueOf(made.getParameters().get("templateId"));
            actions.get().stream().filter(each -> kamelet.equals("wlcro-" + each.name() + "-action"))
                    .findFirst().ifPresent(action -> check(kamelet, action, made.getParameters()));
        }
    }

    private static void check(String kamelet, Action action, Map<String, Object> parameters) {
        for (String name : parameters.keySet()) {
            // In upper case if it comes from the environment: CAMEL_KAMELET_WLCRO_CREATE_LEAD_ACTION_CITY.
            if (!OF_CAMEL.contains(name) && !action.fields().containsKey(name.toLowerCase(Locale.ROOT))) {
                throw new ConfigurationException("The Kamelet " + kamelet + " has no field '" + name.strip() + "'"
                        + Nearest.hint(name, action.fields().keySet()) + " (text with an & in it is written RAW(...))");
            }
        }
    }
}
