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
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one record costs while no other record competes with it: how often the database commits, and how often the work changes
 * its thread until the caller's callback runs. If Camel waits for the record on the calling thread, it never does; otherwise it does
 * once, because the calling thread may be an event loop. The median of several records is taken, since heartbeats of the ledger
 * fall among them.
 */
class HotPathTest {

    private static final int RECORDS = 15;

    /** How a caller calls an action. */
    enum Caller {
        /** Its thread continues with other work and must not be blocked. */
        ASYNCHRONOUS,
        /** A ProducerTemplate, which waits for the result. */
        SYNCHRONOUS
    }

    @TempDir
    private Path folder;
    private final WatchedDataSource database = new WatchedDataSource();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private Sandbox sandbox;
    private ProducerTemplate template;

    private void begin(boolean inMemory) throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
        if (inMemory) {
            database.openInMemory();
        } else {
            database.open(folder.resolve("wlcro.db"));
        }
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

    @ParameterizedTest
    @CsvSource({"SYNCHRONOUS, true, 0", "SYNCHRONOUS, false, 0", "ASYNCHRONOUS, true, 1", "ASYNCHRONOUS, false, 1"})
    void aRecordWithAnExternalIdCostsTwoCommitsAndAtMostOneChangeOfThread(Caller caller, boolean inMemory, int changes) throws Exception {
        begin(inMemory);
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(caller, Records.known(i), Map.of()));
        }

        assertThat(median(all, WatchedDataSource.Seen::commits)).as("commits, %s", all).isEqualTo(2);
        assertThat(median(all, WatchedDataSource.Seen::changes)).as("changes of thread, %s", all).isEqualTo(changes);
    }

    /** Such a record is stored as sent in the transaction that takes its permit, so that it needs no third one. */
    @ParameterizedTest
    @EnumSource
    void aRecordThatMustNotBeRepeatedCostsNoMoreCommits(Caller caller) throws Exception {
        begin(false);
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(caller, Records.lead(i), Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "key " + i)));
        }

        assertThat(median(all, WatchedDataSource.Seen::commits)).as("commits, %s", all).isEqualTo(2);
        assertThat(median(all, WatchedDataSource.Seen::changes)).as("changes of thread, %s", all).isLessThanOrEqualTo(1);
    }

    /** Of them, six begin and commit its two transactions, and renew the lease of the process in them. */
    @ParameterizedTest
    @CsvSource({"true, 13", "false, 11"})
    void aRecordCostsFewStatements(boolean known, int statements) throws Exception {
        begin(false);
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(Caller.SYNCHRONOUS, known ? Records.known(i) : Records.lead(i), Map.of()));
        }

        assertThat(median(all, WatchedDataSource.Seen::statements)).as("statements, %s", all).isEqualTo(statements);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDuplicateCostsNoCommitAndTakesNoPermit(boolean inMemory) throws Exception {
        begin(inMemory);
        send(Caller.SYNCHRONOUS, Records.known(1), Map.of());
        List<WatchedDataSource.Seen> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(send(Caller.SYNCHRONOUS, Records.known(1), Map.of()));
        }

        assertThat(median(all, WatchedDataSource.Seen::commits)).as("commits, %s", all).isZero();
        assertThat(median(all, WatchedDataSource.Seen::changes)).as("changes of thread, %s", all).isZero();
        assertThat(sandbox.stats().requests()).isOne();
    }

    private WatchedDataSource.Seen send(Caller caller, Object body, Map<String, Object> headers) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Endpoint endpoint = context.getEndpoint("direct:wlcro-create-lead");
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        database.reset();
        if (caller == Caller.SYNCHRONOUS) {
            template().send(endpoint, exchange);
            database.note();
        } else {
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            producer.process(exchange, doneSync -> {
                database.note();
                end.complete(null);
            });
            end.get(10, TimeUnit.SECONDS);
        }
        assertThat(exchange.getException()).isNull();
        return database.seen();
    }

    private ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    private static int median(List<WatchedDataSource.Seen> all, ToIntFunction<WatchedDataSource.Seen> what) {
        return all.stream().mapToInt(what).sorted().toArray()[all.size() / 2];
    }
}
