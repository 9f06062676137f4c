package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.WlcroException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a record was given up, as stored in the ledger. Contains neither a key nor a value that was sent.
 *
 * @param kind the name of the typed error, such as {@code Unavailable}, one of the constants, or the name of a scenario's own exception;
 *     users filter by it
 * @param reason a short explanation
 * @param details everything else that is known
 */
public record Failure(String kind, String reason, Details details) {

    /** The process ended before the outcome was known, and a repeat is safe. */
    public static final String INTERRUPTED = "Interrupted";

    /** The ledger was restored from a backup in which the record was unfinished: it is held until somebody selects it. */
    public static final String RESTORED = "Restored";

    /** A scenario gave the record up without an exception. */
    public static final String GIVEN_UP = "GivenUp";

    /** The kinds that the pack itself stores. */
    public static List<String> kinds() {
        return Stream.concat(Arrays.stream(ErrorType.values()).map(ErrorType::label), Stream.of(INTERRUPTED, RESTORED, GIVEN_UP)).toList();
    }

    /** Creates the failure that describes this exception. */
    public static Failure of(WlcroException error) {
        return new Failure(error.getError(), error.getReason(), error.details());
    }

    /**
     * Creates the failure of a scenario. The message of an exception that is not the pack's is left out, since it may quote personal
     * data.
     *
     * @param details what is known of the record
     */
    public static Failure ofScenario(Throwable why, Details details) {
        return why instanceof WlcroException typed ? of(typed)
                : new Failure(why.getClass().getSimpleName(), "the scenario failed: " + why.getClass().getName(), details);
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
