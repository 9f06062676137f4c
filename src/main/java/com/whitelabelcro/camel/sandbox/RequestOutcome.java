package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The outcome of a write. */
sealed interface RequestOutcome {

    /** What a write did to the CRM. */
    enum Effect { CREATED, UPDATED, NOTED, STATUS_CHANGED }

    /**
     * The write was applied.
     *
     * @param answer the fields the API returns (contract section 1)
     * @param change what it did
     * @param upsert whether a create met a known {@code external_id}
     * @param duplicate whether it created a second record for an earlier create
     */
    record Applied(ObjectNode answer, Effect change, boolean upsert, boolean duplicate) implements RequestOutcome {}

    /**
     * The write was rejected and has changed nothing.
     *
     * @param status the HTTP status
     * @param error a short name for programs
     * @param message a sentence for people
     * @param headers headers of the rejection
     */
    record Rejected(int status, String error, String message, Map<String, String> headers) implements RequestOutcome {

        Rejected(int status, String error, String message) {
            this(status, error, message, Map.of());
        }
    }
}
