package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Rejection;

/**
 * Why and until when a circuit is open. After that time the breaker is HALF_OPEN.
 *
 * @param kind what happens to records meanwhile
 * @param until nanoseconds of the monotonic clock
 * @param pause how long the circuit is open, nanoseconds
 * @param why the rejection for records meanwhile
 * @param key the key that this applies to
 */
record OpenState(OpenedBy kind, long until, long pause, Rejection why, KeyId key) {

    /** What happens to records while the circuit is open, in the order of strictness. */
    enum OpenedBy {
        /** The refused or limited key was replaced: one record tries the new one, the others wait for its answer. */
        NEW_KEY,
        /** An outage: records wait. */
        OUTAGE,
        /** A 429: records wait. */
        LIMITED,
        /** A 401 and the like: records fail at once, so that a bad key does not keep callers waiting. */
        REFUSED
    }

    /** Whether the reason is the key, so that it does not apply to another one. */
    boolean isOfKey() {
        return kind == OpenedBy.LIMITED || kind == OpenedBy.REFUSED;
    }

    boolean rejects() {
        return kind == OpenedBy.REFUSED;
    }
}
