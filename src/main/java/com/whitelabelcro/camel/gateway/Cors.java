package com.whitelabelcro.camel.gateway;

import java.util.Map;

/**
 * The headers by which a browser lets the page of a named origin call the gateway (WHATWG Fetch, CORS protocol). They
 * name that origin only, and never allow cookies.
 */
final class Cors {

    private Cors() {}

    /** The headers of the answer to a preflight request. */
    static Map<String, String> preflight(RequestHead head) {
        return Map.of(
                "Access-Control-Allow-Origin", head.header("Origin"),
                "Access-Control-Allow-Methods", "GET, POST",
                "Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Prefer",
                "Access-Control-Max-Age", "600",
                "Vary", "Origin");
    }

    /** The headers of an answer that the page may read. */
    static Map<String, String> answer(RequestHead head) {
        return Map.of(
                "Access-Control-Allow-Origin", head.header("Origin"),
                "Access-Control-Expose-Headers", "Location, Retry-After, Preference-Applied",
                "Vary", "Origin");
    }
}
