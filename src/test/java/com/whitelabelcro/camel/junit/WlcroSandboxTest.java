package com.whitelabelcro.camel.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JUnit extension for users who test their own routes with the sandbox. */
class WlcroSandboxTest {

    @RegisterExtension
    static final WlcroSandbox OF_THE_CLASS = new WlcroSandbox();

    @RegisterExtension
    final WlcroSandbox ofTheTest =
            new WlcroSandbox(SandboxConfig.of(change -> change.limit(2).period(Duration.ofMillis(300))));

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void theSandboxOfTheClassIsResetBeforeEachTest() {
        assertThat(OF_THE_CLASS.stats().requests()).isZero();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange call(WlcroSandbox sandbox, int record) throws Exception {
        if (!context.isStarted()) {
            context.addRoutes(new WhiteLabelCro(sandbox.settings()));
            context.start();
        }
        return context.createProducerTemplate()
                .send(WlcroEndpoints.CREATE_LEAD, each -> each.getMessage().setBody(Records.lead(record)));
    }

    @Test
    void aSentRecordIsVisible() throws Exception {
        assertThat(call(OF_THE_CLASS, 1).getException()).isNull();
        assertThat(OF_THE_CLASS.records()).singleElement()
                .satisfies(each -> assertThat(each.fields()).containsEntry("first_name", "Ann1"));
        assertThat(OF_THE_CLASS.requests()).singleElement()
                .satisfies(each -> assertThat(each.body()).contains("ann1@example.com"));
    }

    @Test
    void aScriptedAnswerIsReturned() throws Exception {
        OF_THE_CLASS.script(ScriptedAnswer.of(422, "{\"error\":\"no\"}"));
        assertThat(call(OF_THE_CLASS, 1).getException()).hasMessageContaining("422");
        assertThat(call(OF_THE_CLASS, 1).getException()).isNull();
        assertThat(OF_THE_CLASS.stats().created()).isOne();
    }

    @Test
    void thePackKeepsTheLimitOfItsSandbox() throws Exception {
        for (int record = 0; record < 5; record++) {
            assertThat(call(ofTheTest, record).getException()).isNull();
        }
        assertThat(ofTheTest.records()).hasSize(5);
        assertThat(ofTheTest.stats().rejected429()).isZero();
        assertThat(OF_THE_CLASS.requests()).isEmpty();
    }

    @Test
    void theLedgerIsEmptiedBeforeEachTest() throws Exception {
        Map<String, String> ann = Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com", "external_id", "web_1");
        context.addRoutes(new WhiteLabelCro(ofTheTest.settings()));
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        template.requestBody(WlcroEndpoints.CREATE_LEAD, ann);
        template.requestBody(WlcroEndpoints.CREATE_LEAD, ann);
        assertThat(ofTheTest.requests()).hasSize(1);
        ofTheTest.beforeEach(null);
        template.requestBody(WlcroEndpoints.CREATE_LEAD, ann);
        assertThat(ofTheTest.records()).hasSize(1);
    }

    @Test
    void withoutALimitNothingWaits() throws Exception {
        WlcroSandbox without = new WlcroSandbox(SandboxConfig.of(change -> change.limit(0)));
        assertThat(without.settings().connections().values()).allMatch(each -> each.limit() == 100_000);
        without.afterEach(null);
    }

    @Test
    void theSandboxEndsWithItsTest() {
        WlcroSandbox ended = new WlcroSandbox();
        ended.beforeEach(null);
        ended.afterEach(null);
        canListenInPlaceOf(ended);
    }

    @Test
    void theSandboxOfAClassEndsWithItsClass() {
        WlcroSandbox ended = new WlcroSandbox();
        ended.beforeAll(null);
        ended.afterEach(null);
        assertThatThrownBy(() -> listenInPlaceOf(ended)).isInstanceOf(BindException.class);
        ended.afterAll(null);
        canListenInPlaceOf(ended);
    }

    private static void listenInPlaceOf(WlcroSandbox sandbox) throws IOException {
        new ServerSocket(sandbox.sandbox().port(), 1, InetAddress.getLoopbackAddress()).close();
    }

    /** Waits until the port is free, which takes a moment after the accepting thread was woken up. */
    private static void canListenInPlaceOf(WlcroSandbox sandbox) {
        Awaitility.await().ignoreException(BindException.class).untilAsserted(() -> listenInPlaceOf(sandbox));
    }
}
