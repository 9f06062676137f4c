package com.whitelabelcro.camel.ledger;

/**
 * How an import ended.
 *
 * @param stopped whether it was stopped before it reached all rows
 * @param sent how many of its records the API applied, or may have applied
 * @param failed how many rows failed, have an unknown outcome, or could not be read
 * @param owed how many of these are only in the file beside the imported one, and not in the list of failed records
 */
public record ImportEnd(boolean stopped, long sent, long failed, long owed) {

    /** Whether every row was imported. */
    public boolean well() {
        return !stopped && failed == 0;
    }
}
