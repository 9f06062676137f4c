package com.whitelabelcro.camel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many concurrent clients: their results must match the counters of the sandbox. */
class SandboxLoadTest {

    private static final int CLIENTS = 8;
    private static final int EACH = 60;

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
        sandbox.close();
    }

    @Test
    void everyAppliedWriteHasAnAnswerOrIsCountedAsLost() {
        sandbox.reset(SandboxConfig.of(c -> c.limit(0).jitter(Duration.ofMillis(1)).delayFor(Duration.ofMillis(1))
                .fault(Fault.RESET_BEFORE, 0.05).fault(Fault.RESET_AFTER, 0.05).fault(Fault.CUT, 0.05)
                .fault(Fault.STATUS_500, 0.05).fault(Fault.HTML, 0.05).fault(Fault.DELAY, 0.05)));
        run();
        SandboxStats stats = sandbox.stats();
        assertThat(stats.requests()).isEqualTo(CLIENTS * EACH);
        assertThat(stats.created()).isEqualTo(sandbox.records().size()).isEqualTo(created.get() + stats.answersLost());
        assertThat(stats.faults()).containsKeys("resetBefore", "resetAfter", "cut", "status500", "html", "delay");
        assertThat(broken.get()).isEqualTo((int) (stats.faults().get("resetBefore") + stats.faults().get("resetAfter")
                + stats.faults().get("cut")));
        assertThat(stats.maxConcurrent()).isBetween(1, CLIENTS);
        assertThat(sandbox.requests()).hasSize(CLIENTS * EACH);
        assertThat(sandbox.records().stream().map(SandboxRecord::id).distinct()).hasSize(sandbox.records().size());
    }

    @Test
    void theLimitIsEnforcedUnderLoad() {
        sandbox.reset(SandboxConfig.of(c -> c.limit(25).period(Duration.ofHours(1)).window(Window.Kind.SLIDING)));
        run();
        assertThat(created.get()).isEqualTo(25);
        assertThat(refused.get()).isEqualTo(CLIENTS * EACH - 25);
        assertThat(sandbox.stats().rejected429()).isEqualTo(refused.get());
        assertThat(sandbox.stats().maxInAnyWindow()).isEqualTo(25);
        assertThat(sandbox.stats().arrivalsInAnyWindow()).isEqualTo(CLIENTS * EACH);
    }

    private void run() {
        List<CompletableFuture<Void>> all = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(() -> push(client), threads)).toList();
        all.forEach(CompletableFuture::join);
    }

    private void push(int number) {
        SandboxClient client = new SandboxClient(sandbox);
        for (int i = 0; i < EACH; i++) {
            try {
                SandboxClient.Reply reply = client.post("/leads",
                        SandboxClient.ann("external_id", "\"" + number + "-" + i + "\""));
                if (reply.status() == 200 && reply.body().contains("client_id")) {
                    created.incrementAndGet();
                } else if (reply.status() == 429) {
                    refused.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                broken.incrementAndGet();
            }
        }
    }
}
