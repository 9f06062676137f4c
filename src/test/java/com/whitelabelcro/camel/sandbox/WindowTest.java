package com.whitelabelcro.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.sandbox.Window.Kind;
import com.whitelabelcro.camel.sandbox.Window.Turn;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Fast
class WindowTest {

    /** Each row has the times of earlier requests, the time of the last one, and its result; the limit is 2 per 10 s. */
    @ParameterizedTest
    @CsvSource({
        // kind, earlier, now, accepted, remaining, reset
        "FIXED,'',3,true,1,10",
        "FIXED,'3',3,true,0,10",
        "FIXED,'3 4',9,false,0,10",
        "FIXED,'3 4',10,true,1,20",
        "FIXED,'8 9',10,true,1,20",
        "FIXED,'8 9 9 9',10,true,1,20",
        "FIXED,'3',25,true,1,30",
        "FIXED,'',-3,true,1,0",
        "FIXED,'12 13',9,false,0,20",
        "SLIDING,'',3,true,1,13",
        "SLIDING,'3',3,true,0,13",
        "SLIDING,'3 4',9,false,0,13",
        "SLIDING,'3 4',12,false,0,13",
        "SLIDING,'3 4',13,true,0,14",
        "SLIDING,'3 4',14,true,1,24",
        "SLIDING,'8 9',10,false,0,18",
        "SLIDING,'8 9 9 9',18,true,0,19",
        "SLIDING,'12 13',9,false,0,22",
    })
    void aRequestGetsWhatTheTableSays(Kind kind, String earlier, long now, boolean accepted, int remaining,
            long reset) {
        Window window = Window.of(kind, 2, 10);
        for (String time : earlier.split(" ")) {
            if (!time.isEmpty()) {
                window.take(Long.parseLong(time));
            }
        }
        assertThat(window.take(now)).isEqualTo(new Turn(accepted, remaining, reset));
    }

    @Property
    void aSlidingWindowNeverAcceptsMoreThanItsLimitInAnyPeriod(@ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @IntRange(min = 1, max = 50) int period,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 10) Integer> gaps) {
        List<Long> accepted = accepted(Window.of(Kind.SLIDING, limit, period), gaps);
        for (long begin : accepted) {
            assertThat(accepted.stream().filter(time -> time >= begin && time < begin + period).count())
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Property
    void aFixedWindowNeverAcceptsMoreThanItsLimitInAnAlignedPeriod(@ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @IntRange(min = 1, max = 50) int period,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 10) Integer> gaps) {
        List<Long> accepted = accepted(Window.of(Kind.FIXED, limit, period), gaps);
        for (long begin : accepted) {
            assertThat(accepted.stream().filter(time -> time / period == begin / period).count())
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Property
    void aRequestAfterTheResetIsAccepted(@ForAll Kind kind, @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @IntRange(min = 1, max = 50) int period,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 10) Integer> gaps) {
        Window window = Window.of(kind, limit, period);
        long now = 0;
        for (int gap : gaps) {
            now += gap;
            Turn turn = window.take(now);
            assertThat(turn.reset()).isGreaterThan(now).isLessThanOrEqualTo(now + period);
            if (!turn.accepted()) {
                now = turn.reset();
                assertThat(window.take(now).accepted()).isTrue();
            }
        }
    }

    @Property
    void theRemainingRequestsAreAcceptedAtOnceAndNoMore(@ForAll Kind kind, @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 0, max = 10) Integer> gaps) {
        Window window = Window.of(kind, limit, 20);
        long now = 0;
        Turn turn = null;
        for (int gap : gaps) {
            now += gap;
            turn = window.take(now);
        }
        for (int left = turn.remaining(); left > 0; left--) {
            assertThat(window.take(now).accepted()).isTrue();
        }
        assertThat(window.take(now).accepted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aWindowWithoutLimitOrPeriodIsRefused(Kind kind) {
        assertThatThrownBy(() -> Window.of(kind, 0, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.of(kind, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesAreKeptInOrderWhenTheRingGrowsAroundItsEnd() {
        Times times = new Times();
        for (int time = 0; time < 1000; time++) {
            times.add(time);
            times.dropUntil(time - 1 - time / 3);
        }
        assertThat(times.size()).isEqualTo(334);
        for (int oldest = 666; oldest < 1000; oldest++) {
            assertThat(times.oldest()).isEqualTo(oldest);
            times.dropUntil(oldest);
        }
        assertThatThrownBy(times::oldest).isInstanceOf(IllegalStateException.class);
    }

    private static List<Long> accepted(Window window, List<Integer> gaps) {
        List<Long> accepted = new ArrayList<>();
        long now = 0;
        for (int gap : gaps) {
            now += gap;
            if (window.take(now).accepted()) {
                accepted.add(now);
            }
        }
        return accepted;
    }
}
