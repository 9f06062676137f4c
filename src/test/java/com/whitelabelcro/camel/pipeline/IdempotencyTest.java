package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The rules of the ledger as a caller sees them: what is a duplicate, what is sent, and what survives a restart. */
class IdempotencyTest {

    private static final Map<String, Object> KEY = Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "web-form-17");

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    private PackUnderTest pack;

    @TempDir
    private Path directory;

    @BeforeEach
    void begin() throws Exception {
        pack = pack();
    }

    private PackUnderTest pack() throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "1000",
                LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db"), "wlcro.retry.max-attempts", "2"));
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    @Test
    void aDuplicateGetsTheFirstAnswerWithoutARequestAndWithoutAPermit() {
        Exchange first = pack.call("create-lead", Records.known(1));
        int used = pack.state("default").used();

        Exchange second = pack.call("create-lead", Records.known(1));

        assertThat(second.getMessage().getBody()).isEqualTo(first.getMessage().getBody());
        assertThat(second.getMessage().getHeaders()).containsEntry(WlcroHeaders.DUPLICATE, true)
                .containsEntry(WlcroHeaders.STATUS, 200)
                .containsEntry(WlcroHeaders.ENTRY, first.getMessage().getHeader(WlcroHeaders.ENTRY));
        assertThat(first.getMessage().getHeaders()).doesNotContainKey(WlcroHeaders.DUPLICATE);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
        assertThat(pack.state("default").used()).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"done, 503, pass, 2", "done, pass, pass, 1", "failed, 503, 503, 2", "failed, 404, pass, 1",
        "unknown, 503, reset-after, 2", "unknown, 429, reset-after, 2"})
    void anEntryStoresHowManyRequestsTheApiReceived(String state, String first, String second, int requests) throws Exception {
        sandbox.script(answer(first), answer(second));

        Exchange end = pack.call("create-lead", Records.lead(1));

        assertThat(sandbox.stats().requests()).isEqualTo(requests);
        long id = EntryId.parse(end.getMessage().getHeader(WlcroHeaders.ENTRY, String.class)).orElseThrow().value();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wlcro.db"));
                var query = connection.prepareStatement("SELECT state, attempts FROM wlcro_entry WHERE id = " + id);
                var row = query.executeQuery()) {
            assertThat(row.getString(1) + " after " + row.getInt(2)).isEqualTo(state + " after " + requests);
        }
    }

    private static ScriptedAnswer answer(String text) {
        return switch (text) {
            case "pass" -> ScriptedAnswer.pass();
            case "reset-after" -> ScriptedAnswer.fault(Fault.RESET_AFTER);
            default -> ScriptedAnswer.of(Integer.parseInt(text), "Retry-After", "0.001");
        };
    }

    @Test
    void theContentsABAndAAgainAreThreeRequests() {
        Map<String, Object> other = new HashMap<>(Records.known(1));
        other.put("city", "Bern");

        for (Map<String, Object> lead : List.of(Records.known(1), other, Records.known(1))) {
            assertThat(pack.call("create-lead", lead).getMessage().getHeader(WlcroHeaders.DUPLICATE)).isNull();
        }

        assertThat(sandbox.stats().requests()).isEqualTo(3);
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void manyEqualRecordsAtOnceMakeOneRequestAndAllGetItsAnswer() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(1_000).latency(Duration.ofMillis(200))));

        List<CompletableFuture<Exchange>> ends = IntStream.range(0, 50)
                .mapToObj(i -> pack.begin("create-lead", Records.known(1), Map.of())).toList();

        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(ends).extracting(each -> each.join().getMessage().getBody()).containsOnly(
                ends.get(0).join().getMessage().getBody());
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void anEqualRecordThatArrivesMeanwhileAlsoGetsTheFailure() throws Exception {
        sandbox.script(ScriptedAnswer.of(503, "Retry-After", "1"), ScriptedAnswer.of(503, "Retry-After", "1"));
        CompletableFuture<Exchange> first = pack.begin("create-lead", Records.known(1), Map.of());
        await().until(() -> pack.state("default").waiting() == 1);

        CompletableFuture<Exchange> second = pack.begin("create-lead", Records.known(1), Map.of());

        assertThat(first.get(60, TimeUnit.SECONDS).getException()).isInstanceOf(Unavailable.class);
        assertThat(second.get(60, TimeUnit.SECONDS).getException()).isInstanceOf(Unavailable.class);
        assertThat(sandbox.stats().requests()).isEqualTo(2);
        assertThat(pack.call("create-lead", Records.known(1)).getException()).as("a later attempt is sent").isNull();
    }

    @Test
    void withoutAnIdentityNothingIsADuplicateAndAnIdempotencyKeyIsAnIdentity() {
        int id = (Integer) PackUnderTest.answer(pack.call("create-lead", Records.lead(1))).get("client_id");
        Map<String, Object> status = Map.of("client_id", id, "new_status_id", 10);
        for (int i = 0; i < 2; i++) {
            pack.call("update-lead-status", status);
        }
        assertThat(sandbox.stats().requests()).isEqualTo(3);

        for (int i = 0; i < 2; i++) {
            assertThat(pack.call("update-lead-status", status, KEY).getException()).isNull();
        }
        assertThat(sandbox.stats().requests()).isEqualTo(4);
    }

    @Test
    void aForcedRecordIsSentAgain() {
        pack.call("create-lead", Records.known(1));

        Exchange again = pack.call("create-lead", Records.known(1), Map.of(WlcroHeaders.FORCE, "true"));

        assertThat(again.getMessage().getHeader(WlcroHeaders.DUPLICATE)).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void aRecordOfUnknownOutcomeIsNotSentAgainUnlessItIsForced() {
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER));
        Exchange first = pack.call("create-lead", Records.lead(1), KEY);
        assertThat(first.getException()).isInstanceOf(OutcomeUnknown.class);

        Exchange second = pack.call("create-lead", Records.lead(1), KEY);

        assertThat(second.getException()).isInstanceOf(OutcomeUnknown.class);
        assertThat(second.getMessage().getHeader(WlcroHeaders.ENTRY))
                .isEqualTo(first.getMessage().getHeader(WlcroHeaders.ENTRY)).isNotNull();
        assertThat(sandbox.stats().requests()).isEqualTo(1);
        assertThat(pack.pack().ledger().failed().count(FailedFilter.all()).toCompletableFuture().join()).isEqualTo(1);
        pack.call("create-lead", Records.lead(1), Map.of(
                WlcroHeaders.IDEMPOTENCY_KEY, "web-form-17", WlcroHeaders.FORCE, true));
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void appliedRecordsAndUsedPermitsSurviveARestart() throws Exception {
        pack.close();
        sandbox.configure(SandboxConfig.of(c -> c.limit(3).period(Duration.ofSeconds(2))));
        for (int i = 0; i < 3; i++) {
            try (PackUnderTest short3 = limitedToThree()) {
                for (int k = 0; k < 3; k++) {
                    assertThat(short3.call("create-lead", Records.known(10 * i + k)).getException()).isNull();
                }
                assertThat(short3.call("create-lead", Records.known(10 * i)).getMessage().getHeaders())
                        .containsEntry(WlcroHeaders.DUPLICATE, true);
            }
        }
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(sandbox.stats().requests()).isEqualTo(9);
    }

    private PackUnderTest limitedToThree() throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "3", "wlcro.period", "2s",
                LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db")));
    }

    @Test
    void anAnswerWithAnotherIdForTheSameIdentityIsReported() {
        Logger logger = (Logger) LoggerFactory.getLogger(LedgerCompleteProcessor.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            for (int id : new int[] {7, 7, 8}) {
                sandbox.script(ScriptedAnswer.of(200, "{\"client_id\":" + id + "}"));
                pack.call("create-lead", Records.known(1), Map.of(WlcroHeaders.FORCE, true));
            }
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(
                "create-lead on connection default: the API gave another client_id than before for the same identity,"
                        + " so that there may be two records now; see entry 1-3");
    }

    @Test
    void theCallerKeepsItsHeadersAndAnEarlierEntryDoesNotStayBesideALaterFailure() {
        Exchange end = pack.call("create-lead", Map.of(),
                Map.of("mine", 1, WlcroHeaders.ENTRY, "1-1", WlcroHeaders.IDEMPOTENCY_KEY, "k"));

        assertThat(end.getException()).isNotNull();
        assertThat(end.getMessage().getHeaders()).containsOnly(
                Map.entry("mine", 1), Map.entry(WlcroHeaders.IDEMPOTENCY_KEY, "k"));
    }
}
