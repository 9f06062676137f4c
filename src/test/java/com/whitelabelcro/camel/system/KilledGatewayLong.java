package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.bench.FormSender;
import com.whitelabelcro.camel.bench.GatewayProcess;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that is killed ten times while senders post ten thousand records, each time right after a 202
 * ({@code mvn -Pkills verify -Dtest=KilledGatewayLong}). A sender that gets no answer repeats its request until it has one.
 */
class KilledGatewayLong {

    private static final int RECORDS = Integer.getInteger("records", 10_000);
    private static final int KILLS = 10;
    private static final int SENDERS = 16;
    private static final int LIMIT = 600;
    private static final Duration PERIOD = Duration.ofSeconds(3);
    /** The maximum number of requests in flight of one connection. */
    private static final int IN_FLIGHT = 32;

    @TempDir
    private Path folder;
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(LIMIT).period(PERIOD).latency(Duration.ofMillis(3))));
    private final AcceptedRecords accepted = new AcceptedRecords();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger next = new AtomicInteger(1);
    private volatile GatewayProcess gateway;
    private volatile int killAt;

    @AfterEach
    void end() {
        threads.shutdownNow();
        gateway.close();
        sandbox.close();
    }

    @Test
    void recordsWithAnExternalIdExistExactlyOnce() throws Exception {
        burst(true);
        assertThat(accepted.check(ledger(), sandbox, LIMIT, 0)).isEmpty();
        assertThat(sandbox.records()).hasSize(RECORDS);
    }

    @Test
    void recordsWithoutAnExternalIdExistOnceOrHaveAnUnknownOutcome() throws Exception {
        burst(false);
        Set<String> unknown = accepted.check(ledger(), sandbox, LIMIT, KILLS * IN_FLIGHT);
        assertThat(AcceptedRecords.notDone(ledger())).containsOnlyKeys("unknown");
        System.out.println(unknown.size() + " of unknown outcome after " + KILLS + " kills");
    }

    private String ledger() {
        return "jdbc:sqlite:" + folder.resolve("home").resolve("wlcro.db");
    }

    private void start() throws IOException {
        gateway = GatewayProcess.start(folder, Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", "" + LIMIT, "wlcro.period", PERIOD.toMillis() + "ms"));
    }

    private void burst(boolean known) throws Exception {
        killAt = RECORDS / KILLS;
        start();
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(threads.submit(() -> send(known)));
        }
        for (int kill = 1; kill <= KILLS; kill++) {
            GatewayProcess killed = gateway;
            await().atMost(Duration.ofMinutes(3)).until(() -> !killed.child().isAlive());
            start();
        }
        for (Future<?> each : senders) {
            each.get(1, TimeUnit.MINUTES);
        }
        assertThat(accepted.size()).isEqualTo(RECORDS);
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200)).until(() -> AcceptedRecords.queued(ledger()) == 0);
    }

    private Void send(boolean known) throws InterruptedException {
        try (FormSender sender = new FormSender()) {
            for (int number = next.getAndIncrement(); number <= RECORDS; number = next.getAndIncrement()) {
                String email = "ann" + number + "@example.com";
                String body = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"" + email + "\""
                        + (known ? ",\"external_id\":\"x" + number + "\"}" : "}");
                until202(sender, body);
                accepted(email);
            }
        }
        return null;
    }

    private void until202(FormSender sender, String body) {
        await().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> {
            try {
                FormSender.Answer answer = sender.post(gateway.port(), "/actions/create-lead", body);
                assertThat(answer.status()).as(answer.body()).isIn(202, 503);
                return answer.status() == 202;
            } catch (IOException e) {
                // The gateway was killed and is being restarted.
                return false;
            }
        });
    }

    /** Runs right after a 202, before the next sender gets its answer. */
    private synchronized void accepted(String email) throws InterruptedException {
        accepted.add(email);
        if (accepted.size() == killAt) {
            killAt += RECORDS / KILLS;
            gateway.child().kill();
        }
    }
}
