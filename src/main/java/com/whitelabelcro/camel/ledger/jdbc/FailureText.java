package com.whitelabelcro.camel.ledger.jdbc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.IOException;
import java.util.List;

/** A failure as it is stored: JSON, without what the entry's own columns contain. */
record FailureText(String reason, int status, int attempts, String message, String requestId, List<String> violations) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static byte[] write(Failure failure) {
        Details details = failure.details();
        try {
            return JSON.writeValueAsBytes(new FailureText(failure.reason(), details.status(), details.attempts(),
                    details.serverMessage(), details.requestId(), details.violations()));
        } catch (IOException e) {
            throw new IllegalStateException("A record of texts and numbers can always be written", e);
        }
    }

    /**
     * @param requests how many requests were made
     * @param text null if the process died before it could write one
     */
    static Failure read(String kind, String action, String connection, int requests, byte[] text) {
        if (text == null) {
            String reason = kind.equals(Failure.RESTORED) ? "it was unfinished when the backup was made"
                    : "its process ended before the outcome was known";
            return new Failure(kind, reason, new Details(action, connection, 0, "", List.of(), requests, requests, ""));
        }
        try {
            FailureText read = JSON.readValue(text, FailureText.class);
            return new Failure(kind, read.reason, new Details(action, connection, read.status, read.message, read.violations,
                    read.attempts, requests, read.requestId));
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Reason.DAMAGED, "An entry of the ledger holds an error that"
                    + " cannot be read");
        }
    }
}
