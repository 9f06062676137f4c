package com.whitelabelcro.camel.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

@Fast
class BackoffTest {

    @Property
    void theWaitIsMoreThanNothingAndAtMostOneSecondDoubledWithEachFailureUpToThirty(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int failures) {
        Duration wait = new Backoff(new SplittableRandom(seed)).after(failures);

        long most = failures > 5 ? 30_000 : 1_000L << failures - 1;
        assertThat(wait.toMillis()).isBetween(1L, most);
    }

    @Test
    void fullJitterSpreadsRecordsThatFailedTogether() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        long low = 0;
        for (int i = 0; i < 1_000; i++) {
            low += backoff.after(3).toMillis() <= 2_000 ? 1 : 0;
        }

        assertThat(low).isBetween(400L, 600L);
    }
}
