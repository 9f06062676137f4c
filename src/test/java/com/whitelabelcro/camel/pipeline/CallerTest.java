package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P5: the pack never gets in its caller's way, whatever the caller's route looks like. */
class CallerTest {

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(
            SandboxConfig.of(c -> c.limit(1_000)), Map.of("wlcro.limit", "1000"), new Callers());
    private final Sandbox sandbox = pack.sandbox();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallersHeadersPropertiesAndVariablesAreUnchanged(boolean well) {
        Object body = well ? Records.lead(1) : Map.of();
        Exchange end = pack.template().send("direct:wlcro-create-lead", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(
                    Map.of("mine", "kept", "CamelHttpUri", "http://127.0.0.1:1/", "Authorization", "secret")));
            exchange.setProperty("mine", "kept");
            exchange.setVariable("mine", "kept");
        });

        assertThat(end.getException() == null).isEqualTo(well);
        assertThat(end.getMessage().getHeaders()).containsAllEntriesOf(
                Map.of("mine", "kept", "CamelHttpUri", "http://127.0.0.1:1/", "Authorization", "secret"));
        assertThat(end.getMessage().getHeaders().keySet()).filteredOn(name -> name.startsWith("CamelHttp"))
                .containsExactly("CamelHttpUri");
        assertThat(end.getProperties()).containsEntry("mine", "kept").doesNotContainKey("wlcroWrite");
        assertThat(end.getVariables()).containsOnly(Map.entry("mine", "kept"));
        assertThat(sandbox.stats().requests()).isEqualTo(well ? 1 : 0);
    }

    @Test
    void aFailureLeavesNoHeadersOfAnEarlierResult() {
        Exchange end = pack.template().send("direct:wlcro-update-lead", exchange -> {
            exchange.getMessage().setHeaders(new java.util.HashMap<>(
                    Map.of(WlcroHeaders.STATUS, 200, WlcroHeaders.REMAINING, 5, WlcroHeaders.DUPLICATE, true)));
            exchange.getMessage().setBody(Map.of("client_id", 999_999, "city", "Bern"));
        });

        assertThat(end.getException()).isInstanceOf(NotFound.class);
        assertThat(end.getMessage().getHeaders()).doesNotContainKeys(
                WlcroHeaders.STATUS, WlcroHeaders.REMAINING, WlcroHeaders.DUPLICATE);
    }

    @Test
    void aFailureLeavesTheCallersBodyInPlaceAlsoIfItWasAStream() {
        sandbox.script(com.whitelabelcro.camel.sandbox.ScriptedAnswer.of(404, "{}"));
        byte[] json = "{\"client_id\":1,\"city\":\"Bern\"}".getBytes(StandardCharsets.UTF_8);

        pack.template().send("direct:on-exception", exchange -> {
            exchange.getMessage().setHeader("action", "update-lead");
            exchange.getMessage().setBody(new ByteArrayInputStream(json));
        });

        Exchange seen = only("mock:on-exception");
        assertThat(seen.getMessage().getBody(String.class)).isEqualTo(new String(json, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-exception", "do-try", "dead-letter", "threads", "split", "multicast", "seda-in"})
    void theCallersErrorHandlerGetsTheTypedErrorOfAnInvalidRequest(String route) throws Exception {
        send(route, "update-lead", Map.of("client_id", 1));

        assertThat(seenIn(route)).isInstanceOf(InvalidRequest.class);
        assertThat(sandbox.stats().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-exception", "do-try", "dead-letter", "threads", "split", "multicast", "seda-in"})
    void theCallersErrorHandlerGetsTheTypedErrorOfAFailedAnswer(String route) throws Exception {
        send(route, "update-lead", Map.of("client_id", 1, "city", "Bern"));

        assertThat(seenIn(route)).isInstanceOf(NotFound.class);
        assertThat(seenIn(route).getStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-exception", "do-try", "dead-letter", "threads", "split", "multicast", "seda-in"})
    void theCallersErrorHandlerGetsTheTypedErrorAfterThePacksLastRetry(String route) throws Exception {
        RetryTest.refuse(sandbox, 6, 503);

        send(route, "create-lead", Records.lead(1));

        assertThat(seenIn(route)).isInstanceOf(Unavailable.class);
        assertThat(seenIn(route).getAttempts()).isEqualTo(6);
        assertThat(sandbox.stats().requests()).isEqualTo(6);
        assertThat(sandbox.records()).isEmpty();
    }

    @Test
    void theCallersRedeliveryWorksAfterThePacks() throws Exception {
        RetryTest.refuse(sandbox, 8, 503);

        Exchange end = pack.template().send("direct:own-redelivery", exchange -> exchange.getMessage().setBody(Records.lead(1)));

        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getHeader(WlcroHeaders.STATUS)).isEqualTo(200);
        assertThat(sandbox.stats().requests()).isEqualTo(9);
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void oneActionMayFollowAnotherInARouteAfterAWait() {
        RetryTest.refuse(sandbox, 1, 503);

        Exchange end = pack.template().send("direct:chain", exchange -> exchange.getMessage().setBody(Records.lead(1)));

        assertThat(end.getException()).isNull();
        assertThat(PackUnderTest.answer(end)).containsKey("client_note_id");
    }

    @Test
    void aSplitterGetsTheResultOfEachRecord() {
        List<Map<String, Object>> bodies = List.of(Records.lead(1), Records.lead(2), Records.lead(3), Records.lead(4));

        pack.template().send("direct:parallel", exchange -> exchange.getMessage().setBody(bodies));

        MockEndpoint mock = mock("mock:parallel");
        assertThat(mock.getReceivedExchanges()).hasSize(4)
                .allSatisfy(each -> assertThat(each.getMessage().getHeader(WlcroHeaders.STATUS)).isEqualTo(200));
        assertThat(sandbox.records()).hasSize(4);
    }

    private void send(String route, String action, Map<String, Object> body) throws InterruptedException {
        MockEndpoint mock = mock("mock:" + route);
        mock.expectedMessageCount(1);
        String endpoint = route.equals("seda-in") ? "seda:seda-in?pollTimeout=50" : "direct:" + route;
        pack.template().send(endpoint, exchange -> {
            exchange.getMessage().setHeader("action", action);
            exchange.getMessage().setBody(body);
        });
        mock.assertIsSatisfied();
    }

    private WlcroException seenIn(String route) {
        return (WlcroException) only("mock:" + route).getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private Exchange only(String uri) {
        assertThat(mock(uri).getReceivedExchanges()).hasSize(1);
        return mock(uri).getReceivedExchanges().get(0);
    }

    private MockEndpoint mock(String uri) {
        return pack.context().getEndpoint(uri, MockEndpoint.class);
    }

    /** The ways in which people write their routes. */
    private static final class Callers extends RouteBuilder {

        private static final String ACTION = "direct:wlcro-${header.action}";

        @Override
        public void configure() {
            from("direct:on-exception").onException(WlcroException.class).handled(true).to("mock:on-exception").end()
                    .toD(ACTION);
            from("direct:do-try").doTry().toD(ACTION).doCatch(WlcroException.class).to("mock:do-try").end();
            from("direct:dead-letter").errorHandler(deadLetterChannel("mock:dead-letter")).toD(ACTION);
            from("direct:threads").onException(WlcroException.class).handled(true).to("mock:threads").end()
                    .threads(1).toD(ACTION);
            from("direct:split").onException(WlcroException.class).handled(true).to("mock:split").end()
                    .split().message(message -> List.of(message.getBody())).stopOnException().toD(ACTION);
            from("direct:multicast").onException(WlcroException.class).handled(true).to("mock:multicast").end()
                    .multicast().stopOnException().to("direct:inner");
            from("direct:inner").errorHandler(noErrorHandler()).toD(ACTION);
            from("seda:seda-in?pollTimeout=50").onException(WlcroException.class).handled(true).to("mock:seda-in").end().toD(ACTION);
            from("direct:own-redelivery")
                    .errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                    .to("direct:wlcro-create-lead");
            from("direct:chain").to("direct:wlcro-create-lead")
                    .setHeader("client_id", simple("${body[client_id]}")).setBody(constant(Map.of("text", "hello")))
                    .to("direct:wlcro-add-client-note");
            from("direct:parallel").split(body()).parallelProcessing()
                    .to("direct:wlcro-create-lead").to("mock:parallel");
        }
    }
}
