package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static com.whitelabelcro.camel.sandbox.SandboxClient.API;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests get which fault: by seed, by share, or by script. */
class SandboxLuckTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private final SandboxClient client = new SandboxClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Reply create() {
        return client.post("/leads", ANN);
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    private List<Integer> run(long seed) {
        sandbox.reset(SandboxConfig.of(c -> c.limit(0).seed(seed).fault(Fault.STATUS_503, 0.2)
                .fault(Fault.STATUS_500, 0.2).fault(Fault.HTML, 0.1)));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            statuses.add(create().status());
        }
        return statuses;
    }

    @Test
    void theShareOfFaultsIsApproximatelyTheConfiguredOne() {
        Faults faults = new Faults(SandboxConfig.of(c -> c.fault(Fault.RESET_AFTER, 0.05).fault(Fault.CUT, 0.01))
                .faults(), 0);
        Map<Fault, Integer> met = new EnumMap<>(Fault.class);
        for (int i = 0; i < 100_000; i++) {
            Fault fault = faults.next(0).fault();
            if (fault != null) {
                met.merge(fault, 1, Integer::sum);
            }
        }
        assertThat(met).containsOnlyKeys(Fault.RESET_AFTER, Fault.CUT);
        assertThat(met.get(Fault.RESET_AFTER)).isBetween(4700, 5300);
        assertThat(met.get(Fault.CUT)).isBetween(850, 1150);
    }

    @Test
    void latencyIsBetweenItsMinimumAndMaximum() {
        Faults faults = new Faults(SandboxConfig.of(c -> c.latency(Duration.ofMillis(20)).jitter(Duration.ofMillis(10)))
                .faults(), 0);
        for (int i = 0; i < 1000; i++) {
            assertThat(faults.pause()).isBetween(20_000_000L, 30_000_000L);
        }
    }

    @Test
    void scriptedAnswersHavePrecedenceAndAreUsedInOrder() {
        sandbox.script(ScriptedAnswer.of(429, "Retry-After", "7").on(API + "/clients"),
                ScriptedAnswer.of(200, "[]"),
                new ScriptedAnswer(null, 0, Map.of("x-ratelimit-remaining", "-1"), null, null),
                ScriptedAnswer.of(204, null));
        Reply empty = new SandboxClient(sandbox, null).post("/leads", ANN);
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.body()).isEqualTo("[]");
        Reply usual = create();
        assertThat(usual.header("X-RateLimit-Remaining")).isEqualTo("-1");
        assertThat(usual.json().get("client_id").asLong()).isEqualTo(10001);
        assertThat(create().status()).isEqualTo(204);
        assertThat(client.post("/clients", ANN).header("Retry-After")).isEqualTo("7");
        assertThat(create().status()).isEqualTo(200);
        assertThat(sandbox.stats().maxInAnyWindow()).isEqualTo(2);
        assertThat(sandbox.stats().rejected429()).isZero();
    }

    @Test
    void aScriptedSuccessGetsNoRandomFault() {
        sandbox.configure(SandboxConfig.of(c -> c.fault(Fault.STATUS_503, 1).script(ScriptedAnswer.pass())));
        assertThat(create().status()).isEqualTo(200);
        assertThat(create().status()).isEqualTo(503);
    }
}
