package com.whitelabelcro.camel.model;

/**
 * Why there was no turn.
 *
 * @param kind which of the typed errors fits
 * @param reason one sentence for people
 */
public record Rejection(Kind kind, String reason) {

    /** Which of the typed errors fits. */
    public enum Kind {
        /** The API does not take the key. */
        KEY_REFUSED,
        /** The API refuses what the key may do. */
        FORBIDDEN,
        /** The API cannot be used, for another reason. */
        UNAVAILABLE,
        /** The record's deadline ends before its turn comes. */
        TOO_LATE,
        /** The record's deadline ends before the pause does that the API asked for with a 429. */
        LIMITED,
        /** The ledger cannot be used, or cannot tell whose the key is, or there is no key. */
        NO_LEDGER,
        /** The connection has a key now that is not that of the record's account. */
        OTHER_ACCOUNT,
        /** The routes are being stopped. */
        STOPPING
    }
}
