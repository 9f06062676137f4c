package com.whitelabelcro.camel.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.connection.KeySource;
import com.whitelabelcro.camel.connection.LedgerConfig;
import com.whitelabelcro.camel.connection.SettingsReader;
import com.whitelabelcro.camel.once.FailedFilter;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 50: Java itself gives up in the midst of a record. */
class ErrorTest {

    /** The key is looked up when the record comes, when it asks for its permit, and when it is sent. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anErrorOfJavaGivesItsPermitBackLeavesNothingInFlightAndTheSameRecordGoesOutLater(int lookUp) throws Exception {
        check(lookUp, OutOfMemoryError::new);
        check(lookUp, StackOverflowError::new);
    }

    private static void check(int lookUp, Supplier<Error> error) throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        KeySource keys = connection -> {
            if (lookUps.incrementAndGet() == lookUp) {
                throw error.get();
            }
            return SandboxConfig.DEFAULT_KEY;
        };
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults()); var context = new DefaultCamelContext()) {
            WhiteLabelCro pack = new WhiteLabelCro(SettingsReader.read(Map.of("wlcro.base-url",
                    sandbox.baseUrl().toString(), "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", "1", "wlcro.period", "1s",
                    "wlcro.retry.max-attempts", "1", LedgerConfig.URL, LedgerConfig.MEMORY_URL)).withKeys(keys));
            context.addRoutes(pack);
            context.start();

            assertThat(send(context).getException()).isNotNull();
            assertThat(pack.state("default").inFlight()).isZero();
            assertThat(sandbox.stats().requests()).isZero();

            assertThat(send(context).getException()).as("it waits for nothing in flight").isNull();
            assertThat(pack.ledger().failed().count(FailedFilter.all()).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isZero();
            assertThat(sandbox.stats().created()).isOne();
        }
    }

    private static Exchange send(DefaultCamelContext context) throws Exception {
        return CompletableFuture.supplyAsync(() -> context.createProducerTemplate().send("direct:wlcro-create-lead",
                        exchange -> exchange.getMessage().setBody(Records.known(1))))
                .get(20, TimeUnit.SECONDS);
    }
}
