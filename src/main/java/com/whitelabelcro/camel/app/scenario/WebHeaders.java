package com.whitelabelcro.camel.app.scenario;

import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Which headers pass between the web and a scenario. Besides what Camel holds back, none comes in that would steer the
 * pack, Kafka (CVE-2026-49098) or a saga (CVE-2026-85312), and none of the pack's goes out.
 */
final class WebHeaders extends HttpHeaderFilterStrategy {

    /** In lower case, in which names are looked at too. */
    private static final String PACK = "wlcro";

    WebHeaders() {
        setInFilterStartsWith("Camel", "camel", PACK, "kafka.", "long-running-action");
        setOutFilterStartsWith("Camel", "camel", PACK);
    }
}
