package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;

/**
 * The quota of each key and how the sandbox tells about it (contract section 3).
 *
 * @param limit requests per period and key; 0 means no limit
 * @param period the length of the window
 * @param window whether the window is fixed or sliding
 * @param headers which answers carry the {@code X-RateLimit-*} headers
 * @param retryAfter the form of {@code Retry-After} on a 429
 */
public record RateLimitWindow(int limit, Duration period, Window.Kind window, Headers headers, RetryAfterFormat retryAfter) {

    /** Which answers carry the five {@code X-RateLimit-*} headers. */
    public enum Headers { @JsonProperty("always") ALWAYS, @JsonProperty("never") NEVER, @JsonProperty("ok-only") OK_ONLY, @JsonProperty("429-only") ONLY_429 }

    /** The form of {@code Retry-After}, always rounded up, so that waiting it out is enough. */
    public enum RetryAfterFormat { @JsonProperty("seconds") SECONDS, @JsonProperty("date") DATE, @JsonProperty("none") NONE }

    public RateLimitWindow {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(retryAfter, "retryAfter");
        if (limit < 0) {
            throw new IllegalArgumentException("limit is 0 (none) or more, not " + limit);
        }
        if (period.compareTo(Duration.ofMillis(1)) < 0 || period.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("period lies between 1ms and one day, not " + period);
        }
    }

    /** The window as {@code X-RateLimit-Window} names it, such as {@code 1m}, {@code 2s} or {@code 500ms}. */
    String windowName() {
        long millis = period.toMillis();
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
