package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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
            PackKamelet.of(actions.get(), kamelet).ifPresent(known -> {
                check(known, made.getParameters());
                if (made.getCamelContext().isStarted()) {
                    refuseEncoded(kamelet, made.getParameters());
                }
            });
        }
    }

    /** @throws ConfigurationException if the form does not have all of these fields */
    static void check(PackKamelet kamelet, Map<String, ?> parameters) {
        Set<String> known = kamelet.fields();
        Set<String> filledIn = new HashSet<>();
        parameters.forEach((name, value) -> {
            // Camel passes names from the environment in upper case: CAMEL_KAMELET_WLCRO_CREATE_LEAD_ACTION_CITY.
            String field = name.toLowerCase(Locale.ROOT);
            if (!CAMEL_PARAMETERS.contains(name) && known.stream().noneMatch(field::equalsIgnoreCase)) {
                throw new ConfigurationException("The Kamelet " + kamelet.name() + " has no field '" + name.strip() + "'"
                        + Suggestions.hint(name, known) + " (text with an & in it is written RAW(...))");
            }
            if (value != null && !value.toString().isBlank()) {
                filledIn.add(field);
            }
        });
        checkParts(kamelet.name(), filledIn);
    }

    private static void checkParts(String kamelet, Set<String> filledIn) {
        boolean system = filledIn.contains(PackKamelet.SYSTEM);
        boolean id = filledIn.contains(PackKamelet.RECORD_ID);
        if ((system || id) && filledIn.contains(Action.EXTERNAL_ID)) {
            throw new ConfigurationException("The Kamelet " + kamelet + " is given external_id twice: fill in either "
                    + Action.EXTERNAL_ID + ", or " + PackKamelet.SYSTEM + " and " + PackKamelet.RECORD_ID);
        } else if (system != id) {
            throw new ConfigurationException("The Kamelet " + kamelet + " is given " + (system ? PackKamelet.SYSTEM : PackKamelet.RECORD_ID)
                    + " alone; external_id is made of it and " + (system ? PackKamelet.RECORD_ID : PackKamelet.SYSTEM));
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
