package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.event.AttemptEnded;
import com.whitelabelcro.camel.event.LedgerStateChanged;
import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The events about attempts, ended records and the ledger that a listener receives. */
@Timeout(60)
class RecordEventsTest {

    private final BlockingQueue<WlcroEvent> heard = new LinkedBlockingQueue<>();
    private Sandbox sandbox;
    private PackUnderTest pack;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        pack = pack(Map.of());
    }

    @AfterEach
    void stop() {
        pack.close();
        sandbox.close();
    }

    private PackUnderTest pack(Map<String, String> properties) throws Exception {
        WlcroEventListener listener = heard::add;
        return new PackUnderTest(sandbox.baseUrl().toString(), properties,
                context -> context.getRegistry().bind("mine", listener));
    }

    private WlcroEvent next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    /** The text of the next event without its latency, which is checked to be plausible. */
    private String text() throws InterruptedException {
        WlcroEvent event = next();
        Duration latency = event instanceof AttemptEnded attempt ? attempt.latency() : ((RecordEnded) event).latency();
        assertThat(latency).isBetween(Duration.ofNanos(1), Duration.ofSeconds(30));
        return event.toString().replaceAll(", latency=.*", "");
    }

    @Test
    void eachAttemptAndTheEndOfTheRecordAreReportedInTheirOrder() throws Exception {
        sandbox.script(ScriptedAnswer.of(503, "{\"message\":\"no, Ann1\"}"));

        pack.call("create-lead", Records.lead(1));

        assertThat(text()).isEqualTo(
                "AttemptEnded[connection=default, action=create-lead, outcome=Unavailable, status=503, attempt=1");
        assertThat(text()).isEqualTo(
                "AttemptEnded[connection=default, action=create-lead, outcome=Done, status=200, attempt=2");
        assertThat(text()).isEqualTo("RecordEnded[connection=default, action=create-lead, outcome=Done, attempts=2");
    }

    @Test
    void theLatencyOfARecordIncludesItsWaitingTimeAndThatOfAnAttemptDoesNot() throws Exception {
        sandbox.script(ScriptedAnswer.of(429, "Retry-After", "1"));

        pack.call("create-lead", Records.lead(1));

        List<WlcroEvent> all = new ArrayList<>();
        await().until(() -> {
            heard.drainTo(all);
            return all.stream().anyMatch(RecordEnded.class::isInstance);
        });
        Duration attempts = all.stream().filter(AttemptEnded.class::isInstance).map(AttemptEnded.class::cast)
                .map(AttemptEnded::latency).reduce(Duration.ZERO, Duration::plus);
        Duration record = all.stream().filter(RecordEnded.class::isInstance).map(RecordEnded.class::cast)
                .map(RecordEnded::latency).findFirst().orElseThrow();
        assertThat(record.minus(attempts)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void aDuplicateEndsWithoutAnAttempt() throws Exception {
        pack.call("create-lead", Records.known(1));
        text();
        text();

        pack.call("create-lead", Records.known(1));

        assertThat(text()).isEqualTo("RecordEnded[connection=default, action=create-lead, outcome=Duplicate, attempts=0");
    }

    @Test
    void aRecordThatIsRefusedLocallyPublishesItsEndAndNoAttempt() throws Exception {
        pack.call("create-lead", Map.of("first_name", "Ann", "e_mail", "ann@example.com"));
        pack.call("create-lead", Records.lead(1), Map.of(WlcroHeaders.CONNECTION, "ann@example.com"));

        assertThat(text()).isEqualTo("RecordEnded[connection=default, action=create-lead, outcome=InvalidRequest, attempts=0");
        assertThat(text()).isEqualTo("RecordEnded[connection=, action=create-lead, outcome=InvalidRequest, attempts=0");
    }

    @Test
    void theLossOfTheLedgerIsReported(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("wlcro.db");
        try (PackUnderTest onDisk = pack(Map.of("wlcro.ledger.url", "jdbc:sqlite:" + file))) {
            onDisk.call("create-lead", Records.lead(1));
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(file + suffix));
            }

            onDisk.call("create-lead", Records.lead(2));
            onDisk.call("create-lead", Records.lead(3));
        }
        assertThat(heard.stream().filter(LedgerStateChanged.class::isInstance).map(LedgerStateChanged.class::cast))
                .singleElement().satisfies(change -> {
                    assertThat(change.state()).isEqualTo(LedgerStateChanged.LedgerState.LOST);
                    assertThat(change.reason()).contains(file.toString(), "deleted or replaced");
                });
        assertThat(heard.toString()).doesNotContain("Ann", "example.com", SandboxConfig.DEFAULT_KEY);
    }
}
