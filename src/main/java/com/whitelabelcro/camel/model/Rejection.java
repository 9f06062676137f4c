package com.whitelabelcro.camel.model;

/**
 * Why a record got no permit.
 *
 * @param kind determines the typed error
 * @param reason one sentence for the user
 */
public record Rejection(Obstacle kind, String reason) {

    /** Determines the typed error. */
    public enum Obstacle {
        /** The API does not accept the key. */
        KEY_REFUSED,
        /** The API refuses what the key is used for. */
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
        STOPPING
    }
}
