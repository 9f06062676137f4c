package com.whitelabelcro.camel.importer;

/** What became of a record that was handed to a {@link Target}. */
public sealed interface SendResult {

    /** The API has it. */
    record Succeeded() implements SendResult {
    }

    /**
     * It was sent before, and the API has it; no request was made.
     *
     * @param as what it is known as, for people: {@code entry 1-208, client 4711}
     */
    record AlreadySent(String as) implements SendResult {
    }

    /**
     * It was given up. The import goes on.
     *
     * @param error the kind, such as {@code NotFound}
     * @param message what is wrong, for people
     * @param outcomeUnknown whether it may have been applied all the same
     * @param listed whether the target lists it among its failed records, from where it can be sent again
     */
    record GivenUp(String error, String message, boolean outcomeUnknown, boolean listed) implements SendResult {
    }

    /**
     * It was sent, and how that ended could not be noted: nobody would recognise it if it came again. The import stops.
     *
     * @param as how it counts
     * @param stop why it could not be noted
     */
    record NotNoted(GivenUp as, StopReason stop) implements SendResult {
    }

    /**
     * It was not applied, for a reason that is not the record's and that all others would meet too, such as a key that the API
     * refuses. A request may have been made. The import stops, and this record counts as not sent.
     *
     * @param stop the reason
     */
    record NotApplied(StopReason stop) implements SendResult {
    }
}
