package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for a body that do not depend on records: contract section 1, taken literally. */
final class Validation {

    private static final Set<String> IDS =
            Set.of("client_id", "employee_id", "affiliate_id", "changed_by_employee_id", "new_status_id");
    private static final Set<String> FLAGS = Set.of("is_active", "is_approved");
    /** The contract does not state their type, so any plain value is accepted. */
    private static final Set<String> UNTYPED = Set.of("note_type", "visibility", "commission_rate");

    private final Endpoint endpoint;
    private final ObjectNode body;
    private final List<String> faults = new ArrayList<>(0);

    private Validation(Endpoint endpoint, ObjectNode body) {
        this.endpoint = endpoint;
        this.body = body;
    }

    /** All violations of this body. A field that the endpoint does not have is a violation only if {@code strict}. */
    static List<String> faultsOf(Endpoint endpoint, long id, ObjectNode body, boolean strict) {
        Validation validation = new Validation(endpoint, body);
        validation.required();
        validation.each(id, strict);
        validation.status();
        return validation.faults;
    }

    private void required() {
        for (String field : endpoint.required()) {
            JsonNode value = body.get(field);
            if (value == null || value.isTextual() && value.textValue().isBlank()) {
                faults.add(field + " is required");
            }
        }
    }

    private void each(long id, boolean strict) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            if (name.equals(endpoint.idField())) {
                // The contract lists it as a field although it is in the path: it may be repeated, but not contradicted.
                if (!field.getValue().isIntegralNumber() || field.getValue().longValue() != id) {
                    faults.add(name + " is not the one in the path");
                }
            } else if (endpoint.fields().contains(name)) {
                type(name, field.getValue());
            } else if (strict) {
                faults.add(name + " is not a field of this action");
            }
        }
    }

    private void type(String name, JsonNode value) {
        if (IDS.contains(name)) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
                faults.add(name + " must be a positive whole number");
            }
        } else if (FLAGS.contains(name)) {
            if (!value.isBoolean()) {
                faults.add(name + " must be true or false");
            }
        } else if (UNTYPED.contains(name)) {
            if (!value.isTextual() && !value.isNumber()) {
                faults.add(name + " must be a text or a number");
            }
        } else if (!value.isTextual()) {
            faults.add(name + " must be a text");
        } else if (name.equals("email") && value.textValue().indexOf('@') < 0) {
            faults.add("email must contain @");
        } else if (name.equals("status") && !Statuses.isKnown(value.textValue())) {
            faults.add("status is not one of " + String.join(", ", Statuses.BY_ID.values()));
        }
    }

    private void status() {
        if (!endpoint.changesStatus() || !faults.isEmpty()) {
            return;
        }
        if (!body.has("new_status") && !body.has("new_status_id")) {
            faults.add("new_status or new_status_id is required");
            return;
        }
        String status = Statuses.askedFor(body);
        if (status == null) {
            faults.add("the new status is unknown");
        } else if (endpoint.onLeads() && !Statuses.isLead(status)) {
            faults.add("a lead must stay within the Lead statuses");
        }
    }
}
