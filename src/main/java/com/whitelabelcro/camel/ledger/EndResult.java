package com.whitelabelcro.camel.ledger;

import java.time.Duration;

/** How a record ended. */
public sealed interface EndResult {

    /** How many requests were made. */
    int requests();

    /**
     * The API applied the record.
     *
     * @param answer the answer, replayed to duplicates
     * @param requests how many requests were made
     */
    record Done(StoredAnswer answer, int requests) implements EndResult {}

    /**
     * The record was given up and may be sent again.
     *
     * @param failure why
     * @param perhapsApplied whether a request was sent that the API may have applied. Content that was applied earlier is
     *     then no longer the last applied content, so that a repeat of it is sent as well
     */
    record Failed(Failure failure, boolean perhapsApplied) implements EndResult {

        @Override
        public int requests() {
            return failure.details().requests();
        }
    }

    /**
     * A queued record was not sent for a reason outside the record, for example because its connection is suspended or the
     * process stops. It goes back to its place in the queue.
     *
     * @param failure why
     * @param perhapsApplied whether a request was sent that the API may have applied; a repeat is safe then
     * @param delay how long it stays in the queue before it is claimed again
     */
    record PutBack(Failure failure, boolean perhapsApplied, Duration delay) implements EndResult {

        /** The delay after an obstacle that may persist. */
        public static final Duration DELAY = Duration.ofSeconds(1);

        @Override
        public int requests() {
            return failure.details().requests();
        }
    }

    /**
     * The record was sent, its outcome is unknown, and a repeat could create a second record.
     *
     * @param failure why
     */
    record Unknown(Failure failure) implements EndResult {

        @Override
        public int requests() {
            return failure.details().requests();
        }
    }
}
