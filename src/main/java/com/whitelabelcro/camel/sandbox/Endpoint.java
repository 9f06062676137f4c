package com.whitelabelcro.camel.sandbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The nine write actions, copied by hand from the contract (section 1). The pack's own routes and schemas are not used here:
 * tests compare them with this table.
 */
enum Endpoint {
    CREATE_LEAD("POST", "/leads", List.of("first_name", "last_name", "email"),
            "phone", "city", "state", "zip", "package_keyword", "affiliate_id", "external_id"),
    UPDATE_LEAD("PATCH", "/leads/{client_id}", List.of(),
            "first_name", "last_name", "email", "phone", "city", "state", "zip", "employee_id", "affiliate_id",
            "external_id"),
    UPDATE_LEAD_STATUS("PATCH", "/leads/{client_id}/status", List.of(),
            "new_status", "new_status_id", "changed_by_employee_id", "status_note"),
    CREATE_CLIENT("POST", "/clients", List.of("first_name", "last_name", "email"),
            "phone", "status", "employee_id", "city", "state", "zip", "affiliate_id", "external_id"),
    UPDATE_CLIENT("PATCH", "/clients/{client_id}", List.of(),
            "first_name", "last_name", "email", "phone", "city", "state", "zip", "employee_id", "affiliate_id",
            "external_id"),
    UPDATE_CLIENT_STATUS("PATCH", "/clients/{client_id}/status", List.of(),
            "new_status", "new_status_id", "changed_by_employee_id", "status_note"),
    ADD_CLIENT_NOTE("POST", "/clients/{client_id}/notes", List.of("text"),
            "note_type", "visibility", "external_id"),
    CREATE_AFFILIATE("POST", "/affiliates", List.of("email", "first_name", "last_name"),
            "phone", "affiliate_code", "commission_rate", "affiliate_company_name", "external_id"),
    UPDATE_AFFILIATE("PATCH", "/affiliates/{employee_id}", List.of(),
            "first_name", "last_name", "email", "phone", "affiliate_company_name", "commission_rate", "is_active",
            "is_approved", "external_id");

    private static final String BASE = "/api/v1/integrations";

    private static final Map<String, Map<String, Endpoint>> BY_SHAPE = byShape();

    private final String method;
    private final String path;
    private final List<String> required;
    private final Set<String> fields;

    Endpoint(String method, String path, List<String> required, String... optional) {
        this.method = method;
        this.path = BASE + path;
        this.required = required;
        this.fields = new LinkedHashSet<>(required);
        this.fields.addAll(List.of(optional));
    }

    /** What a path names: an endpoint and the id in it, or no endpoint but the methods that the path would take. */
    record Match(Endpoint endpoint, long id, Set<String> methods) {}

    private static Map<String, Map<String, Endpoint>> byShape() {
        Map<String, Map<String, Endpoint>> shapes = new HashMap<>();
        for (Endpoint endpoint : values()) {
            String shape = endpoint.path.substring(BASE.length()).replaceFirst("\\{[a-z_]+}", "{}");
            shapes.computeIfAbsent(shape, any -> new TreeMap<>()).put(endpoint.method, endpoint);
        }
        return shapes;
    }

    static Match match(String method, String path) {
        if (!path.startsWith(BASE + "/")) {
            return new Match(null, 0, Set.of());
        }
        String rest = path.substring(BASE.length());
        int begin = rest.indexOf('/', 1) + 1;
        long id = 0;
        if (begin > 0) {
            int next = rest.indexOf('/', begin);
            int end = next < 0 ? rest.length() : next;
            id = idIn(rest.substring(begin, end));
            rest = id == 0 ? "" : rest.substring(0, begin) + "{}" + rest.substring(end);
        }
        Map<String, Endpoint> methods = BY_SHAPE.getOrDefault(rest, Map.of());
        return new Match(methods.get(method), id, methods.keySet());
    }

    /** A positive id in a path, digits only; 0 for anything else. */
    private static long idIn(String text) {
        boolean digits = !text.isEmpty() && text.length() < 19 && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : 0;
    }

    /** The nine as {@code METHOD path}, ids in braces. */
    static List<String> all() {
        return Arrays.stream(values()).map(endpoint -> endpoint.method + " " + endpoint.path).toList();
    }

    /** The id field in the path; null if there is none. */
    String idField() {
        return switch (this) {
            case CREATE_LEAD, CREATE_CLIENT, CREATE_AFFILIATE -> null;
            case UPDATE_AFFILIATE -> "employee_id";
            default -> "client_id";
        };
    }

    boolean onLeads() {
        return this == CREATE_LEAD || this == UPDATE_LEAD || this == UPDATE_LEAD_STATUS;
    }

    boolean changesStatus() {
        return this == UPDATE_LEAD_STATUS || this == UPDATE_CLIENT_STATUS;
    }

    List<String> required() {
        return required;
    }

    Set<String> fields() {
        return fields;
    }
}
