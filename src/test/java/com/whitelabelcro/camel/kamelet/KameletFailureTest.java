package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A failure inside a Kamelet is handled by its caller, and the body is the request. */
class KameletFailureTest {

    private static final Map<String, Object> ANN = Map.of("First Name", "Ann", "Email", "ann@example.com");
    private static final Map<String, Object> REQUEST =
            Map.of("first_name", "Ann", "last_name", "Doe", "email", "ann@example.com");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Sandbox sandbox;
    private PackUnderTest pack;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
        pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "1000"), new Callers());
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void end() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        pack.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-exception", "do-try", "dead-letter", "outer", "split", "threads"})
    void theCallersErrorHandlingGetsTheTypedErrorAndTheRequest(String route) throws Exception {
        refuse(1, 404);
        assertThat(send(route, ANN, ExchangePattern.InOnly).getException()).isNull();
        assertThat(seen(route, 0)).isInstanceOf(NotFound.class);

        refuse(6, 503);
        assertThat(send(route, ANN, ExchangePattern.InOut).getException()).isNull();
        assertThat(seen(route, 1)).isInstanceOf(Unavailable.class).hasMessageContaining("6 requests");

        assertThat(send(route, Map.of("First Name", "Ann"), ExchangePattern.InOnly).getException()).isNull();
        assertThat(seen(route, 2)).isInstanceOf(InvalidRequest.class).hasMessageContaining("email is required");

        assertThat(bodies(route)).containsExactly(REQUEST, REQUEST, Map.of("first_name", "Ann", "last_name", "Doe"));
        // Camel would log a table of the steps that the message has passed.
        assertThat(log.list).filteredOn(each -> each.getLevel().isGreaterOrEqual(Level.WARN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-exception", "do-try", "dead-letter", "outer", "split", "threads"})
    void theCallersErrorHandlingAlsoGetsTheFailureOfAnExpression(String route) throws Exception {
        assertThat(send(route, "no map", ExchangePattern.InOnly).getException()).isNull();

        assertThat(seen(route, 0)).isNotNull().isNotInstanceOf(WlcroException.class);
        assertThat(bodies(route)).containsExactly("no map");
        assertThat(log.list).filteredOn(each -> each.getLevel().isGreaterOrEqual(Level.WARN)).isEmpty();
    }

    @Test
    void aFormWhoseLastExpressionFailsLeavesNothingBehind() {
        Exchange end = send("half-filled-in", ANN, ExchangePattern.InOnly);

        assertThat(end.getException()).isNotNull();
        assertThat(end.getVariables()).isEmpty();
        assertThat(end.getMessage().getBody()).isEqualTo(ANN);
    }

    @Test
    void aCallerWithoutErrorHandlingGetsTheExceptionItself() {
        refuse(1, 404);

        Exchange end = send("plain", ANN, ExchangePattern.InOut);

        assertThat(end.getException()).isInstanceOf(NotFound.class);
        assertThat(end.getExchangeExtension().isRedeliveryExhausted()).isFalse();
        assertThat(log.list).filteredOn(each -> each.getLevel().isGreaterOrEqual(Level.WARN)).isEmpty();
    }

    @Test
    void theCallersRedeliveryWorksAfterThePacks() {
        refuse(8, 503);

        Exchange end = send("own-redelivery", ANN, ExchangePattern.InOnly);

        assertThat(end.getException()).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(9);
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void aFailureWithoutAFormKeepsTheBody() {
        refuse(1, 404);

        send("body-only", REQUEST, ExchangePattern.InOnly);

        assertThat(seen("body-only", 0)).isInstanceOf(NotFound.class);
        assertThat(bodies("body-only")).containsExactly(REQUEST);
    }

    @ParameterizedTest
    @EnumSource(value = ExchangePattern.class, names = {"InOnly", "InOut"})
    void theDeadLetterRouteStoresTheRequestWhichCanBeRedriven(ExchangePattern pattern) {
        refuse(1, 409);

        assertThat(send("store", ANN, pattern).getException()).isNull();

        FailedRecord record = listed().get(0);
        assertThat(listed()).hasSize(1);
        assertThat(record.action()).isEqualTo("create-lead");
        assertThat(record.failure().kind()).isEqualTo("Conflict");
        byte[] body = pack.pack().ledger().failed().show(record.id()).toCompletableFuture().join().orElseThrow()
                .body().orElseThrow();
        Exchange again = pack.template().send("direct:wlcro-create-lead", exchange -> {
            exchange.setProperty(RecordProperties.REDRIVEN_ENTRY, record.id());
            exchange.getMessage().setBody(body);
        });
        assertThat(again.getException()).isNull();
        assertThat(sandbox.records().get(0).fields()).isEqualTo(REQUEST);
        assertThat(listed()).isEmpty();
    }

    private List<FailedRecord> listed() {
        return pack.pack().ledger().failed().page(FailedFilter.all(), Optional.empty(), 10).toCompletableFuture().join();
    }

    /** Scripts refusals with a Retry-After of a millisecond. */
    private void refuse(int times, int status) {
        sandbox.script(Stream.generate(() -> ScriptedAnswer.of(status, "Retry-After", "0.001")).limit(times)
                .toArray(ScriptedAnswer[]::new));
    }

    private Exchange send(String route, Object body, ExchangePattern pattern) {
        return pack.template().send("direct:" + route, pattern, exchange -> exchange.getMessage().setBody(body));
    }

    private Throwable seen(String route, int number) {
        return received(route).get(number).getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private List<Object> bodies(String route) {
        return received(route).stream().map(each -> each.getMessage().getBody()).toList();
    }

    private List<Exchange> received(String route) {
        return pack.context().getEndpoint("mock:" + route, MockEndpoint.class).getReceivedExchanges();
    }

    /** The ways in which people write their routes. */
    private static final class Callers extends RouteBuilder {

        private static final String KAMELET = "kamelet:wlcro-create-lead-action"
                + "?first_name=${body[First Name]}&last_name=Doe&email=${body[Email]}";

        @Override
        public void configure() {
            from("direct:on-exception").onException(Exception.class).handled(true).to("mock:on-exception").end().to(KAMELET);
            from("direct:do-try").doTry().to(KAMELET).doCatch(Exception.class).to("mock:do-try").end();
            from("direct:dead-letter").errorHandler(deadLetterChannel("mock:dead-letter")).to(KAMELET);
            from("direct:outer").onException(Exception.class).handled(true).to("mock:outer").end().to("direct:inner");
            from("direct:inner").errorHandler(noErrorHandler()).to(KAMELET);
            from("direct:split").onException(Exception.class).handled(true).to("mock:split").end()
                    .split().message(message -> List.of(message.getBody())).stopOnException().to(KAMELET);
            from("direct:threads").onException(Exception.class).handled(true).to("mock:threads").end()
                    .threads(1).to(KAMELET);
            from("direct:plain").errorHandler(noErrorHandler()).to(KAMELET);
            from("direct:half-filled-in").errorHandler(noErrorHandler())
                    .to("kamelet:wlcro-create-lead-action?first_name=${body[First Name]}&email=${body.nothing}");
            from("direct:own-redelivery").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                    .to(KAMELET);
            from("direct:body-only").onException(WlcroException.class).handled(true).to("mock:body-only").end()
                    .to("kamelet:wlcro-create-lead-action");
            from("direct:store").onException(WlcroException.class).handled(true).to("direct:wlcro-dead-letter").end()
                    .to(KAMELET);
        }
    }
}
