package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How records that were accepted to be sent later are sent. */
class DispatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1))
            .keys("one", "two")));
    private PackUnderTest pack;

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.api-key", "one", "wlcro.limit", "1000", "wlcro.period", "1s",
                "wlcro.suspend", "300ms", "wlcro.connections.acme.api-key", "two",
                LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db")));
        all.putAll(more);
        pack = new PackUnderTest(sandbox.baseUrl().toString(), all);
    }

    private EntryId later(String action, Map<String, Object> body, String connection) {
        Exchange accepted = pack.call(action, body, Map.of(WlcroHeaders.DELIVERY, "later", WlcroHeaders.CONNECTION, connection));
        assertThat(accepted.getException()).isNull();
        return EntryId.parse(accepted.getMessage().getHeader(WlcroHeaders.ENTRY, String.class)).orElseThrow();
    }

    private RecordStatus status(EntryId entry) throws Exception {
        return pack.pack().ledger().queue().status(entry, Optional.empty()).toCompletableFuture().get(60, TimeUnit.SECONDS)
                .orElseThrow();
    }

    private void awaitEnd(List<EntryId> entries) {
        await().atMost(PATIENCE).until(() -> {
            for (EntryId each : entries) {
                if (!status(each).isEnded()) {
                    return false;
                }
            }
            return true;
        });
    }

    private long waiting() throws Exception {
        return pack.pack().queue().toCompletableFuture().get(60, TimeUnit.SECONDS).stream()
                .mapToLong(QueueLength::records).sum();
    }

    @Test
    void eachRecordIsSentOnceAndThoseOfOnePersonInOrderWhateverTheApiDoes() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1)).keys("one", "two").seed(7)
                .fault(Fault.RESET_AFTER, 0.1).fault(Fault.RESET_BEFORE, 0.1).retryAfterOn503(Duration.ofMillis(1))));
        start(Map.of("wlcro.retry.max-attempts", "50"));
        List<EntryId> entries = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (int person = 0; person < 5; person++) {
                Map<String, Object> lead = Records.known(person);
                lead.put("city", "City " + round);
                entries.add(later("create-lead", lead, "default"));
            }
        }
        awaitEnd(entries);

        for (EntryId each : entries) {
            assertThat(status(each).state()).isEqualTo(EntryState.DONE);
        }
        assertThat(sandbox.records()).hasSize(5)
                .allSatisfy(each -> assertThat(each.fields()).containsEntry("city", "City 9"));
        assertThat(waiting()).isZero();
    }

    @Test
    void aFailureBecomesAFailedRecordAndCanBeSentAgain() throws Exception {
        sandbox.script(ScriptedAnswer.of(404, "{}"));
        start(Map.of());
        EntryId entry = later("create-lead", Records.known(1), "default");
        awaitEnd(List.of(entry));

        assertThat(status(entry).failure().orElseThrow().toException()).isInstanceOf(NotFound.class);
        pack.template().requestBody("direct:wlcro-redrive", "");
        assertThat(status(entry).state()).isEqualTo(EntryState.DONE);
    }

    @Test
    void aRefusedKeyHoldsItsOwnConnectionOnlyUntilItIsAccepted() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1)).keys("two")));
        start(Map.of());
        List<EntryId> held = new ArrayList<>();
        List<EntryId> others = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            held.add(later("create-lead", Records.known(i), "default"));
            others.add(later("create-lead", Records.known(100 + i), "acme"));
        }
        awaitEnd(others);
        await().atMost(PATIENCE).until(() -> pack.state("default").state().name().equals("SUSPENDED"));
        assertThat(waiting()).isEqualTo(40);

        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1)).keys("one", "two")));
        awaitEnd(held);
        for (EntryId each : held) {
            assertThat(status(each).state()).isEqualTo(EntryState.DONE);
        }
        assertThat(sandbox.records()).hasSize(80);
    }

    @Test
    void aRecordWhoseConnectionIsRemovedAfterItWasClaimedGoesBackIntoTheQueue() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1)).keys("two")));
        start(Map.of("wlcro.suspend", "10m"));
        pack.call("create-lead", Records.known(0));
        EntryId entry = later("create-lead", Records.known(1), "default");
        RecordQueue queue = pack.pack().ledger().queue();
        QueueLine line = queue.lengths().toCompletableFuture().get(60, TimeUnit.SECONDS).get(0).line();
        ClaimedRecord claimed = queue.claim(line, List.of("create-lead"), 1).toCompletableFuture().get(60, TimeUnit.SECONDS).get(0);
        EndpointCaller calls = new EndpointCaller(pack.context());
        calls.start();

        new ClaimedRecordSender(calls, () -> queue, new AccountResolver(SettingsReader.read(
                Map.of("wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.api-key", "one")), pack.pack().ledger().accounts()), () -> true)
                .send(claimed, "removed").toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(status(entry).state()).isEqualTo(EntryState.QUEUED);
        assertThat(waiting()).isEqualTo(1);
        calls.stop();
    }

    @Test
    void recordsThatWaitWhenTheContextStopsAreSentByTheNextOne() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1)).keys("one", "two")
                .latency(Duration.ofMillis(20))));
        start(Map.of("wlcro.limit", "7"));
        List<EntryId> entries = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            entries.add(later("create-lead", Records.lead(i), "default"));
        }
        pack.close();
        assertThat(sandbox.records()).hasSizeLessThan(60);

        start(Map.of());
        awaitEnd(entries);
        assertThat(sandbox.records()).extracting(each -> each.fields().get("email")).hasSize(60).doesNotHaveDuplicates();
        for (EntryId each : entries) {
            assertThat(status(each).state()).isEqualTo(EntryState.DONE);
        }
    }

    @Test
    void anInteractiveRecordWaitsForQueuedOnesOfTheSamePerson() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(10_000).period(Duration.ofSeconds(1)).keys("one", "two")
                .latency(Duration.ofMillis(30))));
        start(Map.of());
        for (int i = 0; i < 60; i++) {
            later("create-lead", Records.known(i), "default");
        }
        Map<String, Object> changed = Records.known(59);
        changed.put("city", "Bern");
        CompletableFuture<Exchange> interactive = pack.begin("create-lead", changed, Map.of());

        assertThat(interactive.get(60, TimeUnit.SECONDS).getException()).isNull();
        List<SandboxRecord> same = sandbox.records().stream()
                .filter(each -> "test_59".equals(each.fields().get("external_id"))).toList();
        assertThat(same).hasSize(1).allSatisfy(each -> assertThat(each.fields()).containsEntry("city", "Bern"));
    }
}
