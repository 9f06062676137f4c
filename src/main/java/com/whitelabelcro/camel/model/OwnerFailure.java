package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.config.RemovedConnectionException;
import java.util.concurrent.CompletionException;

/**
 * Why the owner of a connection could not be determined.
 *
 * @param reason the reason for users, in the pack's own words
 * @param ledger whether the ledger failed; false if the key source did
 * @param refused whether the ledger refuses the key, so that another try has the same result
 */
public record OwnerFailure(String reason, boolean ledger, boolean refused) {

    /** Describes what the ledger or the key source threw. */
    public static OwnerFailure of(Throwable problem) {
        Throwable cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof RemovedConnectionException) {
            return new OwnerFailure(cause.getMessage(), false, false);
        }
        return cause instanceof LedgerException known
                ? new OwnerFailure(known.getMessage(), true, known.reason() == LedgerException.Reason.SETTINGS)
                : new OwnerFailure("the API key could not be had: " + cause.getClass().getSimpleName(), false, false);
    }
}
