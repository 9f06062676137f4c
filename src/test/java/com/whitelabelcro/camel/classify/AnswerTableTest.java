package com.whitelabelcro.camel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.call.Wire;
import com.whitelabelcro.camel.call.Wires;
import com.whitelabelcro.camel.classify.Outcome.Failed;
import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.law.AnswerTable;
import com.whitelabelcro.camel.law.AnswerTable.Body;
import com.whitelabelcro.camel.law.AnswerTable.Request;
import com.whitelabelcro.camel.prepare.WriteRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of answers in the README, cell by cell: every status, with each kind of body, for each kind of request. */
class AnswerTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Judge judge = new Judge();

    @Test
    void everyStatusWithEveryBodyIsJudgedAsTheReadmeSays() throws IOException {
        AnswerTable table = AnswerTable.ofTheReadme();
        int cells = 0;
        for (int status = 200; status <= 599; status++) {
            for (Body body : Body.values()) {
                for (Request request : Request.values()) {
                    String said = table.verdict(status, body, request);
                    for (String text : request.texts(body)) {
                        String verdict = verdict(request, Wires.answer(status, text, Map.of()));
                        assertThat(verdict).as("%s to %s with %s", status, request, text).isEqualTo(said);
                        cells++;
                    }
                }
            }
        }
        assertThat(cells).isGreaterThan(400 * 4 * 4);
    }

    @Test
    void noRowOfTheTableIsInVain() throws IOException {
        assertThat(AnswerTable.ofTheReadme().unusedRows()).isEmpty();
    }

    private String verdict(Request request, Wire answer) throws IOException {
        Outcome outcome = judge.judge(written(request), answer, AnswerBody.of(answer));
        return outcome instanceof Failed failed ? AnswerTable.words(name(failed), failed.retry()) : AnswerTable.DONE;
    }

    private static String name(Failed failed) {
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
                action, new Connection("default", URI.create("https://api.example.com"), 100), path, fields);
    }
}
