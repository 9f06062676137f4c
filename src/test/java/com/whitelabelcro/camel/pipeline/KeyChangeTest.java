package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.KeySource;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vault changes a connection's key while the pack runs: no restart is needed, and no record is sent with another company's key. */
class KeyChangeTest {

    private static final String OLD = "wlcro_live_92_old";
    private static final String NEW = "wlcro_live_92_new";
    private static final String OTHER = "wlcro_live_93_other";
    private static final String OPAQUE = "wlcro_opaque";

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(
            c -> c.keys(OLD, NEW, OTHER, OPAQUE).limit(10).period(Duration.ofSeconds(1)).latency(Duration.ofMillis(5))));
    private final CamelContext context = new DefaultCamelContext();
    private volatile String key = OLD;
    private WhiteLabelCro pack;

    @AfterEach
    void end() {
        context.stop();
        sandbox.close();
    }

    private void start(KeySource keys, Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", "wlcro_comes_from_the_vault", "wlcro.limit", "10", "wlcro.period", "1s",
                LedgerConfig.URL, LedgerConfig.MEMORY_URL));
        properties.putAll(more);
        pack = new WhiteLabelCro(SettingsReader.read(properties).withKeys(keys));
        context.addRoutes(pack);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:scenario").onException(WlcroException.class).handled(true).to("direct:wlcro-dead-letter").end()
                        .to("direct:wlcro-create-lead");
            }
        });
        context.start();
    }

    private CompletableFuture<Exchange> send(String endpoint, Map<String, Object> body) {
        return context.createProducerTemplate().asyncSend(endpoint, exchange -> exchange.getMessage().setBody(body));
    }

    private List<CompletableFuture<Exchange>> send(int from, int to) {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ends.add(send("direct:wlcro-create-lead", Records.known(i)));
        }
        return ends;
    }

    private static Exchange get(CompletableFuture<Exchange> end) throws Exception {
        return end.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aWaitingRecordIsSentWithTheNewKeyOfTheSameCompanyAndIsADuplicateAfterwards() throws Exception {
        start(connection -> key, Map.of());
        List<CompletableFuture<Exchange>> ends = send(0, 10);
        ends.addAll(send(10, 25));
        await().until(() -> sandbox.stats().created() >= 10);

        key = NEW;

        for (CompletableFuture<Exchange> each : ends) {
            assertThat(get(each).getException()).isNull();
        }
        assertThat(get(send("direct:wlcro-create-lead", Records.known(0))).getMessage().getHeader("WlcroDuplicate"))
                .isEqualTo(true);
        assertThat(sandbox.stats().created()).isEqualTo(25);
        assertThat(sandbox.requests()).as("one each").hasSize(25);
        assertThat(sandbox.requests().subList(10, 25)).extracting(SandboxRequest::key).contains(2);
    }

    @Test
    void aWaitingRecordIsNotSentWithAnotherCompanysKeyAndALaterRecordIs() throws Exception {
        start(connection -> key, Map.of());
        List<CompletableFuture<Exchange>> ends = send(0, 25);
        await().until(() -> sandbox.stats().created() >= 10 && pack.state("default").inFlight() == 0);

        key = OTHER;

        List<Exchange> failed = new ArrayList<>();
        for (CompletableFuture<Exchange> each : ends) {
            if (get(each).isFailed()) {
                failed.add(each.join());
            }
        }
        assertThat(failed).hasSizeBetween(1, 15).allSatisfy(end -> assertThat(end.getException(Unavailable.class))
                .hasMessageContaining("not sent: the connection has got the key of another account")
                .extracting(WlcroException::getAttempts).isEqualTo(0));
        assertThat(get(send("direct:wlcro-create-lead", Records.known(0))).getMessage().getHeader("WlcroDuplicate"))
                .as("the other company has not received it").isNull();
        assertThat(sandbox.records().stream().filter(each -> each.key() == 3)).hasSize(1);
    }

    @Test
    void aRecordThatWaitsForItsRetryIsNotSentWithAnotherCompanysKey() throws Exception {
        sandbox.script(ScriptedAnswer.of(503, "Retry-After", "1"));
        start(connection -> key, Map.of());
        CompletableFuture<Exchange> end = send("direct:wlcro-create-lead", Records.known(1));
        await().until(() -> sandbox.stats().requests() == 1);

        key = OTHER;

        assertThat(get(end).getException(Unavailable.class)).hasMessageContaining("another account");
        assertThat(sandbox.stats().requests()).isOne();
    }

    @Test
    void aKeyWithoutACompanyFailsRecordsWithoutARequestAndTheirDeadLettersAreKept() throws Exception {
        start(connection -> key, Map.of());
        assertThat(get(send("direct:wlcro-create-lead", Records.known(1))).getException()).isNull();

        key = OPAQUE;

        assertThat(get(send("direct:wlcro-create-lead", Records.known(2))).getException(Unavailable.class))
                .hasMessageContaining("not sent: The ledger knows connection default with another key, of company 92")
                .hasMessageContaining("wlcro.company=92").hasMessageNotContaining(OPAQUE);
        assertThat(get(send("direct:scenario", Records.known(3))).getException()).isNull();
        assertThat(sandbox.stats().requests()).isOne();
        FailedRecord stored = pack.ledger().failed().page(FailedFilter.all(), Optional.empty(), 10).toCompletableFuture()
                .join().get(0);
        assertThat(stored.account()).as("its account is unknown").isEmpty();

        key = NEW;

        Exchange redriven = get(send("direct:wlcro-redrive", Map.of()));
        assertThat(redriven.getMessage().getBody()).isEqualTo(Map.of("done", 1, "failed", 0, "notSent", 0, "others", 0L));
        assertThat(sandbox.records()).extracting(SandboxRecord::externalId).containsExactly("test_1", "test_3");
    }

    @Test
    void aConfiguredCompanyThatContradictsTheKeyOfTheVaultIsRefused() throws Exception {
        start(connection -> OTHER, Map.of("wlcro.company", "92"));

        assertThat(get(send("direct:wlcro-create-lead", Records.known(1))).getException(Unavailable.class))
                .hasMessageContaining("one of company 93").hasMessageContaining("wlcro.company is 92");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @Test
    void aRedriveSendsNoRecordThatFailedUnderAnotherCompanyWithOrWithoutAnIdentity() throws Exception {
        start(connection -> key, Map.of());
        sandbox.script(ScriptedAnswer.of(409, "{}"), ScriptedAnswer.of(409, "{}"));
        assertThat(get(send("direct:scenario", Records.known(1))).getException()).isNull();
        assertThat(get(send("direct:scenario", Records.lead(2))).getException()).isNull();

        key = OTHER;

        Exchange redriven = get(send("direct:wlcro-redrive", Map.of()));
        assertThat(redriven.getMessage().getBody()).isEqualTo(Map.of("done", 0, "failed", 0, "notSent", 0, "others", 2L));
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    /** The key source is asked when the record arrives, when it asks for its permit, and when it is sent. */
    @Test
    void aKeyThatChangesAtTheLastMomentTakesAnotherPermitAndSendsOnlyRecordsOfItsCompany() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        start(connection -> asked.incrementAndGet() < 3 ? OLD : key, Map.of());

        key = NEW;
        assertThat(get(send("direct:wlcro-create-lead", Records.known(1))).getException()).isNull();
        assertThat(sandbox.requests()).extracting(SandboxRequest::key).containsExactly(2);

        asked.set(0);
        key = OTHER;
        assertThat(get(send("direct:wlcro-create-lead", Records.known(2))).getException(Unavailable.class))
                .hasMessageContaining("another account");
        assertThat(sandbox.requests()).hasSize(1);
    }
}
