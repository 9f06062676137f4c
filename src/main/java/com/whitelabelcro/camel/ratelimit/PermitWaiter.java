package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Rejection;

/** Somebody who waits for a turn, holding no thread. Exactly one of the two is called, once. */
public interface PermitWaiter {

    /** It is the waiter's turn. */
    void go(Permit permit);

    /** There will be no turn. */
    void turnedAway(Rejection why);

    /** First come, first served: the lower number is older. A redelivery keeps its number. */
    long ticket();

    /** Whose record it is: it goes with no other account's key. */
    AccountId account();

    /** When waiting makes no sense any more, nanoseconds of the monotonic clock; {@link Long#MAX_VALUE} if never. */
    long deadline();
}
