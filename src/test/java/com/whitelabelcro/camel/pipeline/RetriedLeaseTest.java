package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What the ledger stores before each request of a record that cannot be repeated safely. */
class RetriedLeaseTest {

    private final List<Boolean> storedAsSent = new CopyOnWriteArrayList<>();

    @Test
    void theSecondRequestIsStoredAsSentAgainBecauseTheLedgerKnewItAsNotSent() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(1_000)));
                DefaultCamelContext context = new DefaultCamelContext()) {
            new RoutePackInstaller(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                    "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.ledger.url", "jdbc:sqlite::memory:")),
                    null, List.of(), this::watched).addTo(context);
            context.start();
            sandbox.script(ScriptedAnswer.fault(Fault.STATUS_503));

            Exchange end = context.createProducerTemplate().send("direct:wlcro-create-lead",
                    exchange -> exchange.getMessage().setBody(Records.lead(1)));

            assertThat(end.getException()).isNull();
            // The first request was stored as sent when the record began with its permit, the second one is not.
            assertThat(storedAsSent).containsExactly(true, false);
        }
    }

    private Ledger watched(Ledger real) {
        return (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (proxy, method, values) -> {
                    if (method.getName().equals("sending")) {
                        storedAsSent.add(((EntryLease) values[0]).marked());
                    }
                    try {
                        return method.invoke(real, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
