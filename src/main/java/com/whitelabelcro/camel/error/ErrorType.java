package com.whitelabelcro.camel.error;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/** The types of failure: one for each typed exception, with its documented name. */
public enum ErrorType {

    INVALID_REQUEST(InvalidRequest.class, InvalidRequest::new),
    UNAUTHORIZED(Unauthorized.class, Unauthorized::new),
    FORBIDDEN(Forbidden.class, Forbidden::new),
    NOT_FOUND(NotFound.class, NotFound::new),
    CONFLICT(Conflict.class, Conflict::new),
    RATE_LIMITED(RateLimited.class, RateLimited::new),
    UNAVAILABLE(Unavailable.class, Unavailable::new),
    OUTCOME_UNKNOWN(OutcomeUnknown.class, OutcomeUnknown::new);

    private final String label;
    private final BiFunction<String, Details, WlcroException> constructor;

    ErrorType(Class<? extends WlcroException> type, BiFunction<String, Details, WlcroException> constructor) {
        this.label = type.getSimpleName();
        this.constructor = constructor;
    }

    /** The name in messages, in the ledger and in scenario tests, such as {@code InvalidRequest}. */
    public String label() {
        return label;
    }

    /** Creates an exception of this type. */
    public WlcroException toException(String reason, Details details) {
        return constructor.apply(reason, details);
    }

    /** The type with this label; empty if there is none. */
    public static Optional<ErrorType> labelled(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }
}
