package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.WlcroException;

/**
 * Why a record was given up, as it is stored. Holds no key and no value that was sent.
 *
 * @param kind the name of the typed error, such as {@code Unavailable}, or {@link #INTERRUPTED}; people filter by it
 * @param reason in a few words
 * @param details what else is known
 */
public record Failure(String kind, String reason, Details details) {

    /** The process ended before the outcome was known, and a repeat is safe. */
    public static final String INTERRUPTED = "Interrupted";

    /** What that error says. */
    public static Failure of(WlcroException error) {
        return new Failure(error.getError(), error.getReason(), error.details());
    }

    /** Whether nobody can know if the record was applied. */
    public boolean isUnknown() {
        return kind.equals(ErrorType.OUTCOME_UNKNOWN.label());
    }

    /** The typed error, made anew for each who is told. */
    public WlcroException toException() {
        return ErrorType.labelled(kind).orElse(ErrorType.UNAVAILABLE).toException(reason, details);
    }
}
