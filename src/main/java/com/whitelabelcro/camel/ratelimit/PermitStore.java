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

    /** The result of requesting a permit. */
    sealed interface Taken {}

    /**
     * A permit.
     *
     * @param key the key that it belongs to
     * @param number from 0 to limit - 1
     * @param token the fencing token: a late return is ignored if the permit has been taken again since
     * @param paused identifies the outage or rejection of the key that was stored when the permit was taken; 0 for none
     */
    record Row(KeyId key, int number, long token, long paused) implements Taken {}

    /**
     * None is free.
     *
     * @param in the time until the next one is free, unless it is given back earlier or later
     */
    record NoneFor(Duration in) implements Taken {}

    /**
     * A request for a permit.
     *
     * @param key the key whose permits are used
     * @param limit how many there are
     * @param hold the time after which it is free again if it is never given back: the response timeout and one period
     */
    record Request(KeyId key, int limit, Duration hold) {}

    /**
     * A permit that a record takes in the transaction that stores its entry, if it need not wait for one. Before that, one of
     * the process's own permits is set aside, so that no other record gets it meanwhile.
     */
    interface Reservation {

        /** For a record that always queues for its permit. */
        Reservation NONE = new Reservation() {
            @Override
            public Optional<Request> reserve() {
                return Optional.empty();
            }

            @Override
            public void settle(Taken taken) {}
        };

        /** Sets a permit aside. Empty if others wait, if none is free, or if the connection cannot be used at present. */
        Optional<Request> reserve();

        /**
         * Reports the result of the request; to be called once if there was one.
         *
         * @param taken null if the store was not asked in the end, for example because the record is a duplicate
         */
        void settle(Taken taken);
    }

    /** Takes a permit if one is free: the one that has been free for the longest time. */
    CompletionStage<Taken> take(Request request);

    /**
     * Gives it back to cool down.
     *
     * @param coolDown for how long it is not free: one period
     * @return false if another holder has taken it meanwhile
     */
    CompletionStage<Boolean> giveBack(Row row, Duration coolDown);

    /**
     * The same, in one transaction with the next write. For a request that was answered: the outcome of its record, or its wait
     * for the next attempt, is written immediately afterwards.
     */
    void giveBackWithNext(Row row, Duration coolDown);

    /** How many are not free: taken or cooling down. */
    CompletionStage<Integer> used(KeyId key, int limit);

    /**
     * Stores, for status displays in all processes, that no requests are sent with a key for a while.
     *
     * @param time for how long; zero if requests are sent again. After an outage or a rejection the state remains valid for
     *     another minute, because the connection may not have been tried again yet
     * @param why one sentence for the user
     */
    CompletionStage<Boolean> pause(KeyId key, Duration time, Pause pause, String why);

    /**
     * The answer to a request with this permit shows that the key is accepted: clears the outage or rejection that was stored
     * when the permit was taken, by any process, unless another one was stored since.
     */
    CompletionStage<Boolean> wellAgain(Row row);

    /** Why no requests are sent with a key. */
    enum Pause {
        /** Requests are sent. */
        NONE,
        /** The API limits it (429): records wait. */
        LIMITED,
        /** There is an outage and the circuit is open: records wait. */
        OPEN,
        /** The API rejects it: records fail at once. */
        SUSPENDED
    }

    /**
     * Returns the state of a key.
     *
     * @param limit the number of its permits
     * @param period one period of the limit
     */
    CompletionStage<Standing> standing(KeyId key, int limit, Duration period);

    /**
     * The state of a key at one moment, in all processes.
     *
     * @param used permits that are not free
     * @param inFlight how many of these were not given back yet
     * @param pausedFor how long no requests are sent; zero if requests are sent
     * @param pause the kind of reason
     * @param why the reason as a sentence; empty if requests are sent
     */
    record Standing(int used, int inFlight, Duration pausedFor, Pause pause, String why) {}
}
