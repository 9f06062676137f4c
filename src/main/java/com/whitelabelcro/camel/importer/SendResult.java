package com.whitelabelcro.camel.importer;

/** The outcome of a record that was passed to a {@link Target}. */
public sealed interface SendResult {

    /** The API has applied it. */
    record Succeeded() implements SendResult {
    }

    /**
     * It was applied before; no request was made.
     *
     * @param as a description for the user: {@code entry 1-208, client 4711}
     */
    record AlreadySent(String as) implements SendResult {
    }

    /**
     * It failed. The import continues.
     *
     * @param error the kind, such as {@code NotFound}
     * @param message what is wrong, for people
     * @param outcomeUnknown whether it may have been applied all the same
     * @param listed whether the target lists it among its failed records, from where it can be sent again
     */
    record GivenUp(String error, String message, boolean outcomeUnknown, boolean listed) implements SendResult {
    }

    /**
     * It was sent, and its outcome could not be stored, so that a repeat would not be recognised. The import stops.
     *
     * @param as how it counts
     * @param stop why it could not be stored
     */
    record NotNoted(GivenUp as, StopReason stop) implements SendResult {
    }

    /**
     * It was not applied, for a reason that concerns all records, such as a key that the API refuses. A request may have been
     * made. The import stops, and this record counts as not sent.
     *
     * @param stop the reason
     */
    record NotApplied(StopReason stop) implements SendResult {
    }
}
