package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.system.PackThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host stops its context and starts it again: everything works as before, and no state is lost. */
class RestartTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        sandbox.close();
    }

    private Map<String, String> properties() {
        return Map.of("wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db"),
                "wlcro.limit", "6", "wlcro.period", "1h", "wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.base-url", sandbox.baseUrl().toString());
    }

    private PackUnderTest pack() throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), properties());
    }

    @Test
    void aContextThatIsRestartedTwiceWorksAndKeepsRecordsAndPermits() throws Exception {
        try (PackUnderTest pack = pack()) {
            for (int run = 0; run < 3; run++) {
                assertThat(call(pack.context(), run).getException()).isNull();
                assertThat(call(pack.context(), 0).getMessage().getHeader(WlcroHeaders.DUPLICATE, false, Boolean.class))
                        .as("the record of the first run").isTrue();
                assertThat(pack.state("default").used()).isEqualTo(run + 1);
                if (run < 2) {
                    pack.context().stop();
                    await().untilAsserted(() -> assertThat(PackThreads.ours()).isEmpty());
                    pack.context().start();
                }
            }
            assertThat(sandbox.stats().requests()).isEqualTo(3);
        }
    }

    @Test
    void queuedRecordsAreSentAfterEachStart() throws Exception {
        try (PackUnderTest pack = pack()) {
            for (int run = 0; run < 3; run++) {
                int sent = run + 1;
                pack.context().createProducerTemplate().sendBodyAndHeader("direct:wlcro-create-lead", Records.known(run),
                        WlcroHeaders.DELIVERY, "later");
                await().until(() -> sandbox.records().size() == sent);
                pack.context().stop();
                pack.context().start();
            }
        }
    }

    @Test
    void recordsThatWaitAtTheStopAreRejectedAndTheLimitHoldsAcrossTheRestart() throws Exception {
        try (PackUnderTest pack = pack()) {
            List<CompletableFuture<Exchange>> ends = begin(pack, 0, 10);
            await().until(
                    () -> pack.state("default").waiting() == 4 && pack.state("default").inFlight() == 0);

            pack.context().stop();

            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(ends.stream().filter(each -> each.join().getException() instanceof Unavailable)).hasSize(4);
            pack.context().start();
            List<CompletableFuture<Exchange>> again = begin(pack, 0, 10);
            await().until(() -> pack.state("default").waiting() == 4);
            assertThat(again.stream().filter(CompletableFuture::isDone)).as("duplicates").hasSize(6);
            assertThat(sandbox.stats().requests()).isEqualTo(6);
        }
    }

    @Test
    void aSuspendedContextRejectsWaitingRecordsAndWorksAgainWhenItIsResumed() throws Exception {
        try (PackUnderTest pack = pack()) {
            for (int run = 0; run < 2; run++) {
                int sent = run;
                List<CompletableFuture<Exchange>> ends = begin(pack, 0, 10);
                await().until(
                        () -> pack.state("default").waiting() == 4 && pack.state("default").inFlight() == 0);

                pack.context().suspend();

                CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
                assertThat(ends.stream().filter(each -> each.join().getException() instanceof Unavailable)).hasSize(4);
                pack.context().resume();
                assertThat(call(pack.context(), sent).getMessage().getHeader(WlcroHeaders.DUPLICATE)).isEqualTo(true);
            }
        }
        assertThat(sandbox.stats().requests()).isEqualTo(6);
    }

    @Test
    void aRestartedCamelMainWorksWithItsOwnRoutes() throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new WhiteLabelCro(SettingsReader.read(properties())));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:theirs").to("direct:wlcro-create-lead");
            }
        });
        main.start();
        try {
            for (int run = 0; run < 3; run++) {
                int number = run;
                assertThat(main.getCamelContext().createProducerTemplate().send("direct:theirs",
                        exchange -> exchange.getMessage().setBody(Records.known(number))).getException()).isNull();
                main.getCamelContext().stop();
                main.getCamelContext().start();
            }
        } finally {
            main.stop();
            main.getCamelContext().stop();
        }
        assertThat(sandbox.stats().requests()).isEqualTo(3);
    }

    @Test
    void aLedgerThatCannotBeReopenedPreventsTheStartUntilItIsRepaired() throws Exception {
        try (PackUnderTest pack = pack()) {
            assertThat(call(pack.context(), 0).getException()).isNull();
            pack.context().stop();
            Path ledger = directory.resolve("wlcro.db");
            Path aside = Files.move(ledger, directory.resolve("aside.db"));
            Files.createDirectory(ledger);

            assertThatThrownBy(pack.context()::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is a folder");

            await().untilAsserted(() -> assertThat(PackThreads.ours()).isEmpty());
            Files.delete(ledger);
            Files.move(aside, ledger);
            pack.context().start();
            assertThat(call(pack.context(), 0).getMessage().getHeader(WlcroHeaders.DUPLICATE)).isEqualTo(true);
        }
    }

    private static Exchange call(CamelContext context, int number) {
        return context.createProducerTemplate().send("direct:wlcro-create-lead",
                exchange -> exchange.getMessage().setBody(Records.known(number)));
    }

    private static List<CompletableFuture<Exchange>> begin(PackUnderTest pack, int from, int to) {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ends.add(pack.begin("create-lead", Records.known(i), Map.of()));
        }
        return ends;
    }
}
