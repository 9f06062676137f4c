package com.whitelabelcro.camel.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.contract.AnswerTable;
import com.whitelabelcro.camel.contract.AnswerTable.Body;
import com.whitelabelcro.camel.contract.AnswerTable.Request;
import com.whitelabelcro.camel.http.Answers;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.response.Classification.FailedAttempt;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of answers in docs/records.md, cell by cell: every status, with each kind of body, for each kind of request. */
@Fast
class AnswerTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RetryClassifier judge = new RetryClassifier();

    @Test
    void everyStatusWithEveryBodyMeansWhatTheTableSays() throws IOException {
        AnswerTable table = AnswerTable.ofThePage();
        Map<Request, WriteRequest> requests = new EnumMap<>(Request.class);
        for (Request request : Request.values()) {
            requests.put(request, written(request));
        }
        int cells = 0;
        List<String> wrong = new ArrayList<>();
        for (int status = 200; status <= 599; status++) {
            for (Body body : Body.values()) {
                for (Request request : Request.values()) {
                    String said = table.outcome(status, body, request);
                    List<String> texts = request.texts(body);
                    for (String text : status < 300 ? texts : texts.subList(0, 1)) {
                        String outcome = outcome(requests.get(request), Answers.answer(status, text, Map.of()));
                        if (!outcome.equals(said)) {
                            wrong.add(status + " to " + request + " with " + text + ": " + outcome + ", not " + said);
                        }
                        cells++;
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(400 * 4 * 4);
    }

    @Test
    void everyRowOfTheTableMatchesAnAnswer() throws IOException {
        assertThat(AnswerTable.ofThePage().unusedRows()).isEmpty();
    }

    private String outcome(WriteRequest request, HttpAnswer answer) {
        Classification outcome = judge.classify(request, answer, ResponseBody.of(answer));
        return outcome instanceof FailedAttempt failed ? AnswerTable.words(name(failed), failed.retry()) : AnswerTable.DONE;
    }

    private static String name(FailedAttempt failed) {
        return switch (failed.error()) {
            case INVALID_REQUEST -> "InvalidRequest";
            case UNAUTHORIZED -> "Unauthorized";
            case FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "NotFound";
            case CONFLICT -> "Conflict";
            case RATE_LIMITED -> "RateLimited";
            case UNAVAILABLE -> "Unavailable";
            case OUTCOME_UNKNOWN -> "OutcomeUnknown";
        };
    }

    private static WriteRequest written(Request request) throws IOException {
        Action action = Action.of(request.action(), request.method(), request.path());
        ObjectNode fields = (ObjectNode) JSON.readTree(request.fields());
        String path = request.path().replaceAll("\\{.*?}", String.valueOf(AnswerTable.TARGET));
        List.of("client_id", "employee_id").forEach(fields::remove);
        return new WriteRequest(
                action, new Connection("default", URI.create("https://api.example.com"), 100, Optional.empty()), path, fields);
    }
}
