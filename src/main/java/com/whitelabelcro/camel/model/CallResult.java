package com.whitelabelcro.camel.model;

import java.util.Optional;

/**
 * What the end of one request says about its connection.
 *
 * @param kind what happened
 * @param at when the answer arrived, or when it was given up, in nanoseconds of the monotonic clock
 * @param pause for {@link Kind#LIMITED}: how long the server wants to be left alone, nanoseconds
 * @param why what those are told who are turned away, if this closes the connection
 * @param rate what the answer's rate-limit headers say
 */
public record CallResult(Kind kind, long at, long pause, Rejection why, Optional<Rate> rate) {

    private static final Rejection NOTHING = new Rejection(Rejection.Kind.UNAVAILABLE, "");

    /** What happened. */
    public enum Kind {
        /** The server did what it was asked. */
        DONE,
        /** The server refused this one record: 404, 422 and the like. */
        ANSWERED,
        /** The server failed over this record or over all of them: 500. */
        SERVER_ERROR,
        /** 429: somebody asks too much. */
        LIMITED,
        /** The connection cannot be used by anybody: 401, or a certificate that is not to be trusted. */
        REFUSED,
        /**
         * May be about this record or about the whole connection: 403, a redirect, a page that is no answer. A row of
         * them without a success between is about the connection.
         */
        SUSPECT,
        /** No server behind it: 502, 503, 504, no answer. */
        OUTAGE,
        /** Nothing is known; the permit only goes back. */
        NONE;

        /** Whether the key and the server are well, whatever became of the record. */
        public boolean isWell() {
            return this == DONE || this == ANSWERED;
        }
    }

    /**
     * The server's view of the quota.
     *
     * @param limit {@code X-RateLimit-Limit}, 0 if absent
     * @param remaining {@code X-RateLimit-Remaining}, -1 if absent
     * @param reset {@code X-RateLimit-Reset} as sent, which names the window; 0 if absent
     * @param resetIn how long until then, nanoseconds
     */
    public record Rate(int limit, int remaining, long reset, long resetIn) {}

    /** A permit that goes back without news. */
    public static CallResult none(long at) {
        return new CallResult(Kind.NONE, at, 0, NOTHING, Optional.empty());
    }
}
