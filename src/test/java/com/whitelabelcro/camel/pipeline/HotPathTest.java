package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one record costs that nobody competes with, as counts: how often the database commits, and how often the work changes
 * its thread until the caller is called back. The median of several records is taken, since heartbeats of the ledger fall
 * among them.
 */
class HotPathTest {

    private static final int RECORDS = 15;

    @TempDir
    private Path folder;
    private final WatchedDataSource database = new WatchedDataSource();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
        database.open(folder.resolve("wlcro.db"));
        context.getCamelContextExtension().addInterceptStrategy((owner, definition, target, next) ->
                new DelegateAsyncProcessor(target) {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        database.note();
                        return super.process(exchange, callback);
                    }
                });
        context.addRoutes(new WhiteLabelCro(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", "1000"))).ledger(database.source()));
        context.start();
    }

    @AfterEach
    void end() {
        context.stop();
        sandbox.close();
    }

    @Test
    void aRecordWithAnExternalIdCostsTwoCommitsAndFourChangesOfThread() throws Exception {
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(Records.known(i), Map.of()));
        }

        assertThat(median(all, WatchedDataSource.Seen::commits)).as("commits, %s", all).isEqualTo(2);
        assertThat(median(all, WatchedDataSource.Seen::changes)).as("changes of thread, %s", all).isLessThanOrEqualTo(4);
    }

    /** It is stored as sent in the transaction that takes its permit, so that it needs no third one. */
    @Test
    void aRecordThatMustNotBeRepeatedCostsNoMoreCommits() throws Exception {
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(Records.lead(i), Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "key " + i)));
        }

        assertThat(median(all, WatchedDataSource.Seen::commits)).as("commits, %s", all).isEqualTo(2);
        assertThat(median(all, WatchedDataSource.Seen::changes)).as("changes of thread, %s", all).isLessThanOrEqualTo(4);
    }

    @Test
    void aDuplicateCostsNoCommitAndTakesNoPermit() throws Exception {
        send(Records.known(1), Map.of());
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(Records.known(1), Map.of()));
        }

        assertThat(median(all, WatchedDataSource.Seen::commits)).as("commits, %s", all).isZero();
        assertThat(sandbox.stats().requests()).isOne();
    }

    /** As an asynchronous route sends it: the caller's own thread waits for nothing. */
    private WatchedDataSource.Seen send(Object body, Map<String, Object> headers) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Endpoint endpoint = context.getEndpoint("direct:wlcro-create-lead");
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        database.reset();
        producer.process(exchange, doneSync -> {
            database.note();
            end.complete(null);
        });
        end.get(10, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        return database.seen();
    }

    private static int median(List<WatchedDataSource.Seen> all, ToIntFunction<WatchedDataSource.Seen> what) {
        return all.stream().mapToInt(what).sorted().toArray()[all.size() / 2];
    }
}
