package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Rejection;

/**
 * Why and until when a connection lets nobody through. After that, one request at a time finds out whether it is well
 * again.
 *
 * @param kind what it does with those who come
 * @param until nanoseconds of the monotonic clock
 * @param pause how long that is, nanoseconds
 * @param why what those are told who are turned away
 */
record OpenState(Kind kind, long until, long pause, Rejection why) {

    /** The stricter ones come later. */
    enum Kind {
        /** An outage: work waits. */
        OUTAGE,
        /** 429: work waits. */
        LIMITED,
        /** 401 and the like: work fails at once, so that a bad key does not use up the records. */
        REFUSED
    }

    boolean refuses() {
        return kind == Kind.REFUSED;
    }
}
