package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the ledger or a step throws, directly or in a stage, the caller gets an exception, the permit is given
 * back, and the next record continues (row 50 of the list of faults).
 */
class WhateverIsThrownTest {

    private static final int LIMIT = 5;
    private static final Map<String, Object> KEY = Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "web-form-17");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Sandbox sandbox;
    private RoutePackInstaller pack;
    private final FaultyLedger ledger = new FaultyLedger();

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
        pack = new RoutePackInstaller(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", String.valueOf(LIMIT), "wlcro.period", "200ms",
                "wlcro.ledger.url", "jdbc:sqlite::memory:", "wlcro.retry.max-attempts", "2")),
                null, List.of(), ledger::around);
        pack.addTo(context);
        context.start();
    }

    @AfterEach
    void end() {
        context.stop();
        sandbox.close();
    }

    private static Stream<Arguments> throwables(String... methods) {
        return Stream.of(methods).flatMap(method -> Stream.of(false, true).flatMap(inTheStage -> Stream.of(
                Arguments.of(method, inTheStage, new IllegalStateException("values of a record")),
                Arguments.of(method, inTheStage, new StackOverflowError("values of a record")),
                Arguments.of(method, inTheStage, new NoClassDefFoundError("values of a record")))));
    }

    static Stream<Arguments> beforeItIsSent() {
        return throwables("begin", "sending", "take");
    }

    @ParameterizedTest
    @MethodSource("beforeItIsSent")
    void anExceptionBeforeTheRequestIsReportedAsNotSentAndTheNextRecordIsSent(String method, boolean inTheStage, Throwable thrown)
            throws Exception {
        ledger.fail(method, inTheStage, thrown);

        for (CompletableFuture<Exchange> end : beginMoreThanTheLimit()) {
            assertThat(end.get(60, TimeUnit.SECONDS).getException()).isInstanceOf(Unavailable.class)
                    .hasMessageContaining("not sent").hasMessageNotContaining("values of a record");
        }

        assertThat(sandbox.stats().requests()).isZero();
        allIsGivenBack();
        ledger.heal();
        for (CompletableFuture<Exchange> end : beginMoreThanTheLimit()) {
            assertThat(end.get(60, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    static Stream<Arguments> afterItWasSent() {
        return throwables("end", "giveBackWithNext");
    }

    @ParameterizedTest
    @MethodSource("afterItWasSent")
    void anExceptionAfterTheRequestDoesNotHideTheAnswer(String method, boolean inTheStage, Throwable thrown)
            throws Exception {
        ledger.fail(method, inTheStage, thrown);

        // A shared permit that could not be given back is free after its lease, so that the limit is kept.
        for (int i = 0; i < 5; i++) {
            Exchange end = call("create-lead", Records.known(i));
            assertThat(end.getException()).isNull();
            assertThat(end.getMessage().getHeader(WlcroHeaders.STATUS)).isEqualTo(200);
        }

        assertThat(pack.view().state("default").inFlight()).isZero();
        assertThat(sandbox.stats().created()).isEqualTo(5);
    }

    static Stream<Arguments> ofFailedRecords() {
        return throwables("add", "page", "show");
    }

    @ParameterizedTest
    @MethodSource("ofFailedRecords")
    void anExceptionOfTheListOfFailedRecordsReachesTheCaller(String method, boolean inTheStage, Throwable thrown)
            throws Exception {
        Map<String, Object> action = Map.of(WlcroHeaders.ACTION, "create-lead");
        assertThat(call("dead-letter", Records.known(1), action).getException()).isNull();
        ledger.fail(method, inTheStage, thrown);

        Exchange end = method.equals("add")
                ? call("dead-letter", Records.known(2), action) : call("redrive", null, Map.of());

        assertThat(end.getException()).isNotNull();
        assertThat(sandbox.stats().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wlcro-record-marshal", "wlcro-record-retry", "wlcro-retry-attempt", "wlcro-attempt-request",
        "wlcro-attempt-try", "wlcro-attempt-throttle", "wlcro-attempt-http"})
    void anErrorThatCamelLetsThroughCompletesTheRecordByTheRule(String step) throws Exception {
        AdviceWith.adviceWith(context, step.replaceFirst("(wlcro-[a-z]+)-.*", "$1"),
                route -> route.weaveById(step).replace().process(WhateverIsThrownTest::overflow));

        for (int i = 0; i < 6; i++) {
            Exchange known = call("create-lead", Records.known(i));
            assertThat(known.getException()).isInstanceOf(Unavailable.class);
            assertThat(known.getMessage().getHeader(WlcroHeaders.ENTRY)).isNotNull();
            assertThat(call("create-lead", Records.lead(i)).getException()).isInstanceOf(WlcroException.class);
            assertThat(wait("create-lead", Records.lead(i)).getException()).isInstanceOf(WlcroException.class);
        }

        assertThat(sandbox.stats().requests()).isZero();
        allIsGivenBack();
    }

    @Test
    void afterAnErrorTheOutcomeIsUnknownAndAnEqualRecordIsNotSent() throws Exception {
        AdviceWith.adviceWith(context, "wlcro-attempt",
                route -> route.weaveById("wlcro-attempt-classify").replace().process(WhateverIsThrownTest::overflow));

        for (int i = 0; i < 2; i++) {
            assertThat(call("create-lead", Records.lead(1), KEY).getException()).isInstanceOf(OutcomeUnknown.class);
        }

        assertThat(sandbox.stats().requests()).isOne();
        allIsGivenBack();
    }

    private static void overflow(Exchange exchange) {
        throw new StackOverflowError("values of a record");
    }

    private void allIsGivenBack() {
        await().untilAsserted(() -> {
            EntryCounts counts = ledger.seen().counts(Instant.EPOCH).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(counts.inFlight()).isZero();
            assertThat(counts.of(EntryState.DONE)).isZero();
            assertThat(pack.view().state("default").inFlight()).isZero();
            assertThat(pack.view().state("default").waiting()).isZero();
        });
    }

    private List<CompletableFuture<Exchange>> beginMoreThanTheLimit() throws Exception {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = 0; i < LIMIT + 1; i++) {
            ends.add(begin("create-lead", Records.known(i), Map.of()));
        }
        return ends;
    }

    private Exchange call(String action, Object body) throws Exception {
        return call(action, body, Map.of());
    }

    private Exchange call(String action, Object body, Map<String, Object> headers) throws Exception {
        return begin(action, body, headers).get(60, TimeUnit.SECONDS);
    }

    /** Calls an action like a synchronous route, whose thread sends the record itself. */
    private Exchange wait(String action, Object body) {
        return context.createFluentProducerTemplate().to("direct:wlcro-" + action).withBody(body).send();
    }

    /** Calls an action like an asynchronous route, which would wait forever without a callback. */
    private CompletableFuture<Exchange> begin(String action, Object body, Map<String, Object> headers) throws Exception {
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        Endpoint endpoint = context.getEndpoint("direct:wlcro-" + action);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        producer.process(exchange, doneSync -> end.complete(exchange));
        return end;
    }
}
