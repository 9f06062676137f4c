package com.whitelabelcro.camel.ledger;

/** How the way of a record ended. */
public sealed interface EndResult {

    /** How many requests were made. */
    int attempts();

    /**
     * The API applied it.
     *
     * @param answer what a duplicate is told
     * @param attempts how many requests were made
     */
    record Done(StoredAnswer answer, int attempts) implements EndResult {}

    /**
     * It was given up, and may be sent again.
     *
     * @param failure why
     * @param perhapsApplied whether a request was sent whose outcome is not known. What was applied before it is then
     *     no longer the last that was applied, so that a repeat of that goes out as well
     */
    record Failed(Failure failure, boolean perhapsApplied) implements EndResult {

        @Override
        public int attempts() {
            return failure.details().attempts();
        }
    }

    /**
     * It was sent, nobody can know whether it was applied, and a repeat could make a second record.
     *
     * @param failure why
     */
    record Unknown(Failure failure) implements EndResult {

        @Override
        public int attempts() {
            return failure.details().attempts();
        }
    }
}
