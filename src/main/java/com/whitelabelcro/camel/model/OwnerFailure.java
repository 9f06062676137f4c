package com.whitelabelcro.camel.model;

import java.util.concurrent.CompletionException;

/**
 * Why it could not be found out whose a connection is.
 *
 * @param reason for people; nothing of what others say, which may quote
 * @param ledger whether the ledger could not tell, rather than the key not be had
 * @param refused whether the ledger refuses the key, so that asking again gives the same
 */
public record OwnerFailure(String reason, boolean ledger, boolean refused) {

    /** What was thrown, by the ledger or by the source of the keys. */
    public static OwnerFailure of(Throwable problem) {
        Throwable cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return cause instanceof LedgerException known
                ? new OwnerFailure(known.getMessage(), true, known.reason() == LedgerException.Reason.SETTINGS)
                : new OwnerFailure("the API key could not be had: " + cause.getClass().getSimpleName(), false, false);
    }
}
