package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.action.Action;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the pack's Kamelets: the one of an action, or one that stores and sends records.
 *
 * @param name the name, such as {@code wlcro-create-lead-action}
 * @param action the action whose fields the form has; empty if the body is not built from the form
 * @param headers the fields of the form that are headers, see {@link KameletHeaders}
 */
public record PackKamelet(String name, Optional<Action> action, List<String> headers) {

    /** The two fields that together form an {@code external_id}, if there is an id. */
    static final String SYSTEM = "external_system";
    static final String RECORD_ID = "external_record_id";

    private static final String PREFIX = "wlcro-";
    private static final String SUFFIX = "-action";
    static final String CONNECTION = "connection";
    private static final String REDRIVE = "redrive";
    private static final List<String> OF_ACTIONS = List.of(CONNECTION, "idempotencyKey", "delivery");
    private static final Map<String, List<String>> OTHERS = Map.of(
            PREFIX + "dead-letter" + SUFFIX, List.of("action", CONNECTION, "idempotencyKey"),
            PREFIX + REDRIVE + SUFFIX, List.of("reason", "action", CONNECTION, "olderThan"),
            PREFIX + "later" + SUFFIX, List.of("then", "keep", "idempotencyKey"));

    /** Returns the Kamelet of this name; empty if it is not the pack's. */
    public static Optional<PackKamelet> of(Collection<Action> actions, String kamelet) {
        Optional<Action> action = actions.stream().filter(each -> kamelet.equals(PREFIX + each.name() + SUFFIX)).findFirst();
        return action.isPresent() ? Optional.of(new PackKamelet(kamelet, action, OF_ACTIONS))
                : Optional.ofNullable(OTHERS.get(kamelet)).map(headers -> new PackKamelet(kamelet, Optional.empty(), headers));
    }

    /** What the Kamelet is about: the name of its action, or of its endpoint. */
    String subject() {
        return name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    }

    /**
     * Whether a field that is filled in must not evaluate to nothing: otherwise the record would be sent with another
     * connection, or other records than the intended ones would be sent again.
     */
    boolean isChoice(String field) {
        return field.equals(CONNECTION) || subject().equals(REDRIVE) && headers.contains(field);
    }

    /** All fields of the form. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        action.ifPresent(each -> fields.addAll(each.fields().keySet()));
        if (action.isPresent() && action.get().hasExternalId()) {
            fields.addAll(List.of(SYSTEM, RECORD_ID));
        }
        fields.addAll(headers);
        return fields;
    }
}
