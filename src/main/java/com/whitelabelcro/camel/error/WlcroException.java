package com.whitelabelcro.camel.error;

import java.util.List;

/**
 * A call that did not succeed. The subclasses are distinguished by what the caller does next. They contain neither the
 * API key nor the body of the request, so that message and {@code toString} may be logged anywhere.
 *
 * <p>They have no stack trace, because the position inside Camel's engine where an answer was read is of no use.
 */
public abstract sealed class WlcroException extends RuntimeException
        permits InvalidRequest, Unauthorized, Forbidden, NotFound, Conflict, RateLimited, Unavailable, OutcomeUnknown {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final Details details;

    WlcroException(String reason, Details details) {
        super(details.describe(reason), null, false, false);
        this.reason = reason;
        this.details = details;
    }

    /** Everything that is known about the failure. */
    public Details details() {
        return details;
    }

    /** A short reason, without the details that the message adds. */
    public String getReason() {
        return reason;
    }

    /** The action's name, such as {@code create-lead}. */
    public String getAction() {
        return details.action();
    }

    /** The connection's name. */
    public String getConnection() {
        return details.connection();
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int getStatus() {
        return details.status();
    }

    /** The API's own message, sanitized and without the values that were sent; empty if there was none. */
    public String getServerMessage() {
        return details.serverMessage();
    }

    /** What is wrong with the request, one line each; empty if that was not the reason. */
    public List<String> getViolations() {
        return details.violations();
    }

    /** How often sending was attempted, including attempts that found no connection; 0 if it was not. */
    public int getAttempts() {
        return details.attempts();
    }

    /** How many requests were made; 0 means that nothing left this machine. */
    public int getRequests() {
        return details.requests();
    }

    /**
     * Whether the failure concerns this record rather than all records at present. Failures that concern all records
     * are a refused key, a suspended connection and a ledger that cannot be written; the record was not applied then
     * and may well succeed later.
     */
    public final boolean isAboutTheRecord() {
        if (this instanceof Unauthorized) {
            return false;
        }
        boolean mayBeAboutAll = this instanceof Unavailable || this instanceof RateLimited || this instanceof Forbidden;
        return !mayBeAboutAll || getAttempts() > 0 || !getViolations().isEmpty();
    }

    /** The name of the error as documented, such as {@code InvalidRequest}. */
    public final String getError() {
        return getClass().getSimpleName();
    }
}
