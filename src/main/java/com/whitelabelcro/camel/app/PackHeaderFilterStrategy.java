package com.whitelabelcro.camel.app;

import java.util.Locale;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Which headers pass between the web and a scenario. Besides what Camel holds back, none comes in that steers the pack
 * ({@code WlcroConnection} would choose whose records they are), Kafka (CVE-2026-49098) or a saga (CVE-2026-85312), and
 * none of the pack's goes out. A scenario that wants one of them from the web sets it itself.
 */
public final class PackHeaderFilterStrategy extends HttpHeaderFilterStrategy {

    private static final String PACK = "wlcro";

    public PackHeaderFilterStrategy() {
        setInFilterStartsWith("Camel", "camel", PACK, "kafka.", "long-running-action");
        setOutFilterStartsWith("Camel", "camel", PACK);
    }

    /** Whether a header of the pack's own, which does not come in. */
    public static boolean steers(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(PACK);
    }
}
