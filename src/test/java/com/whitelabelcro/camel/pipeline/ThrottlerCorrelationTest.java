package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class ThrottlerCorrelationTest {

    private Instant wall = Instant.parse("2026-10-25T00:59:59Z");
    private long monotonic;
    private final ThrottlerCorrelation key = new ThrottlerCorrelation(() -> wall, () -> monotonic, connection -> 100);

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 3_600, -2, 2})
    void aJumpOfTheClockStartsOneNewThrottler(long seconds) {
        String before = key.of("acme");

        wall = wall.plusSeconds(seconds);

        String after = key.of("acme");
        assertThat(after).isNotEqualTo(before);
        pass(Duration.ofHours(5));
        assertThat(key.of("acme")).isEqualTo(after);
    }

    @Test
    void timeThatPassesOnBothClocksKeepsTheThrottler() {
        String before = key.of("acme");

        pass(Duration.ofDays(3));

        assertThat(key.of("acme")).isEqualTo(before);
    }

    @Test
    void aJumpOfLessThanASecondKeepsTheThrottler() {
        String before = key.of("acme");

        wall = wall.minusMillis(900);

        assertThat(key.of("acme")).isEqualTo(before);
    }

    @Test
    void eachConnectionHasItsOwnThrottler() {
        assertThat(key.of("acme")).isNotEqualTo(key.of("default"));
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        monotonic += time.toNanos();
    }
}
