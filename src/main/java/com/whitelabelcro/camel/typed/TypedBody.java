package com.whitelabelcro.camel.typed;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of one action, built field by field, so that a misspelt field does not compile:
 *
 * <pre>{@code
 * template.requestBody(WlcroEndpoints.CREATE_LEAD,
 *         CreateLead.body().firstName("Ann").lastName("Lee").email("ann@example.com").asMap());
 * }</pre>
 *
 * <p>Nothing is checked here: the endpoint does that, and reports all violations at once. Not thread-safe.
 *
 * @param <T> the class of the action
 */
public abstract sealed class TypedBody<T extends TypedBody<T>>
        permits AddClientNote, CreateAffiliate, CreateClient, CreateLead, UpdateAffiliate, UpdateClient, UpdateClientStatus,
                UpdateLead, UpdateLeadStatus {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    TypedBody() {}

    @SuppressWarnings("unchecked")
    final T with(String field, Object value) {
        fields.put(field, value);
        return (T) this;
    }

    /** A copy of the fields that were set, in the order in which they were set: the body for the action's endpoint. */
    public final Map<String, Object> asMap() {
        return new LinkedHashMap<>(fields);
    }

    /** The names of the fields only, because the values are personal data. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + fields.keySet();
    }
}
