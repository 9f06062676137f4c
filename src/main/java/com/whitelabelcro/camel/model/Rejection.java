package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.WlcroException;

/**
 * Why a record got no permit.
 *
 * @param kind determines the typed error
 * @param reason one sentence for the user
 */
public record Rejection(Obstacle kind, String reason) {

    /** For a success, after which no record is rejected. */
    public static final Rejection NONE = new Rejection(Obstacle.UNAVAILABLE, "");

    /** Determines the typed error. */
    public enum Obstacle {
        /** The API does not accept the key. */
        KEY_REFUSED,
        /** The API does not allow the action with this key. */
        FORBIDDEN,
        /** The API cannot be used, for another reason. */
        UNAVAILABLE,
        /** No permit becomes free before the record's deadline. */
        TOO_LATE,
        /** The pause that the API asked for with a 429 ends after the record's deadline. */
        LIMITED,
        /** The ledger cannot be used or cannot determine the account of the key, or there is no key. */
        NO_LEDGER,
        /** The connection now has a key of another account than the record's. */
        OTHER_ACCOUNT,
        /** The connection has been removed from the configuration. */
        REMOVED,
        /** The routes are stopping. */
        STOPPING;

        /** Whether the reason concerns the connection or this process, and not the deadline of the record. */
        public boolean isOfAll() {
            return this != LIMITED && this != TOO_LATE;
        }
    }

    /** The exception for a record that is rejected. */
    public WlcroException toException(Details details) {
        String notSent = details.requests() == 0 ? "not sent" : "not sent again";
        String suspended = notSent + ", the connection is suspended: " + reason;
        String tooLate = "given up at its deadline: " + reason;
        return switch (kind) {
            case KEY_REFUSED -> ErrorType.UNAUTHORIZED.toException(suspended, details);
            case FORBIDDEN -> ErrorType.FORBIDDEN.toException(suspended, details);
            case UNAVAILABLE -> ErrorType.UNAVAILABLE.toException(suspended, details);
            case LIMITED -> ErrorType.RATE_LIMITED.toException(tooLate, details);
            case TOO_LATE -> ErrorType.UNAVAILABLE.toException(tooLate, details);
            case NO_LEDGER, OTHER_ACCOUNT, REMOVED, STOPPING ->
                    ErrorType.UNAVAILABLE.toException(notSent + ": " + reason, details);
        };
    }
}
