package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One process, many companies: each connection has its own key, its own permits and its own circuit breaker. */
class ConnectionsTest {

    private static final String ONE = "wlcro_live_1_one";
    private static final String TWO = "wlcro_live_2_two";

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.of(c -> c.keys(ONE, TWO).limit(3).period(Duration.ofHours(1))),
            Map.of( "wlcro.api-key", ONE, "wlcro.connections.acme.api-key", TWO, "wlcro.limit", "3", "wlcro.period", "1h"));
    private final Sandbox sandbox = pack.sandbox();

    @Test
    void theHeaderChoosesTheConnectionAndWithoutItTheDefaultIsUsed() {
        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isNull();
        assertThat(pack.call("create-lead", Records.lead(2), Map.of(WlcroHeaders.CONNECTION, "acme")).getException()).isNull();
        assertThat(pack.call("create-lead", Records.lead(3), Map.of(WlcroHeaders.CONNECTION, "default")).getException()).isNull();

        assertThat(sandbox.records()).extracting(SandboxRecord::key).containsExactly(1, 2, 1);
    }

    @Test
    void anUnknownConnectionIsRefusedWithTheNamesOfTheKnownOnesAndWithoutARequest() {
        Exchange end = pack.call("create-lead", Records.lead(1), Map.of(WlcroHeaders.CONNECTION, "nobody"));

        assertThat(end.getException(InvalidRequest.class)).hasMessageContaining("acme, default");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @Test
    void aBusyKeyNeverSlowsAnother() throws Exception {
        List<CompletableFuture<Exchange>> busy = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            busy.add(pack.begin("create-lead", Records.lead(i), Map.of()));
        }
        await().until(() -> pack.state("default").waiting() == 997);

        for (int i = 0; i < 3; i++) {
            Exchange other = pack.begin("create-lead", Records.lead(i), Map.of(WlcroHeaders.CONNECTION, "acme"))
                    .get(60, TimeUnit.SECONDS);
            assertThat(other.getException()).isNull();
        }

        assertThat(busy.stream().filter(CompletableFuture::isDone)).hasSize(3);
        assertThat(sandbox.requests()).extracting(SandboxRequest::key).containsExactly(1, 1, 1, 2, 2, 2);
    }

    @Test
    void twoConnectionsWithOneKeyShareItsPermitsBecauseTheApiCountsPerKey() throws Exception {
        try (Sandbox api = Sandbox.start(SandboxConfig.of(c -> c.keys(ONE).limit(6).period(Duration.ofSeconds(1))));
                PackUnderTest both = new PackUnderTest(api.baseUrl().toString(), Map.of("wlcro.api-key", ONE,
                        "wlcro.connections.acme.api-key", ONE, "wlcro.connections.acme.limit", "4", "wlcro.limit", "6",
                        "wlcro.period", "1s"))) {
            List<CompletableFuture<Exchange>> ends = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ends.add(both.begin("create-lead", Records.lead(i),
                        Map.of(WlcroHeaders.CONNECTION, i % 2 == 0 ? "default" : "acme")));
            }
            for (CompletableFuture<Exchange> each : ends) {
                assertThat(each.get(60, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(api.stats().rejected429()).isZero();
        }
    }

    @Test
    void aRevokedKeySuspendsItsOwnConnectionOnly() {
        sandbox.revokeKey(ONE);

        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isInstanceOf(Unauthorized.class);
        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isInstanceOf(Unauthorized.class);

        assertThat(pack.call("create-lead", Records.lead(2), Map.of(WlcroHeaders.CONNECTION, "acme")).getException()).isNull();
        assertThat(sandbox.stats().unauthorized401()).isEqualTo(1);
    }
}
