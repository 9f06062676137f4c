package com.whitelabelcro.camel.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.http.Answers;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class RateLimitHeadersTest {

    private static final Instant OURS = Instant.parse("2026-11-06T08:00:00Z");
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final RateLimitHeaders clock = new RateLimitHeaders(InstantSource.fixed(OURS), PERIOD);

    @ParameterizedTest
    @CsvSource({"0", "3600", "-3600", "86400"})
    void timesAreRelativeToTheDateHeaderIfTheClockOfTheServerIsWrong(long skew) {
        Instant theirs = OURS.plusSeconds(skew);
        HttpAnswer answer = answer(Map.of("Date", http(theirs), "X-RateLimit-Remaining", "3",
                "X-RateLimit-Reset", "" + theirs.plusSeconds(20).getEpochSecond(),
                "Retry-After", http(theirs.plusSeconds(7))));

        assertThat(clock.resetIn(answer)).contains(Duration.ofSeconds(20));
        assertThat(clock.retryAfter(answer)).contains(Duration.ofSeconds(7));
        assertThat(clock.rate(answer).orElseThrow().resetIn()).isEqualTo(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void eachAnswerIsReadByItsOwnDate() {
        String reset = "" + OURS.plusSeconds(20).getEpochSecond();
        for (int second : new int[] {0, 1, 1, 0}) {
            HttpAnswer answer = answer(Map.of("Date", http(OURS.plusSeconds(second)), "X-RateLimit-Reset", reset));

            assertThat(clock.resetIn(answer)).contains(Duration.ofSeconds(20 - second));
        }
    }

    @Test
    void withoutADateTheLocalClockIsUsed() {
        HttpAnswer answer = answer(Map.of("X-RateLimit-Reset", "" + OURS.plusSeconds(20).getEpochSecond()));

        assertThat(clock.resetIn(answer)).contains(Duration.ofSeconds(20));
    }

    @Test
    void theResetMayAlsoBeInMillisecondsOrTheNumberOfRemainingSeconds() {
        assertThat(clock.resetIn(answer(Map.of("X-RateLimit-Reset", "" + OURS.plusSeconds(20).toEpochMilli()))))
                .contains(Duration.ofSeconds(20));
        assertThat(clock.resetIn(answer(Map.of("X-RateLimit-Reset", "20")))).contains(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "1000000001", "soon", "", "99999999999999999999"})
    void anInvalidOrPastResetCausesNoWaitOfMoreThanOnePeriod(String reset) {
        HttpAnswer answer = answer(Map.of("X-RateLimit-Reset", reset, "X-RateLimit-Remaining", "3"));

        assertThat(clock.resetIn(answer)).isEmpty();
        assertThat(clock.rate(answer).orElseThrow().resetIn()).isEqualTo(PERIOD.toNanos());
    }

    @Test
    void aResetFarAheadIsOnePeriodAheadAtMost() {
        HttpAnswer answer = answer(Map.of("X-RateLimit-Reset", "" + OURS.plusSeconds(7_200).getEpochSecond()));

        assertThat(clock.resetIn(answer)).contains(PERIOD);
    }

    @Test
    void theNamesOfTheHeadersMayBeInAnyCase() {
        HttpAnswer answer = answer(Map.of("x-ratelimit-limit", "60", "X-RATELIMIT-REMAINING", "3"));

        CallResult.Rate rate = clock.rate(answer).orElseThrow();
        assertThat(rate.limit()).isEqualTo(60);
        assertThat(rate.remaining()).isEqualTo(3);
    }

    @Test
    void absentOrInvalidHeadersAreIgnored() {
        assertThat(clock.rate(answer(Map.of()))).isEmpty();
        assertThat(clock.rate(answer(Map.of("X-RateLimit-Remaining", "-1", "X-RateLimit-Limit", "0")))).isEmpty();
        assertThat(clock.rate(answer(Map.of("X-RateLimit-Limit", "60"))).orElseThrow().remaining()).isEqualTo(-1);
        assertThat(clock.rate(answer(Map.of("X-RateLimit-Remaining", "3"))).orElseThrow().limit()).isZero();
    }

    @Test
    void theSmallestAndTheLargestValuesAreAcceptedAndNoneBeyondThem() {
        assertThat(clock.rate(answer(Map.of("X-RateLimit-Limit", "1", "X-RateLimit-Remaining", "0"))))
                .hasValueSatisfying(rate -> assertThat(rate).extracting(CallResult.Rate::limit, CallResult.Rate::remaining)
                        .containsExactly(1, 0));
        assertThat(clock.rate(answer(Map.of("X-RateLimit-Limit", "2147483647", "X-RateLimit-Remaining", "2147483647"))))
                .hasValueSatisfying(rate -> assertThat(rate).extracting(CallResult.Rate::limit, CallResult.Rate::remaining)
                        .containsExactly(Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(clock.rate(answer(Map.of("X-RateLimit-Limit", "2147483648", "X-RateLimit-Remaining", "2147483648")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000", "100000000000"})
    void aResetIsATimestampFromTheSmallestPlausibleValueOn(String reset) {
        assertThat(clock.resetIn(answer(Map.of("X-RateLimit-Reset", reset)))).as("long ago").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "Fri, 06 Nov 2026 07:59:59 GMT", "never"})
    void aRetryAfterInThePastIsIgnored(String value) {
        assertThat(clock.retryAfter(answer(Map.of("Retry-After", value)))).isEmpty();
    }

    @Property(tries = 1_000)
    void noHeadersCauseAnException(@ForAll String date, @ForAll String reset, @ForAll long number, @ForAll String remaining) {
        Map<String, String> headers = new HashMap<>(Map.of("Date", date, "X-RateLimit-Reset", reset,
                "X-RateLimit-Remaining", remaining, "X-RateLimit-Limit", "" + number, "Retry-After", "" + number));
        readAll(answer(headers));
        headers.put("X-RateLimit-Reset", "" + number);
        readAll(answer(headers));
    }

    private void readAll(HttpAnswer answer) {
        clock.retryAfter(answer).ifPresent(wait -> assertThat(wait.toNanos()).isPositive());
        clock.resetIn(answer).ifPresent(wait -> assertThat(wait).isBetween(Duration.ofNanos(1), PERIOD));
        clock.rate(answer).ifPresent(rate -> assertThat(rate.resetIn()).isBetween(1L, PERIOD.toNanos()));
    }

    private static HttpAnswer answer(Map<String, String> headers) {
        return Answers.answer(200, "", headers);
    }

    private static String http(Instant time) {
        return java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(java.time.ZoneOffset.UTC));
    }
}
