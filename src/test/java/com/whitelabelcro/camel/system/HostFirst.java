package com.whitelabelcro.camel.system;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A host's context that is already running when the pack is added. */
final class HostFirst implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();

    HostFirst(Sandbox sandbox, RoutesBuilder... host) throws Exception {
        for (RoutesBuilder each : host) {
            context.addRoutes(each);
        }
        context.start();
        context.addRoutes(new WhiteLabelCro(SettingsReader.read(Map.of(
                "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                LedgerConfig.URL, LedgerConfig.MEMORY_URL))));
    }

    Exchange call(String endpoint, Object body) {
        return context.createProducerTemplate().send(endpoint, each -> each.getMessage().setBody(body));
    }

    @Override
    public void close() {
        context.stop();
    }
}
