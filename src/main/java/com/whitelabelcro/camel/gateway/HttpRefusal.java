package com.whitelabelcro.camel.gateway;

import java.time.Duration;
import java.util.List;

/** The gateway does not accept a request. Says why and what to do, and quotes nothing of the request. */
final class HttpRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final List<String> violations;
    private final Duration retryAfter;

    private HttpRefusal(int status, String title, String detail, List<String> violations, Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    /** A permanent refusal. */
    static HttpRefusal of(int status, String title, String detail) {
        return new HttpRefusal(status, title, detail, List.of(), Duration.ZERO);
    }

    /** The request is wrong. */
    static HttpRefusal invalid(String detail, List<String> violations) {
        return new HttpRefusal(400, "InvalidRequest", detail, violations, Duration.ZERO);
    }

    /** The records conflict with records that were sent before. */
    static HttpRefusal conflict(String detail, List<String> violations) {
        return new HttpRefusal(409, "Conflict", detail, violations, Duration.ZERO);
    }

    /** The same request may be accepted after this time. */
    static HttpRefusal later(int status, String title, String detail, Duration after) {
        return new HttpRefusal(status, title, detail, List.of(), after);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    List<String> violations() {
        return violations;
    }

    /** Zero for a permanent refusal. */
    Duration retryAfter() {
        return retryAfter;
    }
}
