package com.whitelabelcro.camel.app;

import java.util.Locale;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Filters the headers that pass between HTTP and a scenario. In addition to Camel's own rules, it drops incoming
 * headers that control the pack ({@code WlcroConnection} would choose the account), Kafka (CVE-2026-49098) or a saga
 * (CVE-2026-85312), and outgoing headers of the pack. A scenario that needs such a header sets it itself.
 */
public final class PackHeaderFilterStrategy extends HttpHeaderFilterStrategy {

    private static final String PACK = "wlcro";

    public PackHeaderFilterStrategy() {
        setInFilterStartsWith("Camel", "camel", PACK, "kafka.", "long-running-action");
        setOutFilterStartsWith("Camel", "camel", PACK);
    }

    /** Whether this is a header of the pack, which must not be accepted from outside. */
    public static boolean steers(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(PACK);
    }
}
