package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of Kamelets that are set as headers, for actions, failed records and the queue. */
class KameletHeadersTest {

    private static final Map<String, String> ANN = Map.of("first_name", "Ann", "last_name", "Doe", "email", "${body[mail]}");

    /** The keys of the connections, as the sandbox numbers them. */
    private static final int DEFAULT = 1;
    private static final int ACME = 2;

    private final List<Message> called = new CopyOnWriteArrayList<>();
    private Sandbox sandbox;
    private PackUnderTest pack;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.keys("wlcro_1_a", "wlcro_2_b").limit(1_000)));
        pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.api-key", "wlcro_1_a",
                "wlcro.connections.acme.api-key", "wlcro_2_b",
                "wlcro.connections.acme.base-url", sandbox.baseUrl().toString()), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:made").routeId("make-it").routeGroup("wlcro-then").process(each -> called.add(each.getMessage().copy()));
            }
        });
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    /** Calls a Kamelet; failures are stored by the Kamelet for failed records. */
    private Exchange call(String kamelet, Map<String, String> form, Object body, Map<String, Object> headers) throws Exception {
        String name = "caller-" + pack.context().getRoutesSize();
        pack.context().addRoutes(Caller.route(name, kamelet, form));
        return pack.template().send("direct:" + name, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private static Map<String, String> ann(String field, String text) {
        Map<String, String> form = new HashMap<>(ANN);
        form.put(field, text);
        return form;
    }

    private List<Integer> keys() {
        return sandbox.requests().stream().map(each -> each.key()).distinct().toList();
    }

    private static Map<String, Object> mail(String name) {
        return Map.of("mail", name + "@example.com", "client", "acme", "order", 4711.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "${body[client]}", " ${header.client} "})
    void aFormChoosesTheConnectionAndDoesNotChangeTheHeader(String text) throws Exception {
        Exchange end = call("create-lead", ann("connection", text), mail("ann"),
                Map.of("client", "acme", WlcroHeaders.CONNECTION, "default"));

        assertThat(end.getException()).isNull();
        assertThat(sandbox.requests()).singleElement().satisfies(each -> assertThat(each.key()).isEqualTo(ACME));
        assertThat(end.getMessage().getHeader(WlcroHeaders.CONNECTION)).isEqualTo("default");
        assertThat(end.getVariables()).isEmpty();
    }

    @Test
    void withoutThatFieldTheHeaderChoosesTheConnectionAndTheBodyMayBeTheRequest() throws Exception {
        assertThat(call("create-lead", ANN, mail("ann"), Map.of(WlcroHeaders.CONNECTION, "acme")).getException()).isNull();
        assertThat(call("create-lead", Map.of("connection", "acme"), Records.lead(1), Map.of()).getException()).isNull();

        assertThat(keys()).containsExactly(ACME);
        assertThat(sandbox.records()).hasSize(2);
    }

    /** Otherwise the record would be sent to the default connection, perhaps to another company. */
    @Test
    void aConnectionThatEvaluatesToNothingIsRefusedAndDoesNotMeanTheDefault() throws Exception {
        Exchange end = call("create-lead", ann("connection", "${body[nobody]}"), mail("ann"), Map.of());

        assertThat(end.getException(InvalidRequest.class).getViolations()).containsExactly("connection came out empty");
        assertThat(sandbox.requests()).isEmpty();
        assertThat(end.getVariables()).isEmpty();
    }

    @Test
    void aRepeatIsRecognisedByTheKeyOfTheFormAndWithoutOneEveryRecordIsNew() throws Exception {
        for (int run = 0; run < 2; run++) {
            Exchange end = call("create-lead", ann("idempotencyKey", "order_${body[order]}"), mail("ann"), Map.of());
            assertThat(end.getException()).isNull();
            assertThat(end.getMessage().getHeader(WlcroHeaders.DUPLICATE)).isEqualTo(run == 0 ? null : true);
            assertThat(end.getMessage().getHeaders()).doesNotContainKey(WlcroHeaders.IDEMPOTENCY_KEY);
        }
        assertThat(sandbox.requests()).hasSize(1);

        call("create-lead", ann("idempotencyKey", "${body[nothing]}"), mail("bob"), Map.of());
        call("create-lead", ann("idempotencyKey", ""), mail("bob"), Map.of());
        assertThat(sandbox.requests()).hasSize(3);
    }

    @Test
    void theSameAppliesToADynamicAddress() throws Exception {
        pack.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").errorHandler(noErrorHandler()).toD("kamelet:wlcro-create-${header.what}-action?first_name=Ann&last_name=Doe"
                        + "&email=${body[mail]}&connection=${body[client]}&idempotencyKey=${body[order]}&delivery=${header.how}");
                from("direct:onlyHeaders").errorHandler(noErrorHandler()).toD("kamelet:wlcro-create-lead-action?connection=${header.how}");
            }
        });
        for (String how : List.of("", "answer", "later")) {
            Exchange end = pack.template().send("direct:dynamic", exchange -> {
                exchange.getMessage().setBody(mail("ann" + (how.isEmpty() ? "" : how)));
                exchange.getMessage().setHeaders(new HashMap<>(Map.of("what", how.equals("later") ? "client" : "lead", "how", how)));
            });
            assertThat(end.getVariables()).isEmpty();
            assertThat(end.getMessage().getHeaders()).doesNotContainKeys(WlcroHeaders.DELIVERY, WlcroHeaders.CONNECTION);
            if (how.equals("answer")) {
                assertThat(end.getException()).as("different content under the same key").hasMessageContaining("with other content");
            } else {
                assertThat(end.getException()).as(how).isNull();
                assertThat(PackUnderTest.answer(end)).containsKey(how.isEmpty() ? "client_id" : "eta");
            }
        }
        assertThat(pack.template().send("direct:onlyHeaders", exchange -> exchange.getMessage().setBody(Records.lead(1))).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("connection came out empty");
        await().untilAsserted(() -> assertThat(sandbox.records()).hasSize(2));
        assertThat(keys()).containsExactly(ACME);
    }

    @Test
    void aFailedRecordIsStoredForTheConnectionOfTheFormAndSentAgainByIt() throws Exception {
        pack.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stores").onException(Exception.class).handled(true).to("kamelet:wlcro-dead-letter-action").end()
                        .to("kamelet:wlcro-create-lead-action?first_name=Ann&last_name=Doe&email=${body[mail]}&connection=${body[client]}");
            }
        });
        sandbox.script(ScriptedAnswer.of(409, "{}"));
        for (Map<String, ?> body : List.of(mail("ann"), Map.of("client", "acme"), Map.of("mail", "ann@example.com"))) {
            assertThat(pack.template().send("direct:stores", exchange -> exchange.getMessage().setBody(body)).getException()).isNull();
        }
        assertThat(failed()).extracting(FailedRecord::connection).containsExactlyInAnyOrder("acme", "acme", "${body[client]}");
        assertThat(redriven(Map.of())).as("by no connection but its own").isEqualTo(Map.of("done", 1, "failed", 2, "notSent", 0, "others", 0L));
        assertThat(keys()).contains(ACME).doesNotContain(DEFAULT);
    }

    @Test
    void aFormStoresARecordThatAnotherStepCouldNotProcess() throws Exception {
        Exchange end = call("dead-letter", Map.of("action", "create-lead", "connection", "${header.client}"), Records.lead(1),
                Map.of("client", "acme"));

        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getBody()).isEqualTo(Records.lead(1));
        assertThat(failed()).singleElement().satisfies(each -> {
            assertThat(each.id()).isEqualTo(EntryId.parse(end.getMessage().getHeader(WlcroHeaders.ENTRY, String.class)).orElseThrow());
            assertThat(each.connection()).isEqualTo("acme");
            assertThat(each.action()).isEqualTo("create-lead");
        });
        assertThat(end.getMessage().getHeaders()).doesNotContainKeys(WlcroHeaders.ACTION, WlcroHeaders.CONNECTION);
        assertThat(call("dead-letter", Map.of(), Records.lead(1), Map.of()).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("must know which action gave up");
    }

    @Test
    void aFormSelectsTheFailedRecordsToSendAgain() throws Exception {
        for (String connection : List.of("acme", "default")) {
            call("dead-letter", Map.of("action", "create-lead", "connection", connection), Records.lead(connection.length()), Map.of());
        }
        assertThat(redriven(Map.of("reason", "Unavailable"))).containsEntry("done", 0);
        assertThat(redriven(Map.of("olderThan", "1h"))).containsEntry("done", 0);
        assertThat(redriven(Map.of("reason", "${header.why}", "action", "create-lead", "connection", "acme"))).containsEntry("done", 1);
        assertThat(failed()).extracting(FailedRecord::connection).containsExactly("default");

        assertThat(call("redrive", Map.of("connection", "${header.nobody}"), null, Map.of()).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("connection came out empty");
        assertThat(call("redrive", Map.of("reason", "${header.nobody}"), null, Map.of()).getException())
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("redrive on connection default: the request is not valid: reason came out empty");
        assertThat(redriven(Map.of())).containsEntry("done", 1);
        assertThat(sandbox.records()).extracting(SandboxRecord::fields).hasSize(2);
    }

    private Map<String, Object> redriven(Map<String, String> form) throws Exception {
        Exchange end = call("redrive", form, null, Map.of("why", "GivenUp"));
        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getHeaders()).containsOnlyKeys("why");
        return PackUnderTest.answer(end);
    }

    @Test
    void aFormStoresItsBodyAndARouteIsCalledWithItLater() throws Exception {
        Map<String, String> form = Map.of("then", "make-it", "keep", "source", "idempotencyKey", "form_${body[mail]}");
        for (int run = 0; run < 2; run++) {
            Exchange end = call("later", form, Map.of("mail", "x"), Map.of("source", "web", "other", "x"));
            assertThat(end.getException()).isNull();
            assertThat(PackUnderTest.answer(end)).containsKeys("entry", "queued");
            assertThat(end.getMessage().getHeaders()).doesNotContainKeys(WlcroHeaders.THEN, WlcroHeaders.KEEP);
        }
        await().untilAsserted(() -> assertThat(called).singleElement().satisfies(message -> {
            assertThat(message.getBody()).isEqualTo(Map.of("mail", "x"));
            assertThat(message.getHeader("source")).isEqualTo("web");
            assertThat(message.getHeader("other")).isNull();
        }));
        assertThat(call("later", Map.of("then", "${header.none}"), Map.of(), Map.of()).getException())
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("WlcroThen must be the id of a route");
    }

    @ParameterizedTest
    @CsvSource({"dead-letter, reason, ''", "redrive, older_than, 'did you mean olderThan'", "later, connection, ''",
        "create-lead, idempotency_key, 'did you mean idempotencyKey'"})
    void anUnknownFieldPreventsTheStart(String kamelet, String field, String hint) {
        assertThatThrownBy(() -> pack.context().addRoutes(Caller.route("bad", kamelet, Map.of(field, "x"))))
                .rootCause().hasMessageContaining("The Kamelet wlcro-" + kamelet + "-action has no field '" + field + "'")
                .hasMessageContaining(hint);
    }

    private List<FailedRecord> failed() {
        return pack.pack().ledger().failed().page(FailedFilter.all(), Optional.empty(), 10).toCompletableFuture().join();
    }
}
