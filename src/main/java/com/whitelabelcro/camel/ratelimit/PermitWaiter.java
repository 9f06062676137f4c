package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Rejection;

/** A record that waits for a permit, without a thread. Exactly one of {@link #granted} and {@link #rejected} is called, once. */
public interface PermitWaiter {

    /** The record may be sent. */
    void granted(Permit permit);

    /** There will be no permit. */
    void rejected(Rejection why);

    /** Its place in the order of arrival: the lower number is older. A retry keeps its number. */
    long sequence();

    /** The account that owns the record: it is never sent with the key of another one. */
    AccountId account();

    /**
     * Whether a caller waits for its answer. It overtakes other records, of the queue and of imports, except for their share of the
     * permits.
     */
    default boolean isInteractive() {
        return true;
    }

    /** When the record is given up, in nanoseconds of the monotonic clock; {@link Long#MAX_VALUE} if never. */
    long deadline();
}
