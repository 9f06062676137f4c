package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that retries everything does not create a second record when the outcome of the first is unknown. */
class HostRedeliveryTest {

    private static final int LOST = 12;

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(
            SandboxConfig.of(c -> c.limit(1_000)), Map.of("wlcro.limit", "1000"), new Hosts());
    private final Sandbox sandbox = pack.sandbox();

    private void loseAnswers(int times) {
        sandbox.script(IntStream.range(0, times).mapToObj(i -> ScriptedAnswer.fault(Fault.RESET_AFTER))
                .toArray(ScriptedAnswer[]::new));
    }

    private Exchange send(String route, Object body) {
        return pack.template().send("direct:" + route, exchange -> exchange.getMessage().setBody(body));
    }

    private MockEndpoint mock(String name) {
        return pack.context().getEndpoint("mock:" + name, MockEndpoint.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redelivery", "default-handler", "through-another-route", "kamelet", "threads"})
    void theHostsRedeliveryGetsTheSameFailureWithoutARequest(String route) {
        loseAnswers(LOST);

        Exchange end = send(route, route.equals("kamelet") ? Map.of("name", "Ann") : Records.lead(1));

        OutcomeUnknown unknown = end.getException(OutcomeUnknown.class);
        assertThat(unknown).hasMessageContaining("the connection broke before an answer arrived");
        assertThat(unknown.getAttempts()).isEqualTo(1);
        assertThat(end.getMessage().getHeader(WlcroHeaders.ENTRY)).isNotNull();
        assertThat(end.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(3);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void theHostsDeadLetterChannelGetsTheSameFailureWithTheEntryAndStoresOneRecord() {
        loseAnswers(LOST);

        send("dead-letter", Records.lead(1));

        Exchange seen = mock("dead-letter").getReceivedExchanges().get(0);
        assertThat(seen.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(OutcomeUnknown.class);
        assertThat(pack.pack().ledger().failed().count(FailedFilter.all())
                .toCompletableFuture().join()).isEqualTo(1);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void aLoopAroundADoTryGetsTheSameFailureWithoutARequest() {
        loseAnswers(LOST);

        send("loop", Records.lead(1));

        List<Exchange> caught = mock("loop").getReceivedExchanges();
        assertThat(caught).hasSize(3).extracting(each -> each.getMessage().getHeader(WlcroHeaders.ENTRY)).doesNotContainNull();
        assertThat(caught.stream().map(each -> each.getMessage().getHeader(WlcroHeaders.ENTRY)).distinct()).hasSize(1);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void aLoopWithAnotherRecordInEachRoundSendsThemAll() {
        loseAnswers(LOST);

        send("loop-of-many", null);

        assertThat(mock("loop-of-many").getReceivedExchanges()).hasSize(3);
        assertThat(sandbox.stats().requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"split", "split-parallel"})
    void eachRecordOfASplitIsSentOnce(String route) {
        loseAnswers(LOST);

        send(route, List.of(Records.lead(1), Records.lead(2), Records.lead(3)));

        assertThat(sandbox.stats().requests()).isEqualTo(3);
    }

    @Test
    void eachCopyOfAMulticastIsSentOnce() {
        loseAnswers(LOST);

        send("multicast", Records.lead(1));

        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void aRecordOfAnotherActionOrConnectionIsSent() {
        loseAnswers(1);
        Exchange exchange = send("redelivery", Records.lead(1));
        assertThat(exchange.getException()).isInstanceOf(OutcomeUnknown.class);

        again(exchange, "create-client");
        assertThat(exchange.getException()).isNull();

        exchange.getMessage().setHeader(WlcroHeaders.CONNECTION, "nobody");
        again(exchange, "create-lead");
        assertThat(exchange.getException()).hasMessageContaining("there is no such connection");
    }

    @Test
    void aForcedRecordIsSent() {
        loseAnswers(1);
        Exchange exchange = send("redelivery", Records.lead(1));

        exchange.getMessage().setHeader(WlcroHeaders.FORCE, true);
        again(exchange, "create-lead");

        assertThat(exchange.getException()).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    private void again(Exchange exchange, String action) {
        exchange.setException(null);
        exchange.getMessage().setBody(Records.lead(1));
        pack.template().send("direct:wlcro-" + action, exchange);
    }

    @Test
    void thePropertyWithUnknownOutcomesShowsNothingOfTheRecord() {
        loseAnswers(1);

        Exchange end = send("redelivery", Records.lead(1));

        List<String> ours = end.getProperties().keySet().stream().filter(each -> each.startsWith("wlcro")).toList();
        assertThat(ours).hasSize(1);
        assertThat(end.getProperty(ours.get(0)).toString()).doesNotContain("Ann", "@", "Doe");
        assertThat(send("plain", Records.lead(2)).getProperties().keySet()).noneMatch(each -> each.startsWith("wlcro"));
    }

    /** Hosts that retry every failure, in the ways that people write it. */
    private static final class Hosts extends RouteBuilder {

        private static final String ACTION = "direct:wlcro-create-lead";

        @Override
        public void configure() {
            eager("redelivery").to(ACTION);
            from("direct:default-handler").errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0)
                    .logExhausted(false).retryAttemptedLogLevel(LoggingLevel.OFF)).to(ACTION);
            eager("through-another-route").to("direct:inner");
            from("direct:inner").errorHandler(noErrorHandler()).to(ACTION);
            eager("kamelet").to("kamelet:wlcro-create-lead-action?first_name=${body[name]}&last_name=Doe&email=a@example.com");
            eager("threads").threads(1).to(ACTION);
            from("direct:dead-letter").errorHandler(deadLetterChannel("direct:dead").maximumRedeliveries(3).redeliveryDelay(0))
                    .to(ACTION);
            from("direct:dead").to("direct:wlcro-dead-letter").to("mock:dead-letter");
            from("direct:loop").loop(3).doTry().to(ACTION).doCatch(OutcomeUnknown.class).to("mock:loop").end().end();
            from("direct:loop-of-many").loop(3).process(exchange -> exchange.getMessage().setBody(
                            Records.lead(exchange.getProperty(Exchange.LOOP_INDEX, int.class))))
                    .doTry().to(ACTION).doCatch(OutcomeUnknown.class).to("mock:loop-of-many").end().end();
            eager("split").split(body()).to(ACTION).end();
            eager("split-parallel").split(body(), new GroupedExchangeAggregationStrategy()).parallelProcessing().to(ACTION).end();
            eager("multicast").multicast().to(ACTION, "direct:inner").end();
            from("direct:plain").to(ACTION);
        }

        private RouteDefinition eager(String name) {
            return (RouteDefinition) from("direct:" + name).onException(Exception.class)
                    .maximumRedeliveries(3).redeliveryDelay(0).logExhausted(false).retryAttemptedLogLevel(LoggingLevel.OFF).end();
        }
    }
}
