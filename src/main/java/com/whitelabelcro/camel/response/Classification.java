package com.whitelabelcro.camel.response;

import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.model.CallResult;
import java.util.Map;

/** What the end of one request means for its record. */
public sealed interface Classification {

    /** Done. */
    record Done(Map<String, Object> result) implements Classification {}

    /**
     * Not done.
     *
     * @param error which of the typed errors it is, if it is not tried again
     * @param reason one sentence for people, without data of the record
     * @param retry whether it may be tried again
     * @param meaning what it says about the connection
     */
    record Failed(ErrorType error, String reason, boolean retry, CallResult.Kind meaning) implements Classification {}
}
