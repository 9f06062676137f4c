package com.whitelabelcro.camel.failed;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code direct:wlcro-redrive}, for scenarios that send failed records again. */
class RedriveTest {

    private static final ScriptedAnswer REFUSED = ScriptedAnswer.of(409, "{}");

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.of(config -> config.keepBodies(true).limit(20).period(Duration.ofSeconds(2))),
            Map.of("wlcro.retry.max-attempts", "1", "wlcro.limit", "20"), new Giver());
    private final Sandbox sandbox = pack.sandbox();

    /** A scenario that stores what it gives up on. */
    private static final class Giver extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:mine").routeId("mine").onException(WlcroException.class).handled(true)
                    .to(WlcroEndpoints.DEAD_LETTER).end().toD("direct:wlcro-${header.what}");
        }
    }

    private void giveUp(String action, Map<String, Object> body, ScriptedAnswer answer) {
        sandbox.script(answer);
        Exchange end = pack.template().send("direct:mine", each -> {
            each.getMessage().setHeader("what", action);
            each.getMessage().setBody(body);
        });
        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getHeader(WlcroHeaders.ENTRY)).isNotNull();
    }

    private Exchange redrive(Map<String, Object> headers) {
        return pack.template().send(WlcroEndpoints.REDRIVE, each -> {
            each.getMessage().setBody("whatever");
            each.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private Object redriven(Map<String, Object> headers) {
        Exchange end = redrive(headers);
        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getHeaders()).isEqualTo(headers);
        return end.getMessage().getBody();
    }

    private static Map<String, Object> counts(int done, int failed, int notSent) {
        return Map.of("done", done, "failed", failed, "notSent", notSent, "others", 0L);
    }

    private long listed() {
        return pack.pack().ledger().failed().count(FailedFilter.all()).toCompletableFuture().join();
    }

    @Test
    void aFailedRecordIsSentAgainOnceAndLeavesTheList() {
        for (int i = 0; i < 30; i++) {
            giveUp("create-lead", Records.lead(i), REFUSED);
        }
        assertThat(redriven(Map.of())).isEqualTo(counts(30, 0, 0));
        assertThat(redriven(Map.of())).isEqualTo(counts(0, 0, 0));
        assertThat(sandbox.stats().created()).isEqualTo(30);
        assertThat(sandbox.stats().duplicates()).isZero();
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(listed()).isZero();
    }

    @Test
    void aRecordThatFailsAgainStaysInTheList() {
        giveUp("create-lead", Records.lead(1), REFUSED);
        giveUp("create-lead", Map.of("first_name", "Ann"), ScriptedAnswer.pass());
        assertThat(redriven(Map.of())).isEqualTo(counts(1, 1, 0));
        assertThat(listed()).isOne();
    }

    @Test
    void recordsOfAnotherCompanyAreSkippedAndCounted(@TempDir Path directory) throws Exception {
        String one = "wlcro_live_92_one";
        String two = "wlcro_live_93_one";
        try (Sandbox both = Sandbox.start(SandboxConfig.of(config -> config.keys(one, two)))) {
            for (String key : List.of(one, two)) {
                try (PackUnderTest mine = new PackUnderTest(both.baseUrl().toString(), Map.of("wlcro.api-key", key,
                        "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")), new Giver())) {
                    both.script(REFUSED);
                    mine.template().sendBodyAndHeader("direct:mine", Records.lead(1), "what", "create-lead");
                    if (key.equals(two)) {
                        assertThat(mine.template().requestBody(WlcroEndpoints.REDRIVE, (Object) ""))
                                .isEqualTo(Map.of("done", 1, "failed", 0, "notSent", 0, "others", 1L));
                    }
                }
            }
        }
    }

    @Test
    void recordsOfUnknownOutcomeAreNeverSent() {
        giveUp("create-lead", Records.lead(1), ScriptedAnswer.fault(Fault.RESET_AFTER));
        assertThat(redriven(Map.of())).isEqualTo(counts(0, 0, 0));
        assertThat(redriven(Map.of(WlcroHeaders.REASON, "OutcomeUnknown"))).isEqualTo(counts(0, 0, 0));
        assertThat(sandbox.stats().created()).isOne();
    }

    @Test
    void headersSelectTheRecords() {
        giveUp("create-lead", Records.lead(1), REFUSED);
        giveUp("create-client", Records.lead(2), ScriptedAnswer.of(404, "{}"));
        assertThat(redriven(Map.of(WlcroHeaders.OLDER_THAN, "1h"))).isEqualTo(counts(0, 0, 0));
        assertThat(redriven(Map.of(WlcroHeaders.CONNECTION, "acme"))).isEqualTo(counts(0, 0, 0));
        assertThat(redriven(Map.of(WlcroHeaders.REASON, "Conflict", WlcroHeaders.ACTION, "create-client")))
                .isEqualTo(counts(0, 0, 0));
        assertThat(redriven(Map.of(WlcroHeaders.REASON, "NotFound"))).isEqualTo(counts(1, 0, 0));
        assertThat(redriven(Map.of(WlcroHeaders.ACTION, "create-lead"))).isEqualTo(counts(1, 0, 0));
    }

    @Test
    void aMisspeltReasonIsReportedButNotAReasonOfAScenario() {
        giveUp("create-lead", Records.lead(1), REFUSED);
        assertThat(redrive(Map.of(WlcroHeaders.REASON, "Unavailble")).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("WlcroReason").hasMessageContaining("did you mean Unavailable?");
        assertThat(redrive(Map.of(WlcroHeaders.REASON, "conflict")).getException()).hasMessageContaining("did you mean Conflict?");
        assertThat(sandbox.stats().created()).isZero();
        assertThat(redriven(Map.of(WlcroHeaders.REASON, "SocketTimeoutException"))).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void anInvalidHeaderIsReportedAndNothingIsSent() {
        giveUp("create-lead", Records.lead(1), REFUSED);
        assertThat(redrive(Map.of(WlcroHeaders.OLDER_THAN, 90)).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("WlcroOlderThan: 90 has no unit; write 90s or 90ms");
        assertThat(redrive(Map.of(WlcroHeaders.ACTION, "create-laed")).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("did you mean create-lead?");
        assertThat(sandbox.stats().created()).isZero();
    }

    @Test
    void updatesOfOneRecordAreSentInTheirOriginalOrder() {
        Object id = PackUnderTest.answer(pack.call("create-lead", Records.lead(1))).get("client_id");
        IntStream.rangeClosed(1, 25).forEach(i -> giveUp("update-lead", Map.of("client_id", id, "city", "City " + i), REFUSED));
        assertThat(redriven(Map.of())).isEqualTo(counts(25, 0, 0));
        assertThat(sandbox.records().get(0).fields()).containsEntry("city", "City 25");
        assertThat(sandbox.requests().stream().map(each -> String.valueOf(each.body())).filter(each -> each.contains("City"))
                .skip(25).map(each -> Integer.valueOf(each.replaceAll("\\D", ""))))
                .isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
    }

    @Test
    void twoRedrivesAtTheSameTimeSendEachRecordOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            giveUp("create-lead", Records.lead(i), REFUSED);
        }
        CompletableFuture<Exchange> first = begin();
        CompletableFuture<Exchange> second = begin();
        CompletableFuture.allOf(first, second).join();
        assertThat(sandbox.stats().created()).isEqualTo(30);
        assertThat(sandbox.stats().duplicates()).isZero();
        assertThat(listed()).isZero();
    }

    @Test
    void aRefusedKeyLeavesTheRemainingRecordsUnchanged() {
        for (int i = 0; i < 30; i++) {
            giveUp("create-lead", Records.lead(i), REFUSED);
        }
        sandbox.script(Collections.nCopies(30, ScriptedAnswer.of(401, "{}")).toArray(ScriptedAnswer[]::new));
        long before = sandbox.stats().requests();
        Map<?, ?> result = (Map<?, ?>) redriven(Map.of());
        assertThat((Integer) result.get("failed") + (Integer) result.get("notSent")).isEqualTo(30);
        assertThat(sandbox.stats().requests() - before).isLessThanOrEqualTo(8);
        assertThat(listed()).isEqualTo(30);
    }

    /** Starts a redrive like an asynchronous route, without blocking a thread. */
    private CompletableFuture<Exchange> begin() throws Exception {
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        Endpoint endpoint = pack.context().getEndpoint(WlcroEndpoints.REDRIVE);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        producer.process(exchange, doneSync -> end.complete(exchange));
        assertThat(end).isNotDone();
        return end;
    }
}
