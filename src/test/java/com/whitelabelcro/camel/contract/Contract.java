package com.whitelabelcro.camel.contract;

import java.util.List;
import java.util.stream.Stream;

/**
 * The nine actions as the API's documentation defines them (contract section 1), copied by hand: the pack is
 * checked against this list, which is not derived from it.
 *
 * @param either fields of which exactly one is needed; empty for most actions
 */
public record Contract(String name, String request, List<String> required, List<String> either, List<String> optional,
        List<String> returns) {

    private static final String BASE = "/api/v1/integrations";
    private static final List<String> CREATED = List.of("client_id", "status", "created_utc");
    private static final List<String> UPDATED = List.of("success", "updated_utc", "client_id");
    private static final List<String> MOVED = List.of("previous_status", "new_status", "updated_utc");
    private static final List<String> STATUS = List.of("new_status", "new_status_id");
    private static final List<String> PERSON = List.of("first_name", "last_name", "email", "phone", "city", "state",
            "zip", "employee_id", "affiliate_id", "external_id");

    public static List<Contract> all() {
        return List.of(
                new Contract("create-lead", "POST " + BASE + "/leads",
                        List.of("first_name", "last_name", "email"), List.of(),
                        List.of("phone", "city", "state", "zip", "package_keyword", "affiliate_id", "external_id"),
                        CREATED),
                new Contract("update-lead", "PATCH " + BASE + "/leads/{client_id}",
                        List.of("client_id"), List.of(), PERSON, UPDATED),
                new Contract("update-lead-status", "PATCH " + BASE + "/leads/{client_id}/status",
                        List.of("client_id"), STATUS, List.of("changed_by_employee_id", "status_note"), MOVED),
                new Contract("create-client", "POST " + BASE + "/clients",
                        List.of("first_name", "last_name", "email"), List.of(),
                        List.of("phone", "status", "employee_id", "city", "state", "zip", "affiliate_id",
                                "external_id"),
                        CREATED),
                new Contract("update-client", "PATCH " + BASE + "/clients/{client_id}",
                        List.of("client_id"), List.of(), PERSON, UPDATED),
                new Contract("update-client-status", "PATCH " + BASE + "/clients/{client_id}/status",
                        List.of("client_id"), STATUS, List.of("changed_by_employee_id", "status_note"), MOVED),
                new Contract("add-client-note", "POST " + BASE + "/clients/{client_id}/notes",
                        List.of("client_id", "text"), List.of(), List.of("note_type", "visibility", "external_id"),
                        List.of("client_note_id", "created_utc")),
                new Contract("create-affiliate", "POST " + BASE + "/affiliates",
                        List.of("email", "first_name", "last_name"), List.of(),
                        List.of("phone", "affiliate_code", "commission_rate", "affiliate_company_name", "external_id"),
                        List.of("employee_id", "affiliate_code", "is_approved", "created_utc")),
                new Contract("update-affiliate", "PATCH " + BASE + "/affiliates/{employee_id}",
                        List.of("employee_id"), List.of(),
                        List.of("first_name", "last_name", "email", "phone", "affiliate_company_name",
                                "commission_rate", "is_active", "is_approved", "external_id"),
                        List.of("success", "updated_utc", "employee_id")));
    }

    /** The fields that the documentation calls required, including those of which exactly one is needed. */
    public List<String> needed() {
        return Stream.concat(required.stream(), either.stream()).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
