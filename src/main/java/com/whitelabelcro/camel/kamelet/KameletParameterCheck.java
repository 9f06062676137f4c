package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Rejects unknown parameters on the pack's Kamelets. Camel ignores them silently, so that a typing error, or text after
 * an unescaped {@code &}, would be missing from every request. Also rejects {@code external_id} given both as a whole
 * and in parts, or only one of its parts.
 */
public final class KameletParameterCheck extends ModelLifecycleStrategySupport {

    /** Parameters of a Kamelet that belong to Camel. */
    static final Set<String> CAMEL_PARAMETERS =
            Set.of("templateId", "routeId", "uuid", "noErrorHandler", "bridgeErrorHandler", "location");

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final Supplier<List<Action>> actions;

    /** @param actions the known actions, evaluated when a route is added */
    public KameletParameterCheck(Supplier<List<Action>> actions) {
        this.actions = actions;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        RouteTemplateContext made = route.getRouteTemplateContext();
        if (Boolean.TRUE.equals(route.isKamelet()) && made != null) {
            String kamelet = String.valueOf(made.getParameters().get("templateId"));
            action(actions.get(), kamelet).ifPresent(action -> {
                check(kamelet, action, made.getParameters());
                if (made.getCamelContext().isStarted()) {
                    refuseEncoded(kamelet, made.getParameters());
                }
            });
        }
    }

    /** Returns the action that a Kamelet is for; empty if the Kamelet is not the pack's. */
    public static Optional<Action> action(Collection<Action> actions, String kamelet) {
        return actions.stream().filter(each -> kamelet.equals("wlcro-" + each.name() + "-action")).findFirst();
    }

    /** Returns the actions of the pack in this context; empty if the context has no pack. */
    static List<Action> actions(CamelContext context) {
        return context.getLifecycleStrategies().stream().filter(ActionRegistry.class::isInstance).map(ActionRegistry.class::cast)
                .findFirst().map(ActionRegistry::all).orElse(List.of());
    }

    /** @throws ConfigurationException if the action does not have all of these fields */
    static void check(String kamelet, Action action, Map<String, ?> parameters) {
        Set<String> known = new LinkedHashSet<>(action.fields().keySet());
        known.add(KameletBodyProcessor.DELIVERY);
        if (action.hasExternalId()) {
            known.addAll(List.of(KameletBodyProcessor.SYSTEM, KameletBodyProcessor.RECORD_ID));
        }
        Set<String> filledIn = new HashSet<>();
        parameters.forEach((name, value) -> {
            // Camel passes names from the environment in upper case: CAMEL_KAMELET_WLCRO_CREATE_LEAD_ACTION_CITY.
            String field = name.toLowerCase(Locale.ROOT);
            if (!CAMEL_PARAMETERS.contains(name) && !known.contains(field)) {
                throw new ConfigurationException("The Kamelet " + kamelet + " has no field '" + name.strip() + "'"
                        + Suggestions.hint(name, known) + " (text with an & in it is written RAW(...))");
            }
            if (value != null && !value.toString().isBlank()) {
                filledIn.add(field);
            }
        });
        checkParts(kamelet, filledIn);
    }

    private static void checkParts(String kamelet, Set<String> filledIn) {
        boolean system = filledIn.contains(KameletBodyProcessor.SYSTEM);
        boolean id = filledIn.contains(KameletBodyProcessor.RECORD_ID);
        if ((system || id) && filledIn.contains(Action.EXTERNAL_ID)) {
            throw new ConfigurationException("The Kamelet " + kamelet + " is given external_id twice: fill in either "
                    + Action.EXTERNAL_ID + ", or " + KameletBodyProcessor.SYSTEM + " and " + KameletBodyProcessor.RECORD_ID);
        } else if (system != id) {
            throw new ConfigurationException("The Kamelet " + kamelet + " is given " + (system ? KameletBodyProcessor.SYSTEM : KameletBodyProcessor.RECORD_ID)
                    + " alone; external_id is made of it and " + (system ? KameletBodyProcessor.RECORD_ID : KameletBodyProcessor.SYSTEM));
        }
    }

    /**
     * Rejects parameters that a recipient list, a routing slip or a {@code toD} with a single expression takes from a
     * URI: Camel URL-encodes the values, and it cannot be determined which of them were encoded before.
     * {@link KameletSendDynamicAware} handles the other dynamic URIs.
     */
    private static void refuseEncoded(String kamelet, Map<String, Object> parameters) {
        parameters.forEach((name, value) -> {
            if (!CAMEL_PARAMETERS.contains(name) && value instanceof String text && ENCODED.matcher(text).find()) {
                throw new ConfigurationException("The field " + name + " of the Kamelet " + kamelet + " came URL-encoded, as"
                        + " a recipient list gives it; use to, or toD with name=${...}, or give it the body and no fields");
            }
        });
    }
}
