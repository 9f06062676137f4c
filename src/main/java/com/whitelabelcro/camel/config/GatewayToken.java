package com.whitelabelcro.camel.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A token of the gateway, and what its holder may do. It contains a hash of the secret and not the secret itself.
 *
 * @param name the name chosen by the user; it identifies the sender, also after the secret has changed
 * @param sha256 SHA-256 of the secret, 64 lower-case hexadecimal digits
 * @param connections the connections that may be used; the first one is used if the sender names none
 * @param actions the actions that may be called; {@link #ALL} stands for every action
 * @param fields the fields that the sender may give; empty for every field of the action
 * @param fixed fields that every record of this token gets, and that the sender may not give
 * @param rate records per minute
 * @param share how much of the queue the records of this token may occupy, in percent
 * @param signature how the sender signs its requests; empty if it does not
 * @param origins the origins whose pages may use the token, such as {@code https://www.example.com}
 */
public record GatewayToken(
        String name,
        String sha256,
        List<String> connections,
        Set<String> actions,
        Set<String> fields,
        Map<String, String> fixed,
        int rate,
        int share,
        Optional<SignatureScheme> signature,
        Set<String> origins) {

    /** Stands for every action. */
    public static final String ALL = "*";

    public GatewayToken {
        connections = List.copyOf(connections);
        actions = Set.copyOf(actions);
        fields = Set.copyOf(fields);
        fixed = Map.copyOf(fixed);
        origins = Set.copyOf(origins);
    }

    /** Whether the holder may call this action. */
    public boolean allows(String action) {
        return actions.contains(ALL) || actions.contains(action);
    }

    /** Whether the holder may give this field. */
    public boolean allowsField(String field) {
        return !fixed.containsKey(field) && (fields.isEmpty() || fields.contains(field));
    }

    /** The name only. */
    @Override
    public String toString() {
        return "token " + name;
    }
}
