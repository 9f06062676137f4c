package com.whitelabelcro.camel.failed;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record that a scenario gives up on is stored once and can be redriven. */
class DeadLetterProcessorTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    private PackUnderTest pack;

    @BeforeEach
    void begin() throws Exception {
        pack = PackUnderTest.on(sandbox, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:scenario")
                        .onException(WlcroException.class).handled(true).to("direct:wlcro-dead-letter").end()
                        .toD("direct:wlcro-${header.action}");
            }
        });
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private Exchange scenario(String action, Object body, Map<String, Object> headers) {
        return pack.template().send("direct:scenario", exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader("action", action);
            exchange.getMessage().setBody(body);
        });
    }

    private List<FailedRecord> listed() {
        return failed().page(FailedFilter.all(), Optional.empty(), 10).toCompletableFuture().join();
    }

    private FailedRecords failed() {
        return pack.pack().ledger().failed();
    }

    private String body(EntryId id) {
        FailedRecord record = failed().show(id).toCompletableFuture().join().orElseThrow();
        return new String(record.body().orElseThrow(), StandardCharsets.UTF_8);
    }

    private Exchange redrive(FailedRecord record) {
        return pack.template().send("direct:wlcro-" + record.action(), exchange -> {
            exchange.setProperty(RecordProperties.REDRIVEN_ENTRY, record.id());
            exchange.getMessage().setBody(body(record.id()));
        });
    }

    @Test
    void aRecordThatTheApiRefusedIsListedUnderItsOwnEntryWithItsBodyAndTheIdOfTheHeader() {
        Exchange end = scenario("update-lead", Map.of("city", "Bern"), Map.of("client_id", 4711));

        assertThat(end.getException()).isNull();
        FailedRecord record = listed().get(0);
        assertThat(listed()).hasSize(1);
        assertThat(record.id()).hasToString(end.getMessage().getHeader(WlcroHeaders.ENTRY, String.class));
        assertThat(record.failure().kind()).isEqualTo("NotFound");
        assertThat(record.failure().details().status()).isEqualTo(404);
        assertThat(body(record.id())).isEqualTo("{\"city\":\"Bern\",\"client_id\":4711}");
    }

    @Test
    void aRecordThatNeverReachedTheLedgerGetsAnEntryThatASuccessOfItsIdentityResolves() {
        Map<String, Object> lead = Records.known(1);
        lead.remove("email");

        scenario("create-lead", lead, Map.of());

        assertThat(listed()).extracting(each -> each.failure().kind()).containsExactly("InvalidRequest");
        assertThat(body(listed().get(0).id())).contains("test_1");
        pack.call("create-lead", Records.known(1));
        assertThat(listed()).isEmpty();
    }

    @Test
    void aRecordForAnUnknownConnectionIsStored() {
        Exchange end = scenario("create-lead", Records.known(1), Map.of(WlcroHeaders.CONNECTION, "nobody"));

        assertThat(end.getException()).isNull();
        assertThat(listed()).extracting(FailedRecord::connection).containsExactly("nobody");
    }

    @Test
    void aSuccessfulRedriveRemovesTheRecordFromTheList() {
        sandbox.script(ScriptedAnswer.of(409, "{}"));
        scenario("create-lead", Records.lead(1), Map.of());
        FailedRecord record = listed().get(0);

        assertThat(redrive(record).getException()).isNull();

        assertThat(listed()).isEmpty();
        assertThat(sandbox.records()).hasSize(1);
        assertThat(redrive(record, "{}")).hasMessageContaining("not sent again: it has succeeded");
    }

    private Exception redrive(FailedRecord record, String unused) {
        return pack.template().send("direct:wlcro-" + record.action(), exchange -> {
            exchange.setProperty(RecordProperties.REDRIVEN_ENTRY, record.id());
            exchange.getMessage().setBody(Records.lead(1));
        }).getException();
    }

    @Test
    void anUnknownOutcomeIsListedOnceHoweverOftenItIsStored() {
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER));

        scenario("create-lead", Records.lead(1), Map.of());

        assertThat(listed()).extracting(FailedRecord::state).containsExactly(EntryState.UNKNOWN);
    }

    @Test
    void aForeignFailureNeedsTheNameOfTheActionAndItsMessageIsNotStored() {
        Exchange end = pack.template().send("direct:wlcro-dead-letter", exchange -> {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("ann@example.com is odd"));
            exchange.getMessage().setHeader(WlcroHeaders.ACTION, "create-lead");
            exchange.getMessage().setBody("no JSON at all");
        });

        assertThat(end.getException()).isNull();
        assertThat(listed().get(0).failure()).extracting(Failure::kind, Failure::reason)
                .containsExactly("IllegalStateException", "the scenario failed: java.lang.IllegalStateException");
        assertThat(body(listed().get(0).id())).isEqualTo("{\"body\":\"no JSON at all\"}");
        Exchange nameless = pack.template().send("direct:wlcro-dead-letter",
                exchange -> exchange.getMessage().setHeader(WlcroHeaders.ACTION, "creat-lead"));
        assertThat(nameless.getException()).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("WlcroAction; did you mean create-lead?");
    }

    @Test
    void aRecordThatCannotBeStoredIsReported() throws Exception {
        pack.pack().ledger().close();

        Exchange end = pack.template().send("direct:wlcro-dead-letter", exchange -> {
            exchange.getMessage().setHeader(WlcroHeaders.ACTION, "create-lead");
            exchange.getMessage().setBody(Records.lead(1));
        });

        assertThat(end.getException()).hasMessageContaining("not stored: The ledger is closed");
    }
}
