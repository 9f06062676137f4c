package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.once.AccountId;

/** Somebody who waits for a turn, holding no thread. Exactly one of the two is called, once. */
interface Waiter {

    /** It is the waiter's turn. */
    void go(Permit permit);

    /** There will be no turn. */
    void turnedAway(TurnedAway why);

    /** First come, first served: the lower number is older. A redelivery keeps its number. */
    long ticket();

    /** Whose record it is: it goes with no other account's key. */
    AccountId account();

    /** When waiting makes no sense any more, nanoseconds of the monotonic clock; {@link Long#MAX_VALUE} if never. */
    long deadline();
}
