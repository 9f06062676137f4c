package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.concurrent.CompletionException;

/** Converts failures of the ledger to the exceptions that callers get. */
public final class LedgerFailures {

    private LedgerFailures() {}

    /**
     * Returns a typed error unchanged; anything else becomes {@link Unavailable}.
     *
     * @param consequence what the failure means for the record, such as "not sent"
     */
    public static Exception toException(String consequence, Throwable problem, Details details) {
        Throwable cause = cause(problem);
        return cause instanceof WlcroException typed ? typed : new Unavailable(consequence + ": " + reason(cause), details);
    }

    /** The reason in the pack's own words. Messages of a database driver may quote the record. */
    public static String reason(Throwable problem) {
        Throwable cause = cause(problem);
        return cause instanceof LedgerException known
                ? known.getMessage() : "an unexpected " + cause.getClass().getName();
    }

    private static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }
}
