package com.whitelabelcro.camel.ledger.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A failure as it is stored: JSON, without what the entry's own columns say. */
final class FailureText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureText() {}

    static byte[] write(Failure failure) {
        ObjectNode text = JSON.createObjectNode();
        text.put("reason", failure.reason());
        text.put("status", failure.details().status());
        text.put("attempts", failure.details().attempts());
        text.put("message", failure.details().serverMessage());
        text.put("requestId", failure.details().requestId());
        failure.details().violations().forEach(text.putArray("violations")::add);
        try {
            return JSON.writeValueAsBytes(text);
        } catch (IOException e) {
            throw new IllegalStateException("A tree of texts and numbers can always be written", e);
        }
    }

    /**
     * @param requests how many were made
     * @param text null if its process died before it could write one
     */
    static Failure read(String kind, String action, String connection, int requests, byte[] text) {
        if (text == null) {
            String reason = kind.equals(Failure.RESTORED) ? "it was unfinished when the backup was made"
                    : "its process ended before the outcome was known";
            return new Failure(kind, reason, new Details(action, connection, 0, "", List.of(), requests, requests, ""));
        }
        try {
            JsonNode read = JSON.readTree(text);
            List<String> violations = new ArrayList<>();
            read.path("violations").forEach(each -> violations.add(each.asText()));
            return new Failure(kind, read.path("reason").asText(), new Details(action, connection,
                    read.path("status").asInt(), read.path("message").asText(), violations,
                    read.path("attempts").asInt(), requests,
                    read.path("requestId").asText()));
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Reason.DAMAGED, "An entry of the ledger holds an error that"
                    + " cannot be read");
        }
    }
}
