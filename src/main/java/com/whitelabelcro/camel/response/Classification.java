package com.whitelabelcro.camel.response;

import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.Rejection;
import java.util.Map;

/** What the end of one request means for its record. */
public sealed interface Classification {

    /**
     * The API applied the request.
     *
     * @param result the fields of the answer
     */
    record SuccessfulAttempt(Map<String, Object> result) implements Classification {}

    /**
     * The request failed.
     *
     * @param error the typed error that the record ends with unless it is retried
     * @param reason one sentence for the user, without personal data
     * @param retry whether it may be retried
     * @param meaning what the failure says about the connection
     * @param mayHaveBeenApplied whether the API may have applied this request nevertheless
     */
    record FailedAttempt(ErrorType error, String reason, boolean retry, CallResult.Meaning meaning, boolean mayHaveBeenApplied)
            implements Classification {

        /** A failure of a request that the API certainly did not apply. */
        FailedAttempt(ErrorType error, String reason, boolean retry, CallResult.Meaning meaning) {
            this(error, reason, retry, meaning, false);
        }

        /** Why other records of the connection are rejected if this failure opens its circuit. */
        public Rejection rejection() {
            return new Rejection(switch (error) {
                case UNAUTHORIZED -> Rejection.Obstacle.KEY_REFUSED;
                case FORBIDDEN -> Rejection.Obstacle.FORBIDDEN;
                default -> Rejection.Obstacle.UNAVAILABLE;
            }, reason);
        }
    }
}
