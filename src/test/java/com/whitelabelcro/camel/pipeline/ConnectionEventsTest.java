package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events about connections that a host receives. */
@Timeout(60)
class ConnectionEventsTest {

    private final BlockingQueue<WlcroEvent> heard = new LinkedBlockingQueue<>();
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    /** The next change of a connection's state; skips other events. */
    private ConnectionStateChanged next() throws InterruptedException {
        WlcroEvent event = heard.poll(30, TimeUnit.SECONDS);
        while (event != null && !(event instanceof ConnectionStateChanged)) {
            event = heard.poll(30, TimeUnit.SECONDS);
        }
        return (ConnectionStateChanged) event;
    }

    private PackUnderTest withListener(Map<String, String> properties, WlcroEventListener listener) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), properties,
                context -> context.getRegistry().bind("mine", listener));
    }

    @Test
    void aListenerInTheRegistryIsNotifiedWhenTheKeyIsRefusedAndWhenItIsAcceptedAgain() throws Exception {
        Map<String, String> properties = Map.of("wlcro.suspend", "1s", "wlcro.retry.max-attempts", "1");
        try (PackUnderTest pack = withListener(properties, heard::add)) {
            sandbox.script(ScriptedAnswer.of(401, "{\"message\":\"no key of Ann Lee\"}"));
            pack.call("create-lead", Records.lead(1));
            pack.call("create-lead", Records.lead(2));

            ConnectionStateChanged suspended = next();
            assertThat(suspended.state()).isEqualTo(State.SUSPENDED);
            assertThat(suspended.connection()).isEqualTo("default");
            assertThat(suspended.reason()).contains("401").doesNotContain("Ann");
            assertThat(suspended.until()).isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(2));

            assertThat(pack.state("default").state()).isEqualTo(State.SUSPENDED);
            await().until(() -> pack.call("create-lead", Records.lead(3)).getException() == null);
            assertThat(next().state()).isEqualTo(State.HALF_OPEN);
            assertThat(next()).isEqualTo(new ConnectionStateChanged("default", State.CLOSED, "", null));
            assertThat(pack.pack().states()).containsOnlyKeys("default")
                    .hasEntrySatisfying("default", state -> assertThat(state.state()).isEqualTo(State.CLOSED));
            assertThatThrownBy(() -> pack.state("acme")).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("default");
        }
    }

    @Test
    void aListenerThatBlocksDelaysNoRecord() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (PackUnderTest pack = withListener(Map.of("wlcro.suspend", "1s"), event -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            sandbox.script(ScriptedAnswer.of(429, "Retry-After", "1"));
            assertThat(pack.call("create-lead", Records.lead(1)).getException()).isNull();
            assertThat(pack.call("create-lead", Records.lead(2)).getException()).isNull();
            stuck.countDown();
        }
    }

    @Test
    void aListenerCanBePassedWithoutARegistry() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new WhiteLabelCro(SettingsReader.read(Map.of("wlcro.api-key", "wlcro_1_wrong",
                    "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.ledger.url", LedgerConfig.MEMORY_URL)))
                    .onEvent(heard::add).onEvent(event -> {
                        throw new IllegalStateException("a listener's own fault");
                    }));
            context.start();
            context.createProducerTemplate().send("direct:wlcro-create-lead",
                    exchange -> exchange.getMessage().setBody(Records.lead(1)));
            assertThat(next().state()).isEqualTo(State.SUSPENDED);
        }
        assertThat(heard).noneMatch(ConnectionStateChanged.class::isInstance);
    }
}
