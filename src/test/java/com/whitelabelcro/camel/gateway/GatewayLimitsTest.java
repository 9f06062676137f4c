package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.GatewayToken;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of the gateway's limits, with a fake clock. */
@Fast
class GatewayLimitsTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final CallerRates rates = new CallerRates(now::get);

    private static GatewayToken token(String name, int rate) {
        return GatewayConfig.read(Map.of("wlcro.gateway.tokens." + name + ".token", name + "-".repeat(20),
                "wlcro.gateway.tokens." + name + ".actions", "*", "wlcro.gateway.tokens." + name + ".rate",
                String.valueOf(rate))).tokens().get(name);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void theQuotaOfAMinuteMayArriveAtOnceAndIsThenRefilledContinuously() {
        GatewayToken slow = token("slow", 6);
        assertThat(IntStream.range(0, 6).allMatch(i -> rates.tryAcquire(slow, 1).isZero())).isTrue();
        assertThat(rates.tryAcquire(slow, 1)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(rates.tryAcquire(token("other", 6), 1)).isZero();
        pass(Duration.ofSeconds(10));
        assertThat(rates.tryAcquire(slow, 1)).isZero();
        assertThat(rates.tryAcquire(slow, 1)).isPositive();
        pass(Duration.ofHours(5));
        assertThat(IntStream.range(0, 6).allMatch(i -> rates.tryAcquire(slow, 1).isZero())).isTrue();
        assertThat(rates.tryAcquire(slow, 1)).isPositive();
    }

    @Test
    void aLargeArrayIsAcceptedAndDelaysFurtherRequests() {
        GatewayToken slow = token("slow", 60);
        assertThat(rates.tryAcquire(slow, 180)).isZero();
        assertThat(rates.tryAcquire(slow, 1)).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
        pass(Duration.ofSeconds(121));
        assertThat(rates.tryAcquire(slow, 1)).isZero();
    }

    @Test
    void wrongTokensAreAnsweredMoreAndMoreSlowly() {
        Guesses guesses = new Guesses(now::get);
        List<Long> delays = IntStream.range(0, 8).mapToObj(i -> guesses.delay("1.2.3.4").orElseThrow().toMillis()).toList();
        assertThat(delays).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
        assertThat(guesses.delay("5.6.7.8")).contains(Duration.ofMillis(250));
        pass(Duration.ofMinutes(11));
        assertThat(guesses.delay("1.2.3.4")).contains(Duration.ofMillis(250));
    }

    @Test
    void aFloodOfWrongTokensIsRefusedAtOnceAndUsesNoMemory() {
        Guesses guesses = new Guesses(now::get);
        assertThat(IntStream.range(0, 500).allMatch(i -> guesses.delay("address " + i).isPresent())).isTrue();
        assertThat(guesses.delay("one more")).isEmpty();
        guesses.answered();
        assertThat(guesses.delay("one more")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wait=25                       | 25
            respond-async, wait=10        | 10
            respond-async;foo=bar,WAIT=3  | 3
            wait="7"                      | 7
            wait = 5                      | 5
            wait=9999                     | 60
            wait=999999999                | 60
            wait=9999999999999            | 0
            wait=-1                       | 0
            wait=x                        | 0
            await=5                       | 0
            handling=lenient              | 0
            """)
    void thePreferenceToWaitIsRead(String prefer, long seconds) {
        GatewayRequest request = new GatewayRequest(
                Caller.local(List.of("default")), FakeHead.of("POST /", "Prefer: " + prefer), Map.of(), new byte[0]);
        assertThat(request.preferredWait()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
