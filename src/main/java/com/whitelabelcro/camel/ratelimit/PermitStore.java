package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.KeyId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The N permits of a key as N rows, so that a restart remembers them and several processes share them. A request
 * takes one; it is free again one period after the answer arrived. Times are those of the ledger's clock.
 */
public interface PermitStore {

    /** What came of asking for a permit. */
    sealed interface Taken {}

    /**
     * A permit.
     *
     * @param key whose it is
     * @param number from 0 to limit - 1
     * @param token fences off who gives back late what another has taken since
     * @param paused which outage or rejection of the key was noted when it was taken; 0 for none
     */
    record Row(KeyId key, int number, long token, long paused) implements Taken {}

    /**
     * None is free.
     *
     * @param in how long until the next one will be, if it is not given back earlier or later
     */
    record NoneFor(Duration in) implements Taken {}

    /**
     * A request for a permit.
     *
     * @param key whose permits
     * @param limit how many there are
     * @param hold after how long it is free again if it is never given back: the response timeout and one period
     */
    record Request(KeyId key, int limit, Duration hold) {}

    /**
     * A permit that a record takes in the very transaction that stores its entry, if it need not wait for one. Before that, one
     * of the process's own permits is set aside for it, so that no other record gets it meanwhile.
     */
    interface Reservation {

        /** For a record that queues for its permit in any case. */
        Reservation NONE = new Reservation() {
            @Override
            public Optional<Request> reserve() {
                return Optional.empty();
            }

            @Override
            public void settle(Taken taken) {}
        };

        /** Sets a permit aside. Empty if others wait, or none is free, or the connection cannot be used at present. */
        Optional<Request> reserve();

        /**
         * Reports what came of the request; to be called once if there was one.
         *
         * @param taken null if the store was not asked in the end, for example because the record is a duplicate
         */
        void settle(Taken taken);
    }

    /** Takes a permit if one is free, the one that is free for longest. */
    CompletionStage<Taken> take(Request request);

    /**
     * Gives it back to cool down.
     *
     * @param coolDown for how long it is not free: one period
     * @return false if it was lost meanwhile
     */
    CompletionStage<Boolean> giveBack(Row row, Duration coolDown);

    /**
     * The same, in one transaction with whatever is written next. For a request that was answered: how its record ended, or
     * that it rests before the next attempt, is written at once after this.
     */
    void giveBackWithNext(Row row, Duration coolDown);

    /** How many are not free: taken or cooling down. */
    CompletionStage<Integer> used(KeyId key, int limit);

    /**
     * Notes for whoever looks, also from other processes, that a key is left alone for a while.
     *
     * @param time for how long; zero if it is not any more. After an outage or a rejection it counts as one for a minute
     *     more, in which somebody finds out, or nobody is left who could
     * @param why one sentence for people
     */
    CompletionStage<Boolean> pause(KeyId key, Duration time, Pause pause, String why);

    /**
     * The key is well again, as an answer shows to a request that was made with this permit: takes back the outage or rejection
     * that was noted when the permit was taken, whoever noted it, unless another was noted since.
     */
    CompletionStage<Boolean> wellAgain(Row row);

    /** For what reason a key is left alone. */
    enum Pause {
        /** It is not. */
        NONE,
        /** The API limits it (429): what comes waits. */
        LIMITED,
        /** An outage, the circuit is open: what comes waits. */
        OPEN,
        /** The API rejects it: what comes fails at once. */
        SUSPENDED
    }

    /**
     * How a key stands.
     *
     * @param limit how many permits there are
     * @param period one period of the limit
     */
    CompletionStage<Standing> standing(KeyId key, int limit, Duration period);

    /**
     * How a key stands at this moment, whoever uses it.
     *
     * @param used permits that are not free
     * @param inFlight those of them that were not given back yet
     * @param pausedFor how long it is still left alone; zero if it is not
     * @param pause for what reason
     * @param why it is left alone; empty if it is not
     */
    record Standing(int used, int inFlight, Duration pausedFor, Pause pause, String why) {}
}
