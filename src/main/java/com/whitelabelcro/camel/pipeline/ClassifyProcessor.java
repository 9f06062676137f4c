package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.response.Backoff;
import com.whitelabelcro.camel.response.Classification;
import com.whitelabelcro.camel.response.Classification.Done;
import com.whitelabelcro.camel.response.Classification.Failed;
import com.whitelabelcro.camel.response.ErrorBodySanitizer;
import com.whitelabelcro.camel.response.RateLimitHeaders;
import com.whitelabelcro.camel.response.ResponseBody;
import com.whitelabelcro.camel.response.RetryClassifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes a result or a typed error of what came back, reports it to the connection's gate, and decides when a failed
 * record is tried again.
 */
public final class ClassifyProcessor implements Processor {

    private static final Pattern REQUEST_ID =
            Pattern.compile("(?:[a-z0-9]+-)*(?:request|correlation|trace)-?id", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Rejection NOBODY = new Rejection(Rejection.Kind.UNAVAILABLE, "");
    private static final Pattern PRINTABLE_ID = Pattern.compile("[A-Za-z0-9._:|/=+-]{1,100}");

    private final RetryClassifier judge = new RetryClassifier();
    private final Settings settings;
    private final RateLimitHeaders serverClock;
    private final Backoff backoff;

    /**
     * @param clock to read dates by, if the server gives none
     * @param random for the jitter; must be safe for use by several threads
     */
    public ClassifyProcessor(Settings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.serverClock = new RateLimitHeaders(clock, settings.period());
        this.backoff = new Backoff(random);
    }

    @Override
    public void process(Exchange exchange) {
        WriteContext delivery = WriteContext.of(exchange);
        HttpAnswer answer = HttpAnswer.of(exchange);
        ResponseBody body = ResponseBody.of(answer);
        Classification outcome = judge.judge(delivery.request(), answer, body);
        if (outcome instanceof Done done) {
            delivery.permit().report(report(answer, CallResult.Kind.DONE, Duration.ZERO, NOBODY));
            succeed(exchange.getMessage(), answer, done);
        } else if (outcome instanceof Failed failed) {
            Duration wait = waitFor(failed, answer, delivery.requests());
            delivery.permit().report(report(answer, failed.meaning(), wait, turnedAway(failed)));
            decide(delivery, failed, wait, answer.at());
            exchange.setException(error(delivery, answer, failed, body));
        }
    }

    private static void succeed(Message message, HttpAnswer answer, Done done) {
        message.removeHeaders("*");
        message.setBody(done.result());
        message.setHeader(WlcroHeaders.STATUS, answer.status());
        answer.header("X-RateLimit-Remaining").filter(text -> NUMBER.matcher(text).matches())
                .ifPresent(text -> message.setHeader(WlcroHeaders.REMAINING, Integer.valueOf(text)));
    }

    private Duration waitFor(Failed failed, HttpAnswer answer, int failures) {
        return serverClock.retryAfter(answer)
                .or(() -> failed.meaning() == CallResult.Kind.LIMITED ? serverClock.resetIn(answer) : Optional.empty())
                .orElseGet(() -> backoff.after(failures));
    }

    private CallResult report(HttpAnswer answer, CallResult.Kind meaning, Duration pause, Rejection why) {
        // A server that wants a year is asked again all the same; those who wait would never know.
        Duration longest = settings.retry().deadline();
        long nanos = (pause.compareTo(longest) > 0 ? longest : pause).toNanos();
        return new CallResult(meaning, answer.at(), nanos, why, serverClock.rate(answer));
    }

    /** What those get whom this failure turns away before they are sent. */
    private static Rejection turnedAway(Failed failed) {
        Rejection.Kind kind = switch (failed.error()) {
            case UNAUTHORIZED -> Rejection.Kind.KEY_REFUSED;
            case FORBIDDEN -> Rejection.Kind.FORBIDDEN;
            default -> Rejection.Kind.UNAVAILABLE;
        };
        return new Rejection(kind, failed.reason());
    }

    private void decide(WriteContext delivery, Failed failed, Duration wait, long now) {
        boolean inTime = wait.compareTo(Duration.ofNanos(delivery.deadline() - now)) <= 0;
        if (failed.retry() && inTime && delivery.counted() < settings.retry().maxAttempts()) {
            delivery.retryIn(wait.toMillis());
        } else {
            delivery.giveUp();
        }
    }

    private WlcroException error(WriteContext delivery, HttpAnswer answer, Failed failed, ResponseBody body) {
        String connection = delivery.request().connection().name();
        Details details = new Details(delivery.request().action().name(), connection, answer.status(),
                message(delivery, answer, body),
                List.of(), delivery.requests(), requestId(answer));
        String reason = failed.reason();
        return switch (failed.error()) {
            case INVALID_REQUEST -> new InvalidRequest(reason, details);
            case UNAUTHORIZED -> new Unauthorized(reason, details);
            case FORBIDDEN -> new Forbidden(reason, details);
            case NOT_FOUND -> new NotFound(reason, details);
            case CONFLICT -> new Conflict(reason, details);
            case RATE_LIMITED -> new RateLimited(reason, details);
            case UNAVAILABLE -> new Unavailable(reason, details);
            case OUTCOME_UNKNOWN -> new OutcomeUnknown(reason, details);
        };
    }

    /**
     * The server's own words. Of a success that is none, only those of an object that complains: anything else may be
     * a record, and somebody else's.
     */
    private String message(WriteContext delivery, HttpAnswer answer, ResponseBody body) {
        boolean success = answer.status() < 300;
        if (answer.body().length == 0 || success && (!body.isObject() || body.isAnothers(delivery.request()))) {
            return "";
        }
        String key = settings.keys().key(delivery.request().connection().name());
        return ErrorBodySanitizer.of(answer.text(), body.json(), delivery.request().fields(), key);
    }

    /** The name of the header is documented nowhere (contract section 4), only that there is one. */
    private static String requestId(HttpAnswer answer) {
        return answer.headers().stream()
                .filter(header -> REQUEST_ID.matcher(header.getKey()).matches())
                .map(Map.Entry::getValue)
                .filter(id -> PRINTABLE_ID.matcher(id).matches())
                .findFirst().orElse("");
    }
}
