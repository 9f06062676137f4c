package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxConfigBuilder;
import com.whitelabelcro.camel.sandbox.Window;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises P1, P2 and P3 in whole runs against a server with random faults, checked by {@link Invariants}. */
class FaultRunTest {

    private static final int RECORDS = 1_000;
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final ExecutorService callers = Executors.newFixedThreadPool(16);
    private Sandbox sandbox;
    private PackUnderTest pack;

    @AfterEach
    void end() {
        pack.close();
        callers.shutdownNow();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThousandRecordsOverABadNetworkAreNeitherLostNorDoubledAndCostATenthMoreRequestsAtMost(boolean known)
            throws Exception {
        start(400, FaultRunTest::badNetwork);
        Invariants invariants = new Invariants(sandbox, 400);

        run(invariants, RECORDS, known);

        invariants.checkAndClose(pack, "default");
        assertThat(sandbox.stats().requests()).isBetween((long) RECORDS, (long) (1.10 * RECORDS));
        assertThat(sandbox.stats().faults()).containsOnlyKeys("status503", "resetAfter", "resetBefore");
        if (known) {
            assertThat(sandbox.stats().created()).isEqualTo(RECORDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Window.Kind.class)
    void aRunAloneOnItsKeyNeverReachesTheLimitOfEitherKindOfWindow(Window.Kind kind) throws Exception {
        start(100, c -> c.window(kind).latency(Duration.ofMillis(2)).jitter(Duration.ofMillis(20)));
        Invariants invariants = new Invariants(sandbox, 100);

        run(invariants, 500, false);

        invariants.checkAndClose(pack, "default");
        assertThat(sandbox.stats().requests()).isEqualTo(500);
        assertThat(sandbox.stats().arrivalsInAnyWindow()).isGreaterThan(90);
    }

    @Test
    void aLowerLimitOfTheServerIsLearnedBeforeItRefusesRequests() throws Exception {
        start(200, c -> c.limit(50));
        Invariants invariants = new Invariants(sandbox, 50);

        run(invariants, 200, false);

        invariants.checkAndClose(pack, "default");
        assertThat(sandbox.stats().requests()).isEqualTo(200);
    }

    @Test
    void afterAnOutageRequestsDoNotArriveInABurst() throws Exception {
        start(100, c -> c.down(true));
        Invariants invariants = new Invariants(sandbox, 100);
        run(invariants, 200, false);
        await()
                .until(() -> pack.state("default").openFor() > 0 && pack.state("default").waiting() > 100);

        sandbox.down(false);

        invariants.checkAndClose(pack, "default");
        assertThat(sandbox.stats().created()).isEqualTo(200);
    }

    private static void badNetwork(SandboxConfigBuilder c) {
        c.fault(Fault.STATUS_503, 0.05).fault(Fault.RESET_AFTER, 0.02).fault(Fault.RESET_BEFORE, 0.01).seed(42);
    }

    private void start(int limit, Consumer<SandboxConfigBuilder> changes) throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> changes.accept(c.limit(limit).period(PERIOD))));
        pack = new PackUnderTest(sandbox.baseUrl().toString(),
                Map.of("wlcro.limit", "" + limit, "wlcro.period", PERIOD.toMillis() + "ms"));
    }

    /** Sends all records at the same time from several threads, like a busy host. */
    private void run(Invariants invariants, int records, boolean known) {
        for (int i = 0; i < records; i++) {
            Map<String, Object> body = known ? Records.known(i) : Records.lead(i);
            invariants.accepted((String) body.get("email"), CompletableFuture
                    .supplyAsync(() -> pack.begin("create-lead", body, Map.<String, Object>of()), callers)
                    .thenCompose(end -> end));
        }
    }
}
