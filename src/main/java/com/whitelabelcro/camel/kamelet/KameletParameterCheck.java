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
 * Refuses a Kamelet of ours that is given a field which its action has not. Camel ignores such a one: a slip in a name,
 * or text after an {@code &}, which ends a parameter, would be missing in every request. Also one that is given
 * {@code external_id} both as a whole and in parts, or only one of the parts.
 */
public final class KameletParameterCheck extends ModelLifecycleStrategySupport {

    /** Parameters of a Kamelet that are Camel's and not of its form. */
    static final Set<String> OF_CAMEL =
            Set.of("templateId", "routeId", "uuid", "noErrorHandler", "bridgeErrorHandler", "location");

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final Supplier<List<Action>> actions;

    /** @param actions those that there are, in the end */
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

    /** The action that a Kamelet is for; empty if it is not one of ours. */
    static Optional<Action> action(Collection<Action> actions, String kamelet) {
        return actions.stream().filter(each -> kamelet.equals("wlcro-" + each.name() + "-action")).findFirst();
    }

    /** The actions of the pack in this context; none if there is no pack in it. */
    static List<Action> actions(CamelContext context) {
        return context.getLifecycleStrategies().stream().filter(ActionRegistry.class::isInstance).map(ActionRegistry.class::cast)
                .findFirst().map(ActionRegistry::all).orElse(List.of());
    }

    /** @throws ConfigurationException if the action has not all of these fields */
    static void check(String kamelet, Action action, Map<String, ?> parameters) {
        Set<String> known = new LinkedHashSet<>(action.fields().keySet());
        if (action.hasExternalId()) {
            known.addAll(List.of(KameletBodyProcessor.SYSTEM, KameletBodyProcessor.RECORD_ID));
        }
        Set<String> filledIn = new HashSet<>();
        parameters.forEach((name, value) -> {
            // In upper case if it comes from the environment: CAMEL_KAMELET_WLCRO_CREATE_LEAD_ACTION_CITY.
            String field = name.toLowerCase(Locale.ROOT);
            if (!OF_CAMEL.contains(name) && !known.contains(field)) {
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
     * Refuses what a recipient list, a routing slip or a {@code toD} that is one expression makes of an address: the
     * values are URL-encoded, and nobody can tell which of them were so before. {@link KameletSendDynamicAware} has the rest.
     */
    private static void refuseEncoded(String kamelet, Map<String, Object> parameters) {
        parameters.forEach((name, value) -> {
            if (!OF_CAMEL.contains(name) && value instanceof String text && ENCODED.matcher(text).find()) {
                throw new ConfigurationException("The field " + name + " of the Kamelet " + kamelet + " came URL-encoded, as"
                        + " a recipient list gives it; use to, or toD with name=${...}, or give it the body and no fields");
            }
        });
    }
}
