package com.whitelabelcro.camel.once;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The N permits of an account as N rows, so that a restart remembers them and several processes share them. A request
 * takes one; it is free again one period after the answer arrived. Times are those of the ledger's clock.
 */
public interface PermitRows {

    /** What came of asking for a permit. */
    sealed interface Taken {}

    /**
     * A permit.
     *
     * @param account whose it is
     * @param number from 0 to limit - 1
     * @param token fences off who gives back late what another has taken since
     */
    record Row(String account, int number, long token) implements Taken {}

    /**
     * None is free.
     *
     * @param in how long until the next one will be, if it is not given back earlier or later
     */
    record NoneFor(Duration in) implements Taken {}

    /**
     * Takes a permit if one is free, the one that is free for longest.
     *
     * @param account whose permits, see {@link Account}
     * @param limit how many there are
     * @param hold after how long it is free again if it is never given back: the response timeout and one period
     */
    CompletionStage<Taken> take(String account, int limit, Duration hold);

    /**
     * Gives it back to cool down.
     *
     * @param coolDown for how long it is not free: one period
     * @return false if it was lost meanwhile
     */
    CompletionStage<Boolean> giveBack(Row row, Duration coolDown);

    /** How many are not free: taken or cooling down. */
    CompletionStage<Integer> used(String account, int limit);
}
