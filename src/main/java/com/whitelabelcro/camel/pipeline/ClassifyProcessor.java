package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
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
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Step 11: turns the answer, or the failure to get one, into a result or a typed exception. It returns the permit together with
 * what the answer says about the connection, and decides whether and after which delay a failed attempt is retried.
 */
final class ClassifyProcessor implements Processor {

    private final RetryClassifier classifier = new RetryClassifier();
    private final Settings settings;
    private final RateLimitHeaders rateLimitHeaders;
    private final Backoff backoff;

    /**
     * @param clock wall clock for reading HTTP dates when the answer has no {@code Date} header
     * @param random source of jitter; must be thread-safe
     */
    ClassifyProcessor(Settings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.rateLimitHeaders = new RateLimitHeaders(clock, settings.period());
        this.backoff = new Backoff(random);
    }

    @Override
    public void process(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        HttpAnswer answer = context.call().answer();
        ResponseBody body = ResponseBody.of(answer);
        Classification classification = classifier.classify(context.request(), answer, body);
        Optional<CallResult.Rate> rate = rateLimitHeaders.rate(answer);
        if (classification instanceof SuccessfulAttempt done) {
            context.classified(answer, RecordEnded.DONE, true, true);
            context.permit().release(CallResult.done(answer.at(), rate));
            succeed(exchange.getMessage(), answer, done, rate);
        } else if (classification instanceof FailedAttempt failed) {
            context.classified(answer, failed.error().label(), answer.sent(), failed.mayHaveBeenApplied());
            Duration delay = delay(failed, answer, context.calls());
            context.permit().release(new CallResult(failed.meaning(), answer.at(), pause(delay), failed.rejection(), rate));
            if (failed.retry() && isInTime(context, delay, answer.at()) && context.attempts() < settings.retry().maxAttempts()) {
                context.retryIn(delay.toMillis());
            }
            exchange.setException(failed.error().toException(failed.reason(), details(context, answer, body)));
        }
    }

    private static void succeed(Message message, HttpAnswer answer, SuccessfulAttempt done, Optional<CallResult.Rate> rate) {
        message.removeHeaders("*");
        message.setBody(done.result());
        message.setHeader(WlcroHeaders.STATUS, answer.status());
        rate.map(CallResult.Rate::remaining).filter(remaining -> remaining >= 0)
                .ifPresent(remaining -> message.setHeader(WlcroHeaders.REMAINING, remaining));
    }

    private Duration delay(FailedAttempt failed, HttpAnswer answer, int failures) {
        return rateLimitHeaders.retryAfter(answer)
                .or(() -> failed.meaning() == CallResult.Meaning.LIMITED ? rateLimitHeaders.resetIn(answer) : Optional.empty())
                .orElseGet(() -> backoff.after(failures));
    }

    /**
     * A connection is paused for at most the retry deadline, even if a 429 asks for a year. Otherwise the records that wait for
     * it would never get an answer.
     */
    private long pause(Duration delay) {
        Duration longest = settings.retry().deadline();
        return (delay.compareTo(longest) > 0 ? longest : delay).toNanos();
    }

    private static boolean isInTime(WriteContext context, Duration delay, long now) {
        return delay.compareTo(Duration.ofNanos(context.deadline() - now)) <= 0;
    }

    private Details details(WriteContext context, HttpAnswer answer, ResponseBody body) {
        WriteRequest request = context.request();
        String message = ErrorBodySanitizer.of(answer, body, request, () -> settings.keys().key(request.connection().name()));
        return new Details(request.action().name(), request.connection().name(), answer.status(), message, List.of(),
                context.calls(), context.requests(), answer.requestId());
    }
}
