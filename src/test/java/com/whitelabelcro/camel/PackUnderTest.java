package com.whitelabelcro.camel;

import com.whitelabelcro.camel.connection.SettingsReader;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the pack in it: what a caller has. Short periods, so that no test waits for a minute. */
public final class PackUnderTest implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final WhiteLabelCro pack;
    private final ProducerTemplate template;

    /** @param baseUrl of the API; properties are pairs of name and value that come on top of the tests' defaults */
    public PackUnderTest(String baseUrl, Map<String, String> properties, RoutesBuilder... callers) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "wlcro.base-url", baseUrl,
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.period", "2s",
                "wlcro.timeout", "2s"));
        all.putAll(properties);
        pack = new WhiteLabelCro(SettingsReader.read(all));
        context.addRoutes(pack);
        for (RoutesBuilder caller : callers) {
            context.addRoutes(caller);
        }
        context.start();
        template = context.createProducerTemplate();
    }

    public static PackUnderTest on(Sandbox sandbox, RoutesBuilder... callers) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of(), callers);
    }

    public CamelContext context() {
        return context;
    }

    public WhiteLabelCro pack() {
        return pack;
    }

    public ProducerTemplate template() {
        return template;
    }

    /** Calls an action; the exchange tells how it ended. */
    public Exchange call(String action, Object body) {
        return template.send("direct:wlcro-" + action, exchange -> exchange.getIn().setBody(body));
    }

    @Override
    public void close() {
        context.stop();
    }
}
