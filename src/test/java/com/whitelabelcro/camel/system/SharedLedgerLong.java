package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.bench.FormSender;
import com.whitelabelcro.camel.bench.GatewayProcess;
import com.whitelabelcro.camel.ledger.jdbc.PostgresServer;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways on one ledger send the same queue with one key, and one of them is killed in the middle
 * ({@code mvn -Pkills verify -Dtest=SharedLedgerLong}): nothing is lost or duplicated, the others take over its claims within
 * its lease, and the quota is still used (this is printed, and meaningful on an idle machine only). The cost of the kill and of
 * sharing is shown by runs without them: {@code -Dkill=false}, {@code -Dprocesses=1}. With
 * {@code -Dlimit=12 -Dlatency=500}, all permits are in flight at the same time.
 */
class SharedLedgerLong {

    private static final int LIMIT = Integer.getInteger("limit", 100);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int PROCESSES = Integer.getInteger("processes", 3);
    private static final boolean KILL = PROCESSES > 1 && !"false".equals(System.getProperty("kill"));
    private static final int PERIODS = Integer.getInteger("periods", 12);
    private static final int RECORDS = PERIODS * LIMIT;
    private static final Duration LATENCY = Duration.ofMillis(Integer.getInteger("latency", 20));
    private static final Duration TIMEOUT = PERIOD.dividedBy(2);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(LIMIT).period(PERIOD).latency(LATENCY)));
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final AcceptedRecords accepted = new AcceptedRecords();

    @AfterEach
    void end() {
        gateways.forEach(GatewayProcess::close);
        sandbox.close();
    }

    @Test
    void onAnSqliteFile() throws Exception {
        share("jdbc:sqlite:" + folder.resolve("wlcro.db"));
    }

    @Test
    void onPostgres() throws Exception {
        try (PostgresServer server = new PostgresServer()) {
            share(server.freshUrl());
        }
    }

    private void share(String ledger) throws Exception {
        for (int i = 0; i < PROCESSES; i++) {
            gateways.add(GatewayProcess.start(folder.resolve("process" + i), Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                    "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", "" + LIMIT, "wlcro.period", PERIOD.toMillis() + "ms",
                    // Scaled like the period: the permits of a dead process are free again after timeout and period.
                    "wlcro.timeout", TIMEOUT.toMillis() + "ms", "wlcro.ledger.url", ledger)));
        }
        post();
        if (KILL) {
            killOne(ledger);
        }
        await().atMost(PERIOD.multipliedBy(4L * PERIODS)).until(() -> AcceptedRecords.queued(ledger) == 0);

        assertThat(accepted.check(ledger, sandbox, LIMIT, 0)).isEmpty();
        assertThat(sandbox.records()).hasSize(RECORDS);
        QuotaShare share = QuotaShare.of(sandbox.requests(), LIMIT, PERIOD);
        System.out.println(String.format(Locale.ROOT, "%s, %d processes: %.1f %% of the quota, %d requests for %d records; each hundred came"
                + " so many ms late: %s", ledger.substring(0, 15), PROCESSES, 100 * share.value(), sandbox.stats().requests(), RECORDS,
                share.delays()));
    }

    /** Kills a gateway in the middle of a period's requests, so that some are in flight. */
    private void killOne(String ledger) throws Exception {
        int requests = RECORDS / 2 + LIMIT / 2;
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(3)).until(() -> sandbox.stats().requests() >= requests);
        gateways.get(0).child().kill();
        long killed = System.nanoTime();
        long entriesOfTheDead = AcceptedRecords.count(ledger, claimedBy(0));
        await().atMost(LEASE).until(() -> AcceptedRecords.count(ledger, claimedBy(0)) == 0);
        System.out.println(String.format(Locale.ROOT, "killed after %d requests; its %d claims were taken over within %.1f s", requests,
                entriesOfTheDead, (System.nanoTime() - killed) / 1e9));
    }

    /** Posts to each process its part of the records, one array at a time. */
    private void post() throws IOException {
        try (FormSender sender = new FormSender()) {
            for (int from = 0; from < RECORDS; from += LIMIT) {
                List<String> emails = IntStream.range(from, from + LIMIT).mapToObj(i -> "ann" + i + "@example.com").toList();
                String array = emails.stream().map(email -> "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"" + email
                        + "\",\"external_id\":\"" + email + "\"}").collect(Collectors.joining(",", "[", "]"));
                FormSender.Answer answer = sender.post(gateways.get(from / LIMIT % PROCESSES).port(), "/actions/create-lead", array);
                sender.close();
                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
                emails.forEach(accepted::add);
            }
        }
    }

    /** The records that a process has claimed, found by its owner number in the ledger. */
    private String claimedBy(int gateway) {
        return "SELECT COUNT(*) FROM wlcro_queue q JOIN wlcro_owner o ON o.number = q.owner WHERE o.process LIKE '%/"
                + gateways.get(gateway).child().pid() + "/%'";
    }
}
