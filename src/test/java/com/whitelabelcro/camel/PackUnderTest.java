package com.whitelabelcro.camel;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the pack, as a caller has it. Its periods are short, so that no test waits for a minute. */
public final class PackUnderTest implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final WhiteLabelCro pack;
    private final ProducerTemplate template;
    /** Null unless it belongs to this object. */
    private final Sandbox sandbox;

    /** What a host does to its context before the pack is added. */
    @FunctionalInterface
    public interface Setup {
        void to(CamelContext context) throws Exception;
    }

    /** @param baseUrl of the API; {@code properties} are added to the defaults of the tests */
    public PackUnderTest(String baseUrl, Map<String, String> properties, RoutesBuilder... callers) throws Exception {
        this(baseUrl, properties, context -> {}, callers);
    }

    public PackUnderTest(String baseUrl, Map<String, String> properties, Setup setup, RoutesBuilder... callers)
            throws Exception {
        this(null, baseUrl, properties, setup, callers);
    }

    private PackUnderTest(Sandbox own, String baseUrl, Map<String, String> properties, Setup setup, RoutesBuilder... callers)
            throws Exception {
        sandbox = own;
        setup.to(context);
        Map<String, String> all = new HashMap<>(Map.of(
                "wlcro.base-url", baseUrl,
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.period", "2s",
                "wlcro.ledger.url", LedgerConfig.MEMORY_URL,
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

    /** With a sandbox of its own, which ends with it. For a field that JUnit closes after each test ({@code @AutoClose}). */
    public static PackUnderTest withSandbox(SandboxConfig config, Map<String, String> properties, RoutesBuilder... callers) {
        Sandbox own = Sandbox.start(config);
        try {
            return new PackUnderTest(own, own.baseUrl().toString(), properties, context -> {}, callers);
        } catch (Exception e) {
            own.close();
            throw new IllegalStateException(e);
        }
    }

    public static PackUnderTest on(Sandbox sandbox, RoutesBuilder... callers) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of(), callers);
    }

    public CamelContext context() {
        return context;
    }

    /** The sandbox that belongs to this object; null if it was given a base URL. */
    public Sandbox sandbox() {
        return sandbox;
    }

    public WhiteLabelCro pack() {
        return pack;
    }

    public ProducerTemplate template() {
        return template;
    }

    /** Calls an action and returns the exchange with its result or its exception. */
    public Exchange call(String action, Object body) {
        return template.send("direct:wlcro-" + action, exchange -> exchange.getIn().setBody(body));
    }

    /** Calls an action with headers and returns the exchange with its result or its exception. */
    public Exchange call(String action, Object body, Map<String, Object> headers) {
        return template.send("direct:wlcro-" + action, exchange -> fill(exchange, body, headers));
    }

    /** Calls an action like an asynchronous route: no thread waits while the record waits. */
    public CompletableFuture<Exchange> begin(String action, Object body, Map<String, Object> headers) {
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        try {
            Endpoint endpoint = context.getEndpoint("direct:wlcro-" + action);
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            Exchange exchange = endpoint.createExchange();
            fill(exchange, body, headers);
            producer.process(exchange, doneSync -> end.complete(exchange));
        } catch (Exception e) {
            end.completeExceptionally(e);
        }
        return end;
    }

    /** The result map of a successful action. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> answer(Exchange end) {
        return end.getMessage().getBody(Map.class);
    }

    /** The state of a connection. */
    public ConnectionSnapshot state(String connection) {
        return pack.state(connection);
    }

    private static void fill(Exchange exchange, Object body, Map<String, Object> headers) {
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
    }

    @Override
    public void close() {
        context.stop();
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
