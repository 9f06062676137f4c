package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.support.SafeProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure returns its permit: one that is not given back is lost, and a few lost ones stop a connection. */
class PermitSafetyTest {

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(
            SandboxConfig.of(c -> c.limit(1_000)), Map.of("wlcro.limit", "5", "wlcro.period", "200ms"));
    private final Sandbox sandbox = pack.sandbox();

    @ParameterizedTest
    @ValueSource(strings = {"wlcro-attempt-request", "wlcro-attempt-try", "wlcro-attempt-classify"})
    void everyFailureInThePipelineReturnsItsPermit(String step) throws Exception {
        AdviceWith.adviceWith(pack.context(), "wlcro-attempt",
                route -> route.weaveById(step).replace().process(PermitSafetyTest::fail));

        for (int i = 0; i < 6; i++) {
            Exchange end = pack.begin("create-lead", Records.lead(i), Map.of()).get(60, TimeUnit.SECONDS);
            assertThat(end.getException()).isNotNull();
        }

        assertThat(pack.state("default").inFlight()).isZero();
    }

    @Test
    void anErrorInAStepOfThePackReachesTheCallerAsAnException() {
        Exchange exchange = new DefaultExchange(pack.context());

        assertThatThrownBy(() -> new SafeProcessor(PermitSafetyTest::overflow).process(exchange))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("StackOverflowError").hasMessageNotContaining("private");
    }

    @Test
    void aCallerThatIsStoppedDuringARequestGetsItsAnswer() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(1_000).latency(Duration.ofMillis(300))));
        ExecutorService callers = Executors.newFixedThreadPool(5);
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> lead = Records.lead(i);
            ends.add(CompletableFuture.supplyAsync(() -> pack.begin("create-lead", lead, Map.of()), callers)
                    .thenCompose(end -> end));
        }
        await().until(() -> sandbox.stats().requests() == 5);

        pack.context().stop();

        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(ends).allSatisfy(end -> assertThat(end.join().getException()).isNull());
        callers.shutdown();
    }

    @Test
    void fiveRefusalsOfTheScopeSuspendTheConnectionAndTheErrorSaysThatNothingWasSent() {
        for (int i = 0; i < 5; i++) {
            sandbox.script(ScriptedAnswer.of(403, "{\"message\":\"scope integrations:write is missing\"}"));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(pack.call("create-lead", Records.lead(i)).getException(WlcroException.class).getAttempts()).isEqualTo(1);
        }

        Exchange sixth = pack.call("create-lead", Records.lead(6));

        assertThat(sixth.getException(Forbidden.class).getAttempts()).isZero();
        assertThat(sixth.getException()).hasMessageContaining("not sent, the connection is suspended");
        assertThat(sandbox.stats().requests()).isEqualTo(5);
    }

    @Test
    void severalRedirectsInARowSuspendTheConnectionWithTheErrorOfARedirect() {
        for (int i = 0; i < 5; i++) {
            sandbox.script(ScriptedAnswer.of(302, "Location", "http://redirect.invalid/"));
        }
        List<Class<?>> errors = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            errors.add(pack.call("create-lead", Records.lead(i)).getException().getClass());
        }

        assertThat(errors.subList(1, 6)).containsOnly(errors.get(0));
        assertThat(sandbox.stats().requests()).isEqualTo(5);
    }

    private static void overflow(Exchange exchange) {
        throw new StackOverflowError("private");
    }

    private static void fail(Exchange exchange) {
        throw new IllegalStateException("as in a bug of ours");
    }
}
