package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.WlcroHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The fields of a Kamelet's form that are headers of the pack, such as {@code idempotencyKey} for
 * {@link WlcroHeaders#IDEMPOTENCY_KEY}. They are set while the Kamelet runs; afterwards the caller's headers are restored, so
 * that no value of a form affects the next step.
 */
final class KameletHeaders {

    /** The caller's own headers under the names that the form sets; null for one that the caller did not have. */
    private static final String BEFORE = "wlcroHeadersBefore";
    /** The values of a form that was read before the Kamelet was called, by the names of its fields. */
    private static final String GIVEN = "wlcroHeadersGiven";

    private KameletHeaders() {}

    /** The name of the header that a field stands for. */
    static String header(String field) {
        return "Wlcro" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
    }

    /** Gives the values to a Kamelet that is called next, without a form of its own. */
    static void give(Exchange exchange, Map<?, ?> values) {
        exchange.setVariable(GIVEN, values);
    }

    /** Sets the header of each field that is not empty. */
    static void set(Exchange exchange, Map<String, String> values) {
        Message message = exchange.getMessage();
        Map<String, Object> before = new HashMap<>();
        Map<String, String> all = new HashMap<>(values);
        if (exchange.removeVariable(GIVEN) instanceof Map<?, ?> given) {
            given.forEach((field, value) -> all.put(field.toString(), value.toString()));
        }
        all.values().removeIf(String::isEmpty);
        all.forEach((field, value) -> {
            before.put(header(field), message.getHeader(header(field)));
            message.setHeader(header(field), value);
        });
        exchange.setVariable(BEFORE, before);
    }

    /** Puts the caller's headers back. */
    static void restore(Exchange exchange) {
        exchange.removeVariable(GIVEN);
        if (exchange.removeVariable(BEFORE) instanceof Map<?, ?> before) {
            before.forEach((header, value) -> {
                if (value == null) {
                    exchange.getMessage().removeHeader(header.toString());
                } else {
                    exchange.getMessage().setHeader(header.toString(), value);
                }
            });
        }
    }
}
