package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.WlcroException;

/**
 * Why a record was given up, as stored in the ledger. Contains neither a key nor a value that was sent.
 *
 * @param kind the name of the typed error, such as {@code Unavailable}, {@link #INTERRUPTED} or {@link #RESTORED}; users filter by it
 * @param reason a short explanation
 * @param details everything else that is known
 */
public record Failure(String kind, String reason, Details details) {

    /** The process ended before the outcome was known, and a repeat is safe. */
    public static final String INTERRUPTED = "Interrupted";

    /** The ledger was restored from a backup in which the record was unfinished: it is held until somebody asks for it. */
    public static final String RESTORED = "Restored";

    /** Creates the failure that describes this exception. */
    public static Failure of(WlcroException error) {
        return new Failure(error.getError(), error.getReason(), error.details());
    }

    /** Whether only a user may decide to send the record again. */
    public boolean isHeld() {
        return isUnknown() || kind.equals(RESTORED);
    }

    /** Whether it is unknown if the record was applied. */
    public boolean isUnknown() {
        return kind.equals(ErrorType.OUTCOME_UNKNOWN.label());
    }

    /** Creates the typed exception; a new instance for each caller. */
    public WlcroException toException() {
        return ErrorType.labelled(kind).orElse(ErrorType.UNAVAILABLE).toException(reason, details);
    }
}
