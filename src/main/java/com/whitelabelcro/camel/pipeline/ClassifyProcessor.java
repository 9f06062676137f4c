package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.event.AttemptEnded;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.event.RecordTracer.RecordSpan;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.response.Backoff;
import com.whitelabelcro.camel.response.Classification;
import com.whitelabelcro.camel.response.Classification.FailedAttempt;
import com.whitelabelcro.camel.response.Classification.SuccessfulAttempt;
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
 * Step 11: turns the answer, or the failure to get one, into a result or a typed exception. It returns the permit together with
 * what the answer says about the connection, and decides whether and after which delay a failed attempt is retried.
 */
final class ClassifyProcessor implements Processor {

    private static final Pattern REQUEST_ID =
            Pattern.compile("(?:[a-z0-9]+-)*(?:request|correlation|trace)-?id", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRINTABLE_ID = Pattern.compile("[A-Za-z0-9._:|/=+-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    /** For a success, after which no record is rejected. */
    private static final Rejection NONE = new Rejection(Rejection.Obstacle.UNAVAILABLE, "");

    private final RetryClassifier classifier = new RetryClassifier();
    private final Settings settings;
    private final RateLimitHeaders rateLimitHeaders;
    private final Backoff backoff;
    private final EventPublisher events;

    /**
     * @param clock wall clock for reading HTTP dates when the answer has no {@code Date} header
     * @param random source of jitter; must be thread-safe
     * @param events receive each attempt
     */
    ClassifyProcessor(Settings settings, InstantSource clock, RandomGenerator random, EventPublisher events) {
        this.settings = settings;
        this.rateLimitHeaders = new RateLimitHeaders(clock, settings.period());
        this.backoff = new Backoff(random);
        this.events = events;
    }

    @Override
    public void process(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        HttpAnswer answer = context.call().answer();
        ResponseBody body = ResponseBody.of(answer);
        Classification classification = classifier.classify(context.request(), answer, body);
        if (events.isHeard() || context.span() != RecordSpan.NONE) {
            AttemptEnded ended = attemptEnded(context, answer, classification);
            context.span().attemptEnded(ended);
            events.publish(ended);
        }
        if (classification instanceof SuccessfulAttempt done) {
            context.classified(true, true);
            context.permit().release(callResult(answer, CallResult.Meaning.DONE, Duration.ZERO, NONE));
            succeed(exchange.getMessage(), answer, done);
        } else if (classification instanceof FailedAttempt failed) {
            context.classified(answer.sent(), failed.mayHaveBeenApplied());
            Duration delay = delay(failed, answer, context.calls());
            context.permit().release(callResult(answer, failed.meaning(), delay, rejection(failed)));
            decideOnRetry(context, failed, delay, answer.at());
            exchange.setException(error(context, answer, failed, body));
        }
    }

    private static AttemptEnded attemptEnded(WriteContext context, HttpAnswer answer, Classification classification) {
        String outcome = classification instanceof FailedAttempt failed ? failed.error().label() : RecordEnded.DONE;
        return new AttemptEnded(context.request().connection().name(), context.request().action().name(), outcome,
                answer.status(), context.calls(), Duration.ofNanos(answer.at() - context.call().startedAt()));
    }

    private static void succeed(Message message, HttpAnswer answer, SuccessfulAttempt done) {
        message.removeHeaders("*");
        message.setBody(done.result());
        message.setHeader(WlcroHeaders.STATUS, answer.status());
        answer.header("X-RateLimit-Remaining").filter(text -> NUMBER.matcher(text).matches())
                .ifPresent(text -> message.setHeader(WlcroHeaders.REMAINING, Integer.valueOf(text)));
    }

    private Duration delay(FailedAttempt failed, HttpAnswer answer, int failures) {
        return rateLimitHeaders.retryAfter(answer)
                .or(() -> failed.meaning() == CallResult.Meaning.LIMITED ? rateLimitHeaders.resetIn(answer) : Optional.empty())
                .orElseGet(() -> backoff.after(failures));
    }

    private CallResult callResult(HttpAnswer answer, CallResult.Meaning kind, Duration delay, Rejection why) {
        // A connection is left alone for at most the retry deadline, also if a 429 asks for a year: the records that wait for it would
        // never get an answer otherwise.
        Duration longest = settings.retry().deadline();
        long nanos = (delay.compareTo(longest) > 0 ? longest : delay).toNanos();
        return new CallResult(kind, answer.at(), nanos, why, rateLimitHeaders.rate(answer));
    }

    /** Why other records of the connection are rejected if this failure opens its circuit. */
    private static Rejection rejection(FailedAttempt failed) {
        Rejection.Obstacle kind = switch (failed.error()) {
            case UNAUTHORIZED -> Rejection.Obstacle.KEY_REFUSED;
            case FORBIDDEN -> Rejection.Obstacle.FORBIDDEN;
            default -> Rejection.Obstacle.UNAVAILABLE;
        };
        return new Rejection(kind, failed.reason());
    }

    private void decideOnRetry(WriteContext context, FailedAttempt failed, Duration delay, long now) {
        boolean inTime = delay.compareTo(Duration.ofNanos(context.deadline() - now)) <= 0;
        if (failed.retry() && inTime && context.attempts() < settings.retry().maxAttempts()) {
            context.retryIn(delay.toMillis());
        } else {
            context.giveUp();
        }
    }

    private WlcroException error(WriteContext context, HttpAnswer answer, FailedAttempt failed, ResponseBody body) {
        Details details = new Details(context.request().action().name(), context.request().connection().name(),
                answer.status(), serverMessage(context, answer, body), List.of(), context.calls(), context.requests(),
                requestId(answer));
        return failed.error().toException(failed.reason(), details);
    }

    /**
     * The server's own message, sanitized. The body of a 2xx answer may be a lead or a client, possibly another person's, so that a
     * message is taken from it only if it is an object about nobody else.
     */
    private String serverMessage(WriteContext context, HttpAnswer answer, ResponseBody body) {
        boolean success = answer.status() < 300;
        if (answer.body().length == 0 || success && (!body.isObject() || body.isAnothers(context.request()))) {
            return "";
        }
        String key = settings.keys().key(context.request().connection().name());
        return ErrorBodySanitizer.of(answer.text(), body.json(), context.request().fields(), key);
    }

    /**
     * The API documents that there is a request id but not which header carries it (contract section 4), so any header
     * with a usual name for one is taken.
     */
    private static String requestId(HttpAnswer answer) {
        return answer.headers().stream()
                .filter(header -> REQUEST_ID.matcher(header.getKey()).matches())
                .map(Map.Entry::getValue)
                .filter(id -> PRINTABLE_ID.matcher(id).matches())
                .findFirst().orElse("");
    }
}
