package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The statuses of the sandbox's companies. The names and ids 10, 42 and 231 occur in the contract, the others are invented. */
final class Statuses {

    static final String NEW_LEAD = "Lead - New";
    static final String NEW_CLIENT = "Client - Active";

    static final Map<Integer, String> BY_ID = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            10, NEW_LEAD,
            11, "Lead - Contacted",
            12, "Lead - Lost",
            42, NEW_CLIENT,
            43, "Client - Graduated",
            44, "Client - Cancelled",
            231, "Client - On Hold")));

    private Statuses() {}

    static boolean isKnown(String name) {
        return BY_ID.containsValue(name);
    }

    static boolean isLead(String name) {
        return name.startsWith("Lead");
    }

    /**
     * The status that a status change asks for; null if there is none like it. Which of name and id wins if both are
     * sent is open in the contract: here the id does.
     */
    static String askedFor(ObjectNode body) {
        if (body.has("new_status_id")) {
            return body.get("new_status_id").canConvertToInt() ? BY_ID.get(body.get("new_status_id").intValue()) : null;
        }
        String name = body.path("new_status").asText();
        return isKnown(name) ? name : null;
    }
}
