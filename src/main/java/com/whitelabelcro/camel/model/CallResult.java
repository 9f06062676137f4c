package com.whitelabelcro.camel.model;

import java.util.Optional;

/**
 * What the end of one request says about its connection. Immutable.
 *
 * @param kind what happened
 * @param at when the answer arrived or the request failed, in nanoseconds of the monotonic clock
 * @param pause for {@link Meaning#LIMITED}: how long the server asks to wait, in nanoseconds
 * @param why the reason given to records that are rejected if this opens the circuit breaker
 * @param rate the answer's rate-limit headers; empty if it had none
 */
public record CallResult(Meaning kind, long at, long pause, Rejection why, Optional<Rate> rate) {

    /** What happened. */
    public enum Meaning {
        /** The server processed the request successfully. */
        DONE,
        /** The server refused this record: 404, 422 and the like. */
        ANSWERED,
        /** The server failed, for this record or for all of them: 500. */
        SERVER_ERROR,
        /** The rate limit was exceeded: 429. */
        LIMITED,
        /** No record can be sent with this connection: 401, or a certificate that is not trusted. */
        REFUSED,
        /**
         * May concern this record or the whole connection: 403, a redirect, a page that is not an answer. Several in a
         * row without a success concern the connection.
         */
        SUSPECT,
        /** The server is down: 502, 503, 504, or no answer. */
        OUTAGE,
        /** Nothing is known; the permit is only returned. */
        NONE;

        /** Whether the result is about the API key, so that it does not apply to another one. */
        public boolean isOfKey() {
            return this == LIMITED || this == REFUSED || this == SUSPECT;
        }

        /** Whether the result shows that key and server work, even if the record failed. */
        public boolean isWell() {
            return this == DONE || this == ANSWERED;
        }
    }

    /**
     * The server's view of the quota.
     *
     * @param limit {@code X-RateLimit-Limit}, 0 if absent
     * @param remaining {@code X-RateLimit-Remaining}, -1 if absent
     * @param reset {@code X-RateLimit-Reset} as sent, which identifies the window; 0 if absent
     * @param resetIn the time until the reset, in nanoseconds
     */
    public record Rate(int limit, int remaining, long reset, long resetIn) {}

    /** Creates the result of a successful request. */
    public static CallResult done(long at, Optional<Rate> rate) {
        return new CallResult(Meaning.DONE, at, 0, Rejection.NONE, rate);
    }

    /** Creates the result for a permit that is returned without an answer. */
    public static CallResult none(long at) {
        return new CallResult(Meaning.NONE, at, 0, Rejection.NONE, Optional.empty());
    }
}
