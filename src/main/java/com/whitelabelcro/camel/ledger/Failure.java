package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
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
        return kind.equals("OutcomeUnknown");
    }

    /** The typed error, made anew for each who is told. */
    public WlcroException toException() {
        return switch (kind) {
            case "InvalidRequest" -> new InvalidRequest(reason, details);
            case "Unauthorized" -> new Unauthorized(reason, details);
            case "Forbidden" -> new Forbidden(reason, details);
            case "NotFound" -> new NotFound(reason, details);
            case "Conflict" -> new Conflict(reason, details);
            case "RateLimited" -> new RateLimited(reason, details);
            case "OutcomeUnknown" -> new OutcomeUnknown(reason, details);
            default -> new Unavailable(reason, details);
        };
    }
}
