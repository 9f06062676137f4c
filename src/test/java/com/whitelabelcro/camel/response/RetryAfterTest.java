package com.whitelabelcro.camel.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class RetryAfterTest {

    private static final Instant SENT = Instant.parse("2026-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "0,PT0S", "1,PT1S", "60,PT60S", "86400,P1D", "-1,PT-1S", "+5,PT5S", "1.5,PT1.5S", "\" 7 \",PT7S",
        "007,PT7S",
        "\"Fri, 06 Nov 2026 08:49:47 GMT\",PT10S",
        "\"Fri, 06 Nov 2026 08:49:27 GMT\",PT-10S",
        "\"Fri, 06 Nov 2026 09:49:47 +0100\",PT10S",
        "\"Fri, 6 Nov 2026 08:49:47 GMT\",PT10S",
        "\"Friday, 06-Nov-26 08:49:47 GMT\",PT10S",
        "Fri Nov  6 08:49:47 2026,PT10S",
    })
    void everyFormOfTheHeaderIsRead(String value, Duration wait) {
        assertThat(RetryAfter.wait(List.of(value), SENT)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1e9", "0x10", "--1", "1,5", "٣", "NaN", "Infinity", "1 minute",
        "Mon, 06 Nov 2026 08:49:47 GMT", "Fri, 32 Nov 2026 08:49:47 GMT", "Fri, 06 Nov 2026 08:49:47 EST", "2026-11-06T08:49:47Z"})
    void anInvalidRetryAfterIsIgnored(String value) {
        assertThat(RetryAfter.wait(List.of(value), SENT)).isEmpty();
    }

    @Test
    void theLongestOfSeveralValuesCounts() {
        assertThat(RetryAfter.wait(List.of("3", "nonsense", "Fri, 06 Nov 2026 08:49:47 GMT", "5"), SENT))
                .contains(Duration.ofSeconds(10));
        assertThat(RetryAfter.wait(List.of(), SENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000000000000000000", "999999999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void aHugeRetryAfterIsBounded(String value) {
        Duration wait = RetryAfter.wait(List.of(value), SENT).orElseThrow();

        assertThat(wait).isGreaterThan(Duration.ofDays(30_000));
        assertThat(wait.toNanos()).isPositive();
    }

    @Test
    void aTwoDigitYearIsNeverFarInTheFuture() {
        Duration wait = RetryAfter.wait(List.of("Sunday, 06-Nov-94 08:49:37 GMT"), SENT).orElseThrow();

        assertThat(wait).isNegative();
    }

    @Property(tries = 2_000)
    void noTextCausesAnException(@ForAll String text, @ForAll String other) {
        RetryAfter.wait(Arrays.asList(text, other), SENT).ifPresent(Duration::toNanos);
    }

    @Property(tries = 500)
    void anyNumberOfSecondsIsParsedAndBounded(@ForAll long seconds, @ForAll @LongRange(min = 0, max = 999) long fraction) {
        Duration wait = RetryAfter.wait(List.of(seconds + "." + fraction), SENT).orElseThrow();

        assertThat(wait.toNanos()).isBetween(-Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(wait.isNegative()).isEqualTo(seconds < 0);
    }

    @Property(tries = 500)
    void anyDateIsReadRelativeToTheAnswersOwn(@ForAll @LongRange(min = -2_000_000_000L, max = 2_000_000_000L) long skew,
            @ForAll @LongRange(min = 0, max = 100_000) long wait) {
        Instant sent = SENT.plusSeconds(skew);
        String date = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                .format(sent.plusSeconds(wait).atOffset(java.time.ZoneOffset.UTC));

        assertThat(RetryAfter.wait(List.of(date), sent)).contains(Duration.ofSeconds(wait));
    }
}
