package com.whitelabelcro.camel.classify;

import static com.whitelabelcro.camel.classify.Outcome.Error.CONFLICT;
import static com.whitelabelcro.camel.classify.Outcome.Error.FORBIDDEN;
import static com.whitelabelcro.camel.classify.Outcome.Error.INVALID_REQUEST;
import static com.whitelabelcro.camel.classify.Outcome.Error.NOT_FOUND;
import static com.whitelabelcro.camel.classify.Outcome.Error.OUTCOME_UNKNOWN;
import static com.whitelabelcro.camel.classify.Outcome.Error.RATE_LIMITED;
import static com.whitelabelcro.camel.classify.Outcome.Error.UNAUTHORIZED;
import static com.whitelabelcro.camel.classify.Outcome.Error.UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.call.Wire;
import com.whitelabelcro.camel.classify.Outcome.Done;
import com.whitelabelcro.camel.classify.Outcome.Error;
import com.whitelabelcro.camel.classify.Outcome.Failed;
import com.whitelabelcro.camel.prepare.WriteRequest;
import com.whitelabelcro.camel.turn.Report.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;

/**
 * The retry table. The status alone decides, never the body (contract section 4), and a request that may have been
 * applied is sent again only if a repeat does no more than the first.
 *
 * <table>
 *   <caption>What is tried again</caption>
 *   <tr><td>never sent</td><td>always; not with a certificate that is not to be trusted</td></tr>
 *   <tr><td>429, 503</td><td>always</td></tr>
 *   <tr><td>other 5xx, no whole answer</td><td>if a repeat is safe, else the outcome is unknown</td></tr>
 *   <tr><td>3xx, other 4xx, a 2xx that is none</td><td>never</td></tr>
 * </table>
 */
final class Judge {

    private final ObjectReader result;

    Judge(ObjectMapper json) {
        this.result = json.readerForMapOf(Object.class);
    }

    /**
     * @param body the answer's body as JSON; null if it is none
     */
    Outcome judge(WriteRequest request, Wire answer, JsonNode body) {
        int status = answer.status();
        if (!answer.sent()) {
            return NeverSent.judge(answer.failure(), request.connection().baseUrl().getHost());
        } else if (status == 0 || isSuccess(status) && !answer.complete()) {
            return unanswered(request, answer);
        } else if (isSuccess(status)) {
            return succeeded(request, answer, body);
        } else if (status >= 300 && status < 400) {
            return new Failed(UNAVAILABLE, "the server answered with a redirect (" + status
                    + "), which is not followed; check wlcro.base-url", false, Kind.DOUBTFUL);
        } else if (status >= 400 && status < 500) {
            return refused(status);
        }
        return broken(request, status);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private Outcome unanswered(WriteRequest request, Wire answer) {
        String what = answer.timedOut() || answer.failure() instanceof SocketTimeoutException
                ? "no answer within the time of wlcro.timeout"
                : answer.status() == 0 ? "the connection broke before an answer came" : "the answer broke off";
        return uncertain(request, what, Kind.OUTAGE);
    }

    private static Outcome uncertain(WriteRequest request, String what, Kind meaning) {
        return request.repeatable()
                ? new Failed(UNAVAILABLE, what, true, meaning)
                : new Failed(OUTCOME_UNKNOWN, what + ", and without external_id a repeat could make a second record",
                        false, meaning);
    }

    private Outcome succeeded(WriteRequest request, Wire answer, JsonNode body) {
        Action action = request.action();
        boolean promisesNothing = answer.status() != 200 && answer.status() != 201;
        if (answer.body().length == 0 && (promisesNothing || !action.creates())) {
            return new Done(Map.of());
        } else if (answer.endedByClose() && !answer.cut() && body == null) {
            return unanswered(request, answer);
        } else if (answer.cut() || body == null || !body.isObject()) {
            return notAnAnswer(answer.status(), answer.cut() ? "a body of more than 1 MiB" : "a body that is no JSON object");
        } else if (body.path("success").isBoolean() && !body.path("success").booleanValue()) {
            return notAnAnswer(answer.status(), "success: false");
        } else if (action.creates() && !promisesNothing) {
            Optional<String> missing = action.returns().stream().limit(1).filter(id -> !isId(body.path(id))).findFirst();
            if (missing.isPresent()) {
                return notAnAnswer(answer.status(), "no " + missing.get());
            }
        }
        return new Done(resultOf(body));
    }

    private Map<String, Object> resultOf(JsonNode body) {
        try {
            return result.readValue(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isId(JsonNode id) {
        return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0;
    }

    private static Failed notAnAnswer(int status, String what) {
        return new Failed(OUTCOME_UNKNOWN, "the server answered " + status + " with " + what
                + ", so that nobody knows what it did", false, Kind.DOUBTFUL);
    }

    private static Outcome refused(int status) {
        return switch (status) {
            case 401 -> new Failed(UNAUTHORIZED, "the API does not accept the key (401); check it, it may be revoked",
                    false, Kind.REFUSED);
            case 403 -> new Failed(FORBIDDEN, "the API forbids it (403): the key lacks the scope integrations:write,"
                    + " or the record is another company's", false, Kind.DOUBTFUL);
            case 404, 410 -> record(NOT_FOUND, "the API knows no such record (" + status + ")");
            case 409 -> record(CONFLICT, "the API sees a conflict (409)");
            case 429 -> new Failed(RATE_LIMITED, "the API's rate limit is reached (429)", true, Kind.LIMITED);
            default -> record(INVALID_REQUEST, "the API refused the request (" + status + ")");
        };
    }

    private static Failed record(Error error, String reason) {
        return new Failed(error, reason, false, Kind.ANSWERED);
    }

    private static Outcome broken(WriteRequest request, int status) {
        String what = "the API has an error (" + status + ")";
        return switch (status) {
            case 503 -> new Failed(UNAVAILABLE, what, true, Kind.OUTAGE);
            case 502, 504 -> uncertain(request, what, Kind.OUTAGE);
            default -> uncertain(request, what, Kind.BROKEN);
        };
    }
}
