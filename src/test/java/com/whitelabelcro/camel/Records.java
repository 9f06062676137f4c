package com.whitelabelcro.camel;

import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies of records for tests; each number stands for another person. */
public final class Records {

    private Records() {}

    /** A lead without an external_id, which the API cannot distinguish from another one with the same data. */
    public static Map<String, Object> lead(int number) {
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("first_name", "Ann" + number);
        lead.put("last_name", "Doe");
        lead.put("email", "ann" + number + "@example.com");
        return lead;
    }

    /** A lead with an external_id, whose repeat the API recognises. */
    public static Map<String, Object> known(int number) {
        Map<String, Object> lead = lead(number);
        lead.put("external_id", "test_" + number);
        return lead;
    }
}
