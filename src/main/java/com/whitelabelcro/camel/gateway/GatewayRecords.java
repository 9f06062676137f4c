package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.GatewayToken;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.UnknownFields;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.request.RequestFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Turns the records of a request into checked write requests, within the caller's permissions. Reports everything that is
 * wrong with all records at once. Thread-safe.
 */
final class GatewayRecords {

    private static final String CONNECTION = "connection";

    private final Settings settings;
    private final RequestFactory factory;

    GatewayRecords(Settings settings) {
        this.settings = settings;
        this.factory = new RequestFactory(settings);
    }

    /**
     * Prepares the records.
     *
     * @throws HttpRefusal with all violations, each with the place of its record in the array
     */
    List<WriteRequest> prepare(GatewayRequest request, Action action, GatewayBody body) {
        String connection = connection(request);
        List<WriteRequest> prepared = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < body.records().size(); i++) {
            String place = body.isArray() ? "[" + i + "] " : "";
            JsonNode record = body.records().get(i);
            List<String> own = record instanceof ObjectNode fields
                    ? restrict(fields, action, request.caller().token()) : List.of();
            own.forEach(each -> violations.add(place + each));
            try {
                prepared.add(factory.prepare(action, record, connection, null));
            } catch (InvalidRequest e) {
                (e.getViolations().isEmpty() ? List.of(e.getReason()) : e.getViolations()).forEach(each -> violations.add(place + each));
            }
        }
        if (!violations.isEmpty()) {
            throw HttpRefusal.invalid(body.isArray() ? "Nothing was accepted, because some records are not valid"
                    : "The record is not valid", violations);
        }
        return prepared;
    }

    private String connection(GatewayRequest request) {
        List<String> allowed = request.caller().token().connections();
        request.misspelt(CONNECTION).ifPresent(name -> {
            // It would be sent to the default connection, which may be another company's.
            throw HttpRefusal.of(400, "InvalidRequest", "There is no parameter " + name + "; did you mean " + CONNECTION + "?");
        });
        String name = request.parameter(CONNECTION).orElse(allowed.get(0));
        if (!allowed.contains(name)) {
            throw HttpRefusal.of(403, "Forbidden", "The parameter connection may be one of " + String.join(", ", allowed));
        }
        if (settings.connection(name).isEmpty()) {
            throw HttpRefusal.of(403, "Forbidden", "The connection " + name + " of this token does not exist");
        }
        return name;
    }

    /** Adds the fixed fields, and removes and names those that the caller may not give. */
    private List<String> restrict(ObjectNode fields, Action action, GatewayToken token) {
        List<String> violations = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> each = fields.properties().iterator();
        while (each.hasNext()) {
            String name = each.next().getKey();
            boolean known = action.fields().containsKey(name) || settings.unknownFields() == UnknownFields.PASS;
            if (known && !token.allowsField(name)) {
                violations.add((action.fields().containsKey(name) ? name : "a field") + " may not be given with this token");
                each.remove();
            }
        }
        token.fixed().forEach((name, value) -> {
            if (action.fields().containsKey(name)) {
                fields.put(name, value);
            }
        });
        return violations;
    }
}
