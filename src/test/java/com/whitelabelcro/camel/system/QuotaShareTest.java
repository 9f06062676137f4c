package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Fast
class QuotaShareTest {

    private static final int LIMIT = 10;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final List<SandboxRequest> requests = new ArrayList<>();

    @Test
    void theShareIsOneIfEachPeriodIsFull() {
        periods(12, 1_000);

        assertThat(share().value()).isEqualTo(1);
    }

    @Test
    void oneMoreRepeatedRequestDoesNotCostAPeriod() {
        periods(12, 1_000);
        request(12_000);

        assertThat(share().value()).isEqualTo(1);
    }

    @Test
    void lateRequestsCostTheirDelay() {
        periods(12, 1_020);

        assertThat(share().value()).isEqualTo(1 / 1.02, within(1e-9));
        assertThat(share().delays()).hasSize(11).containsOnly(20L);
    }

    @Test
    void permitsOfADeadProcessCostTheTimeUntilTheyAreFree() {
        periods(1, 1_000);
        for (int i = 0; i < LIMIT; i++) {
            request(i < 8 ? 1_000 + 10 * i : 1_500 + 10 * i);
        }

        assertThat(share().delays()).containsExactly(100L);
    }

    private QuotaShare share() {
        return QuotaShare.of(requests, LIMIT, PERIOD);
    }

    private void periods(int number, int millis) {
        for (int i = 0; i < number; i++) {
            for (int request = 0; request < LIMIT; request++) {
                request(i * millis + 10 * request);
            }
        }
    }

    private void request(int millis) {
        requests.add(new SandboxRequest(requests.size() + 1, millis, "POST", "/", 1, 201, null, List.of(), null));
    }
}
