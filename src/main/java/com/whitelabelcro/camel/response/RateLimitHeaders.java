package com.whitelabelcro.camel.response;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.HttpAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the headers about time and quota: {@code Retry-After} and {@code X-RateLimit-*} (contract section 3). All times
 * are relative to the answer's own {@code Date}. Each header may be absent or unreadable. Thread-safe.
 */
public final class RateLimitHeaders {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final long IN_MILLISECONDS = 100_000_000_000L;
    private static final long IS_A_DATE = 1_000_000_000L;

    private final InstantSource clock;
    private final Duration period;
    private volatile ReadDate lastDate;

    private record ReadDate(String text, Optional<Instant> date) {}

    /**
     * @param clock wall clock, used if an answer has no {@code Date}
     * @param period the longest possible window, whatever a header says
     */
    public RateLimitHeaders(InstantSource clock, Duration period) {
        this.clock = clock;
        this.period = period;
    }

    /** Returns how long {@code Retry-After} asks to wait; empty if it is absent, unreadable, or in the past. */
    public Optional<Duration> retryAfter(HttpAnswer answer) {
        return RetryAfter.wait(answer.all("Retry-After"), sent(answer))
                .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    /** Returns the time until the server's window ends, at most one period; empty if it is unknown or in the past. */
    public Optional<Duration> resetIn(HttpAnswer answer) {
        return number(answer, "X-RateLimit-Reset")
                .map(reset -> untilReset(reset, sent(answer)))
                .filter(wait -> !wait.isNegative() && !wait.isZero())
                .map(wait -> wait.compareTo(period) > 0 ? period : wait);
    }

    /** Returns the server's view of the quota; empty if it does not give one. */
    public Optional<CallResult.Rate> rate(HttpAnswer answer) {
        Optional<Long> limit = number(answer, "X-RateLimit-Limit").filter(n -> n > 0 && n <= Integer.MAX_VALUE);
        Optional<Long> remaining =
                number(answer, "X-RateLimit-Remaining").filter(n -> n >= 0 && n <= Integer.MAX_VALUE);
        if (limit.isEmpty() && remaining.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CallResult.Rate(
                limit.orElse(0L).intValue(),
                remaining.orElse(-1L).intValue(),
                number(answer, "X-RateLimit-Reset").orElse(0L),
                resetIn(answer).orElse(period).toNanos()));
    }

    private Instant sent(HttpAnswer answer) {
        return answer.header("Date").flatMap(this::date).orElseGet(clock::instant);
    }

    /** All answers of one second have the same date, and reading it takes longer than anything else here. */
    private Optional<Instant> date(String text) {
        ReadDate last = lastDate;
        if (last == null || !last.text().equals(text)) {
            last = new ReadDate(text, RetryAfter.date(text));
            lastDate = last;
        }
        return last.date();
    }

    /** The documented value is seconds since 1970. Some servers send milliseconds, others the remaining seconds. */
    private static Duration untilReset(long reset, Instant sent) {
        if (reset >= IN_MILLISECONDS) {
            return Duration.between(sent, Instant.ofEpochMilli(reset));
        }
        return reset >= IS_A_DATE ? Duration.between(sent, Instant.ofEpochSecond(reset)) : Duration.ofSeconds(reset);
    }

    private static Optional<Long> number(HttpAnswer answer, String header) {
        return answer.header(header).map(String::strip).filter(text -> NUMBER.matcher(text).matches())
                .map(text -> new BigDecimal(text).longValue());
    }
}
