package com.whitelabelcro.camel.response;

import static com.whitelabelcro.camel.error.ErrorType.CONFLICT;
import static com.whitelabelcro.camel.error.ErrorType.FORBIDDEN;
import static com.whitelabelcro.camel.error.ErrorType.INVALID_REQUEST;
import static com.whitelabelcro.camel.error.ErrorType.NOT_FOUND;
import static com.whitelabelcro.camel.error.ErrorType.OUTCOME_UNKNOWN;
import static com.whitelabelcro.camel.error.ErrorType.RATE_LIMITED;
import static com.whitelabelcro.camel.error.ErrorType.UNAUTHORIZED;
import static com.whitelabelcro.camel.error.ErrorType.UNAVAILABLE;

import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.response.Classification.FailedAttempt;
import com.whitelabelcro.camel.response.Classification.SuccessfulAttempt;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The retry table. The status decides whether a request is retried (contract section 4: no error body is documented);
 * the body only decides whether a 2xx is a success. A request that may have been applied is retried only if a repeat
 * has no further effect. Stateless and thread-safe.
 *
 * <table> <caption>What is retried</caption>
 * <tr><td>never sent</td><td>always, unless the server's certificate is not trusted</td></tr>
 * <tr><td>408, 425, 429, 503</td><td>always: the server did not process the request</td></tr>
 * <tr><td>other 5xx, no complete answer, an answer too large to read</td><td>if a repeat is safe; otherwise the outcome
 * is unknown</td></tr>
 * <tr><td>3xx, other 4xx, a 2xx that contradicts itself</td><td>never</td></tr>
 * </table>
 */
public final class RetryClassifier {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,40}");

    /**
     * Classifies the end of one request.
     *
     * @param request the request that was sent
     * @param answer the answer, or the failure to get one
     * @param body the body of the answer
     */
    public Classification classify(WriteRequest request, HttpAnswer answer, ResponseBody body) {
        int status = answer.status();
        if (!answer.sent()) {
            return ConnectFailures.classify(answer.failure(), request.connection().baseUrl().getHost());
        } else if (status == 0 || isSuccess(status) && (!answer.complete() || !answer.excess().isEmpty())) {
            return unanswered(request, answer);
        } else if (isSuccess(status)) {
            return succeeded(request, answer, body);
        } else if (status >= 300 && status < 400) {
            return new FailedAttempt(UNAVAILABLE, "the server answered with a redirect (" + status
                    + "), which is not followed; check wlcro.base-url", false, Meaning.SUSPECT);
        } else if (status >= 400 && status < 500) {
            return refused(status);
        }
        return broken(request, status);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static Classification unanswered(WriteRequest request, HttpAnswer answer) {
        String what = !answer.excess().isEmpty() ? "the answer is too large: " + answer.excess()
                : answer.timedOut() || answer.failure() instanceof SocketTimeoutException
                        ? "no answer within the time of wlcro.timeout"
                : answer.status() == 0 ? "the connection broke before an answer arrived" : "the answer broke off";
        return uncertain(request, what, Meaning.OUTAGE);
    }

    private static Classification uncertain(WriteRequest request, String what, Meaning meaning) {
        return request.repeatable()
                ? new FailedAttempt(UNAVAILABLE, what, true, meaning, true)
                : new FailedAttempt(OUTCOME_UNKNOWN, what + ", and without external_id a repeat could make a second record",
                        false, meaning, true);
    }

    private static Classification succeeded(WriteRequest request, HttpAnswer answer, ResponseBody body) {
        Optional<String> objection = body.objection(request);
        if (objection.isEmpty()) {
            return new SuccessfulAttempt(body.asMap());
        } else if (answer.endedByClose() && body.json() == null) {
            return unanswered(request, answer);
        }
        String type = body.json() != null ? "" : answer.header("Content-Type").map(each -> each.split(";")[0].strip())
                .filter(each -> MEDIA_TYPE.matcher(each).matches()).map(each -> " (" + each + ")").orElse("");
        return new FailedAttempt(OUTCOME_UNKNOWN, "the server answered " + answer.status() + " with " + objection.get() + type
                + ", so that it is unknown what it did", false, Meaning.SUSPECT, true);
    }

    private static Classification refused(int status) {
        return switch (status) {
            case 401 -> new FailedAttempt(UNAUTHORIZED, "the API does not accept the key (401); check it, it may be revoked",
                    false, Meaning.REFUSED);
            case 403 -> new FailedAttempt(FORBIDDEN, "the API forbids it (403): the key lacks the scope integrations:write,"
                    + " or the record is another company's", false, Meaning.SUSPECT);
            case 408, 425 -> new FailedAttempt(UNAVAILABLE, "the server did not wait for the request (" + status + ")", true,
                    Meaning.OUTAGE);
            case 404, 410 -> record(NOT_FOUND, "the API has no such record (" + status + ")");
            case 409 -> record(CONFLICT, "the API reports a conflict (409)");
            case 429 -> new FailedAttempt(RATE_LIMITED, "the API's rate limit is reached (429)", true, Meaning.LIMITED);
            default -> record(INVALID_REQUEST, "the API refused the request (" + status + ")");
        };
    }

    private static FailedAttempt record(ErrorType error, String reason) {
        return new FailedAttempt(error, reason, false, Meaning.ANSWERED);
    }

    private static Classification broken(WriteRequest request, int status) {
        String what = "the API has an error (" + status + ")";
        return switch (status) {
            case 503 -> new FailedAttempt(UNAVAILABLE, what, true, Meaning.OUTAGE);
            case 502, 504 -> uncertain(request, what, Meaning.OUTAGE);
            default -> uncertain(request, what, Meaning.SERVER_ERROR);
        };
    }
}
