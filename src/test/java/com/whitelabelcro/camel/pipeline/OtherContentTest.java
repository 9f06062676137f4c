package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Different content under a known key: without an external_id it could only create a second record. */
class OtherContentTest {

    private static final Map<String, Object> KEY = Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "web-form-17");

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    private PackUnderTest pack;

    @TempDir
    private Path directory;

    @BeforeEach
    void begin() throws Exception {
        pack = pack("24h");
    }

    private PackUnderTest pack(String window) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "1000",
                LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db"), "wlcro.retry.max-attempts", "1",
                "wlcro.idempotency.window", window), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:kamelet").to("kamelet:wlcro-create-lead-action");
                from("direct:scenario").onException(WlcroException.class).handled(true).to("direct:wlcro-dead-letter").end()
                        .to("direct:wlcro-create-lead");
            }
        });
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private static Map<String, Object> with(Map<String, Object> record, String field, Object value) {
        Map<String, Object> other = new HashMap<>(record);
        other.put(field, value);
        return other;
    }

    private static String entry(Exchange end) {
        return end.getMessage().getHeader(WlcroHeaders.ENTRY, String.class);
    }

    private List<FailedRecord> listed() {
        return pack.pack().ledger().failed().page(FailedFilter.all(), Optional.empty(), 10).toCompletableFuture().join();
    }

    @Test
    void otherContentUnderAKnownKeyIsRefusedWithTheEntryAndTheClient() {
        Exchange first = pack.call("create-lead", Records.lead(1), KEY);
        Object client = PackUnderTest.answer(first).get("client_id");

        Exchange second = pack.call("create-lead", with(Records.lead(1), "city", "Bern"), KEY);

        assertThat(second.getException()).isInstanceOf(Conflict.class)
                .hasMessageContaining("entry " + entry(first) + ", client " + client).hasMessageNotContaining("Bern");
        assertThat(((Conflict) second.getException()).getAttempts()).isZero();
        assertThat(sandbox.stats().requests()).isEqualTo(1);
        assertThat(pack.call("create-lead", Records.lead(1), KEY).getMessage().getHeader(WlcroHeaders.DUPLICATE))
                .as("the first content still gets its answer").isEqualTo(true);
    }

    @Test
    void theSameAppliesToNotesAndToKamelets() {
        Object client = PackUnderTest.answer(pack.call("create-lead", Records.lead(1))).get("client_id");
        Exchange note = pack.call("add-client-note", Map.of("client_id", client, "text", "called"), KEY);
        Exchange other = pack.call("add-client-note", Map.of("client_id", client, "text", "wrote"), KEY);
        assertThat(other.getException()).isInstanceOf(Conflict.class).hasMessageContaining(
                "entry " + entry(note) + ", note " + PackUnderTest.answer(note).get("client_note_id"));

        pack.template().requestBodyAndHeaders("direct:kamelet", Records.lead(2), KEY);
        Exchange kamelet = pack.template().send("direct:kamelet", exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(KEY));
            exchange.getMessage().setBody(with(Records.lead(2), "city", "Bern"));
        });
        assertThat(kamelet.getException()).isInstanceOf(Conflict.class).hasMessageContaining("client ");
        assertThat(sandbox.stats().requests()).isEqualTo(3);
    }

    @Test
    void withAnExternalIdAndForUpdatesOtherContentIsAnIntendedChange() {
        for (Map<String, Object> lead : List.of(Records.known(1), with(Records.known(1), "city", "Bern"))) {
            assertThat(pack.call("create-lead", lead, KEY).getException()).isNull();
        }
        Object client = sandbox.records().get(0).id();
        for (String status : List.of("Lead - New", "Lead - Contacted")) {
            assertThat(pack.call("update-lead-status", Map.of("client_id", client, "new_status", status), KEY)
                    .getException()).isNull();
        }
        assertThat(sandbox.stats().requests()).isEqualTo(4);
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void aForcedRecordCreatesASecondRecord() {
        pack.call("create-lead", Records.lead(1), KEY);

        Exchange forced = pack.call("create-lead", with(Records.lead(1), "city", "Bern"),
                with(KEY, WlcroHeaders.FORCE, true));

        assertThat(forced.getException()).isNull();
        assertThat(sandbox.records()).hasSize(2);
        for (Map<String, Object> lead : List.of(Records.lead(1), with(Records.lead(1), "city", "Bern"))) {
            assertThat(pack.call("create-lead", lead, KEY).getMessage().getHeader(WlcroHeaders.DUPLICATE))
                    .as("both contents are known now").isEqualTo(true);
        }
    }

    @Test
    void otherContentWaitsForTheRecordInFlightAndIsThenRefused() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(1_000).latency(Duration.ofMillis(300))));
        CompletableFuture<Exchange> first = pack.begin("create-lead", Records.lead(1), KEY);
        await().until(() -> pack.state("default").inFlight() == 1);

        CompletableFuture<Exchange> second = pack.begin("create-lead", with(Records.lead(1), "city", "Bern"), KEY);

        assertThat(first.get(60, TimeUnit.SECONDS).getException()).isNull();
        assertThat(second.get(60, TimeUnit.SECONDS).getException()).isInstanceOf(Conflict.class);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void otherContentIsRefusedIfTheOutcomeOfTheFirstIsUnknown() {
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER));
        Exchange first = pack.call("create-lead", Records.lead(1), KEY);
        assertThat(first.getException()).isInstanceOf(OutcomeUnknown.class);

        Exchange second = pack.call("create-lead", with(Records.lead(1), "city", "Bern"), KEY);

        assertThat(second.getException()).isInstanceOf(Conflict.class).hasMessageContaining("entry " + entry(first));
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void aCorrectedRecordIsSentAfterTheFirstFailedAndResolvesIt() {
        sandbox.script(ScriptedAnswer.of(422, "{}"));
        pack.template().sendBodyAndHeaders("direct:scenario", Records.lead(1), KEY);
        assertThat(listed()).hasSize(1);

        assertThat(pack.call("create-lead", with(Records.lead(1), "city", "Bern"), KEY).getException()).isNull();

        assertThat(listed()).isEmpty();
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void anEarlierRecordCountsEvenIfALaterForcedOneFailed() {
        pack.call("create-lead", Records.lead(1), KEY);
        sandbox.script(ScriptedAnswer.of(503, "{}"));
        assertThat(pack.call("create-lead", with(Records.lead(1), "city", "Bern"), with(KEY, WlcroHeaders.FORCE, true))
                .getException()).isInstanceOf(Unavailable.class);

        assertThat(pack.call("create-lead", with(Records.lead(1), "zip", "02138"), KEY).getException())
                .isInstanceOf(Conflict.class);

        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void aRefusedRecordThatAScenarioGivesUpOnIsStoredAndNotSentByARedrive() {
        pack.call("create-lead", Records.lead(1), KEY);

        pack.template().sendBodyAndHeaders("direct:scenario", with(Records.lead(1), "city", "Bern"), KEY);

        assertThat(listed()).singleElement().satisfies(each -> assertThat(each.failure().kind()).isEqualTo("Conflict"));
        Object redriven = pack.template().requestBody("direct:wlcro-redrive", (Object) null);
        assertThat(redriven)
                .isEqualTo(Map.of("done", 0, "failed", 0, "notSent", 1, "others", 0L));
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void afterTheWindowAKeyMayBeUsedAgain() throws Exception {
        pack.call("create-lead", Records.lead(1), KEY);
        pack.close();
        pack = pack("1ms");

        assertThat(pack.call("create-lead", with(Records.lead(1), "city", "Bern"), KEY).getException()).isNull();

        assertThat(sandbox.records()).hasSize(2);
    }
}
