package com.whitelabelcro.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which notations of a duration are understood, and which are refused with a suggestion. */
@Fast
class DurationsTest {

    private static final Duration DAY = Duration.ofHours(24);

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "60s, PT1M", "15m, PT15M", "1h30m, PT1H30M", "1h30s, PT1H30S", "1m500ms, PT1M0.5S",
        "24h, PT24H", "1d, PT24H", "' 60s ', PT1M", "0h1s, PT1S", "007s, PT7S"})
    void aDurationWithItsUnitIsParsed(String text, Duration time) {
        assertThat(Durations.parse("it", text, DAY)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            60         | it: 60 has no unit; write 60s or 60ms
            5          | it: 5 has no unit; write 5s or 5ms
            1h30       | it: 1h30 has no unit at its end; write 1h30m
            1d2        | it: 1d2 has no unit at its end; write 1d2h
            1m30       | it: 1m30 has no unit at its end; write 1m30s
            1s500      | it: 1s500 has no unit at its end; write 1s500ms
            60 s       | it: a time is written without spaces and signs, with the digits 0 to 9 and small letters; write 60s
            1h 30m     | it: a time is written without spaces and signs, with the digits 0 to 9 and small letters; write 1h30m
            60S        | it: a time is written without spaces and signs, with the digits 0 to 9 and small letters; write 60s
            +60s       | it: a time is written without spaces and signs, with the digits 0 to 9 and small letters; write 60s
            ٦٠s        | it: a time is written without spaces and signs, with the digits 0 to 9 and small letters; write 60s
            ٦٠         | it: 60 has no unit; write 60s or 60ms
            30s1m      | it: 30s1m must name each unit once, the longer ones first, such as 1h30m
            1s1s       | it: 1s1s must name each unit once, the longer ones first, such as 1h30m
            0          | it must be longer than 0s, and is 0
            0s         | it must be longer than 0s, and is 0s
            0h0ms      | it must be longer than 0s, and is 0h0ms
            -1s        | it must be longer than 0s, and is -1s
            -60        | it must be longer than 0s, and is -60
            25h        | it must be at most 24h, and is 25h
            99999999h  | it must be at most 24h, and is 99999999h
            99999999999999999999999999d | it must be at most 24h, and is something else
            1.5h       | it must be a time such as 500ms, 60s or 15m, at most 24h, and is 1.5h
            60sec      | it must be a time such as 500ms, 60s or 15m, at most 24h, and is 60sec
            PT60S      | it must be a time such as 500ms, 60s or 15m, at most 24h, and is PT60S
            soon       | it must be a time such as 500ms, 60s or 15m, at most 24h, and is soon
            s          | it must be a time such as 500ms, 60s or 15m, at most 24h, and is s
            """)
    void anInvalidDurationIsRefusedWithAnExampleOfAValidOne(String text, String told) {
        assertThatThrownBy(() -> Durations.parse("it", text, DAY)).isInstanceOf(ConfigurationException.class).hasMessage(told);
    }

    @Test
    void aValueThatCouldBeAKeyIsNotQuoted() {
        assertThatThrownBy(() -> Durations.parse("it", "1234567890123", DAY))
                .hasMessageEndingWith("and is something else").hasMessageNotContaining("1234567890123");
        assertThatThrownBy(() -> Durations.parse("it", "", DAY)).hasMessageStartingWith("it must be a time such as 500ms");
    }
}
