package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.system.PackThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise P6: waiting costs nothing, and a stop or a refused key ends it for all records at once. */
class WaitingTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(10_000)));
    private PackUnderTest pack;

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    @Test
    void aThousandWaitingRecordsHoldNoThread() throws Exception {
        start(Map.of("wlcro.limit", "2", "wlcro.period", "1h"));
        pack.call("create-lead", Records.lead(1));
        pack.call("create-lead", Records.lead(2));
        long all = Thread.activeCount();

        List<CompletableFuture<Exchange>> ends = begin(1_000);

        await().until(() -> pack.state("default").waiting() == 1_000);
        assertThat(ends).noneMatch(CompletableFuture::isDone);
        await().until(() -> PackThreads.busyWorkers().findAny().isEmpty());
        assertThat((long) Thread.activeCount()).isLessThanOrEqualTo(all + 32);
    }

    @Test
    void aThousandRecordsInBackOffHoldNoThread() throws Exception {
        start(Map.of("wlcro.limit", "10000", "wlcro.retry.deadline", "1h"));
        wait503(4);

        List<CompletableFuture<Exchange>> ends = begin(4);

        await().until(() -> pack.state("default").waiting() == 4);
        assertThat(ends).noneMatch(CompletableFuture::isDone);
        await().until(() -> PackThreads.busyWorkers().findAny().isEmpty());
    }

    @Test
    void noMoreThreadsWorkThanRequestsMayBeInFlight() throws Exception {
        start(Map.of("wlcro.limit", "100", "wlcro.period", "1s"));
        begin(100);
        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).latency(Duration.ofMillis(400))));

        CompletableFuture.allOf(begin(100).toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(sandbox.stats().maxConcurrent()).isLessThanOrEqualTo(32);
        assertThat(PackThreads.ours().filter(each -> each.getName().endsWith("wlcro-worker")))
                .isNotEmpty().hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void whenTheHostStopsAThousandWaitingRecordsAreRejected() throws Exception {
        start(Map.of("wlcro.limit", "2", "wlcro.period", "1h"));
        List<CompletableFuture<Exchange>> ends = begin(1_000);

        pack.context().stop();

        assertUnavailable(998, ends);
    }

    @Test
    void whenTheHostStopsRecordsInBackOffAreRejected() throws Exception {
        start(Map.of("wlcro.limit", "10000", "wlcro.retry.deadline", "1h"));
        wait503(4);
        List<CompletableFuture<Exchange>> ends = begin(4);

        pack.context().stop();

        assertUnavailable(4, ends);
    }

    @Test
    void aRevokedKeyCostsNoMoreRequestsThanAreInFlightAndFailsAllWaitingRecordsAtOnce() throws Exception {
        start(Map.of("wlcro.limit", "20", "wlcro.period", "1s", "wlcro.suspend", "1h"));
        List<CompletableFuture<Exchange>> ends = begin(500);
        sandbox.revokeKey(SandboxConfig.DEFAULT_KEY);

        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(sandbox.stats().unauthorized401()).isBetween(1L, 20L);
        List<Exchange> failed = ends.stream().map(CompletableFuture::join).filter(Exchange::isFailed).toList();
        assertThat(failed).hasSize(500 - sandbox.records().size()).isNotEmpty()
                .allSatisfy(each -> assertThat(each.getException()).isInstanceOf(Unauthorized.class));
        assertThat(failed.stream().filter(each -> each.getException(WlcroException.class).getAttempts() > 0))
                .hasSize((int) sandbox.stats().unauthorized401());
        assertThat(pack.state("default").inFlight()).isZero();
    }

    @Test
    void afterTheSuspensionOneProbeFindsOutWhetherTheKeyIsAccepted() throws Exception {
        start(Map.of("wlcro.suspend", "200ms"));
        sandbox.script(ScriptedAnswer.of(401, "{}"), ScriptedAnswer.of(401, "{}"));
        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isInstanceOf(Unauthorized.class);

        await().until(() -> pack.call("create-lead", Records.lead(1)).getException() == null);

        assertThat(sandbox.stats().statuses()).isEqualTo(Map.of(401, 2L, 200, 1L));
    }

    private void wait503(int times) {
        for (int i = 0; i < times; i++) {
            sandbox.script(ScriptedAnswer.of(503, "Retry-After", "1800"));
        }
    }

    private void start(Map<String, String> properties) throws Exception {
        pack = new PackUnderTest(sandbox.baseUrl().toString(), properties);
    }

    private List<CompletableFuture<Exchange>> begin(int records) {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            ends.add(pack.begin("create-lead", Records.lead(i), Map.of()));
        }
        return ends;
    }

    /** At least this many failed with {@link Unavailable}, and none failed otherwise. */
    private static void assertUnavailable(int least, List<CompletableFuture<Exchange>> ends) throws Exception {
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(ends.stream().map(end -> end.join().getException()).filter(each -> each != null).toList())
                .hasSizeGreaterThanOrEqualTo(least).hasOnlyElementsOfType(Unavailable.class);
    }
}
