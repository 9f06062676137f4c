package com.whitelabelcro.camel;

import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies of records for tests; the number makes each one somebody else. */
public final class Records {

    private Records() {}

    /** A lead that the API cannot tell from another one with the same data. */
    public static Map<String, Object> lead(int number) {
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("first_name", "Ann" + number);
        lead.put("last_name", "Doe");
        lead.put("email", "ann" + number + "@example.com");
        return lead;
    }

    /** A lead whose repeat the API recognises. */
    public static Map<String, Object> known(int number) {
        Map<String, Object> lead = lead(number);
        lead.put("external_id", "test_" + number);
        return lead;
    }
}
