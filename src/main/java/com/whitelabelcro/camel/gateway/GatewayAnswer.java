package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document about the state of a record. */
final class GatewayAnswer {

    /** The states that a record may be in. */
    static final List<String> STATES = Arrays.stream(EntryState.values()).map(EntryState::stored).toList();

    private static final ObjectMapper JSON = new ObjectMapper();

    private GatewayAnswer() {}

    /** The address of a record. */
    static String location(String entry) {
        return "/records/" + entry;
    }

    /** The document. */
    static Map<String, Object> of(RecordStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("entry", status.id().toString());
        document.put("action", status.action());
        document.put("state", status.state().stored());
        status.answer().ifPresent(answer -> document.put("answer", json(answer)));
        status.failure().ifPresent(failure -> document.put("problem", problem(failure)));
        return document;
    }

    /** Why a record was given up, as a problem document. */
    static Map<String, Object> problem(Failure failure) {
        Map<String, Object> problem = HttpProblem.of(failure.toException());
        problem.put("title", failure.kind());
        return problem;
    }

    private static JsonNode json(StoredAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            // The message of the exception may quote the answer.
            throw new IllegalStateException("A stored answer is no JSON");
        }
    }
}
