package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The operations page of a pack that uses a sandbox, on a free port. */
final class PageUnderTest implements AutoCloseable {

    private final AtomicReference<String> key = new AtomicReference<>(SandboxConfig.DEFAULT_KEY);
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(change -> change.keepBodies(true)));
    private final CamelContext context = new DefaultCamelContext();
    private final Vertx vertx = Vertx.vertx();
    private final OperationsToken token;
    private final RoutePackInstaller pack;
    private final HttpServer server;

    /** @param home where the token is stored */
    PageUnderTest(Path home) throws Exception {
        token = OperationsToken.in(home);
        pack = new RoutePackInstaller(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.ledger.url", LedgerConfig.MEMORY_URL,
                "wlcro.retry.max-attempts", "1")).withKeys(connection -> key.get()), null, List.of());
        pack.addTo(context);
        context.start();
        Router router = Router.router(vertx);
        new OperationsPage(pack, Duration.ofSeconds(60), token).addTo(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    OperationsToken token() {
        return token;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Changes the API key. */
    void key(String other) {
        key.set(other);
    }

    void create(Map<String, Object> lead) {
        context.createProducerTemplate().requestBody("direct:wlcro-create-lead", lead);
    }

    /** Sends a lead that a scenario gives up on. */
    FailedRecord giveUp(Map<String, Object> lead) {
        context.createProducerTemplate().send("direct:wlcro-dead-letter", exchange -> {
            exchange.getMessage().setBody(lead);
            exchange.getMessage().setHeader(WlcroHeaders.ACTION, "create-lead");
        });
        return listed().get(0);
    }

    List<FailedRecord> listed() {
        return pack.ledger().failed().page(FailedFilter.all(), Optional.empty(), 100).toCompletableFuture().join();
    }

    EntryState state(FailedRecord record) {
        return pack.ledger().failed().show(record.id()).toCompletableFuture().join().map(FailedRecord::state).orElse(EntryState.DONE);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        context.stop();
        sandbox.close();
    }
}
