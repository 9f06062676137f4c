package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.event.ConnectionChanged;
import com.whitelabelcro.camel.event.ConnectionChanged.Change;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.system.PackThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of connections is edited while the pack runs. */
class ChangingConnectionsTest {

    private static final String A = "wlcro_live_1_a";
    private static final String B_OLD = "wlcro_live_2_old";
    private static final String B_NEW = "wlcro_live_2_new";
    private static final String C = "wlcro_live_3_c";
    private static final String D = "wlcro_live_4_d";

    @TempDir
    private Path directory;

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.keys(A, B_OLD, B_NEW, C, D)));
    private final CamelContext context = new DefaultCamelContext();
    private final Queue<ConnectionChanged> changes = new ConcurrentLinkedQueue<>();
    private WhiteLabelCro pack;

    @AfterEach
    void end() {
        context.stop();
        sandbox.close();
    }

    private Path file() {
        return directory.resolve("connections.properties");
    }

    private void write(String... lines) throws IOException {
        Files.write(file(), List.of(lines));
    }

    private void start(WhiteLabelCro with) throws Exception {
        pack = with.onEvent(event -> {
            if (event instanceof ConnectionChanged change) {
                changes.add(change);
            }
        });
        context.addRoutes(pack);
        context.start();
    }

    private WhiteLabelCro pack(String ledger) {
        return new WhiteLabelCro(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.connections-file", file().toString(), LedgerConfig.URL, ledger), context::resolvePropertyPlaceholders));
    }

    private CompletableFuture<Exchange> send(String connection, int record) {
        return context.createProducerTemplate().asyncSend("direct:wlcro-create-lead", exchange -> {
            exchange.getMessage().setBody(Records.known(record));
            exchange.getMessage().setHeader("WlcroConnection", connection);
        });
    }

    private static Exchange get(CompletableFuture<Exchange> end) throws Exception {
        return end.get(30, TimeUnit.SECONDS);
    }

    @Test
    void connectionsAreAddedRemovedAndGetNewKeysWithoutAnEffectOnOthers() throws Exception {
        sandbox.revokeKey(B_OLD);
        context.getPropertiesComponent().addInitialProperty("key.of.b", B_NEW);
        write("alpha.api-key=" + A, "beta.api-key=" + B_OLD, "gamma.api-key=" + C, "gamma.limit=1");
        start(pack(LedgerConfig.MEMORY_URL));
        assertThat(get(send("beta", 1)).getException()).isInstanceOf(Unauthorized.class);
        assertThat(get(send("beta", 2)).getException()).hasMessageContaining("suspended");
        assertThat(get(send("gamma", 3)).getException()).isNull();
        CompletableFuture<Exchange> waiting = send("gamma", 4);
        await().until(() -> pack.state("gamma").waiting() == 1);

        write("alpha.api-key=" + A, "beta.api-key={{key.of.b}}", "delta.api-key=" + D);
        await().until(() -> changes.size() == 3);

        assertThat(changes).containsExactlyInAnyOrder(new ConnectionChanged("delta", Change.ADDED),
                new ConnectionChanged("beta", Change.KEY_CHANGED), new ConnectionChanged("gamma", Change.REMOVED));
        assertThat(get(waiting).getException(Unavailable.class)).hasMessageContaining(
                "not sent: connection gamma has been removed from the configuration");
        assertThat(get(send("gamma", 5)).getException(InvalidRequest.class)).hasMessageContaining("alpha, beta, delta");
        for (String each : List.of("beta", "delta", "alpha")) {
            assertThat(get(send(each, 6)).getException()).as(each).isNull();
        }
        assertThat(pack.states().keySet()).containsExactly("alpha", "beta", "delta");
        await().untilAsserted(() -> assertThat(HealthCheckRegistry.get(context).stream()).extracting(HealthCheck::getId)
                .filteredOn(each -> each.startsWith("wlcro-connection:"))
                .containsExactlyInAnyOrder("wlcro-connection:alpha", "wlcro-connection:beta", "wlcro-connection:delta"));
        assertThat(sandbox.records()).extracting(SandboxRecord::externalId).containsExactly("test_3", "test_6", "test_6", "test_6");
    }

    @Test
    void recordsQueuedForARefusedKeyOrARemovedConnectionStayAndAreSentWithAGoodKey() throws Exception {
        sandbox.revokeKey(B_OLD);
        write("alpha.api-key=" + A, "beta.api-key=" + B_OLD);
        start(pack(LedgerConfig.MEMORY_URL));
        for (int i = 1; i <= 20; i++) {
            assertThat(get(later("beta", i)).getException()).isNull();
        }
        await().until(() -> pack.state("beta").state() == State.SUSPENDED);

        write("alpha.api-key=" + A);
        await().until(() -> changes.size() == 1);
        write("alpha.api-key=" + A, "beta.api-key=" + B_NEW);

        await().until(() -> sandbox.records().size() == 20);
        assertThat(sandbox.stats().created()).isEqualTo(20);
        assertThat(pack.ledger().failed().count(FailedFilter.all()).toCompletableFuture().join()).isZero();
    }

    private CompletableFuture<Exchange> later(String connection, int record) {
        return context.createProducerTemplate().asyncSend("direct:wlcro-create-lead", exchange -> {
            exchange.getMessage().setBody(Records.known(record));
            exchange.getMessage().setHeader("WlcroConnection", connection);
            exchange.getMessage().setHeader("WlcroDelivery", "later");
        });
    }

    @Test
    void fiveHundredConnectionsStartInAFewTransactionsAndWithoutThreads() throws Exception {
        Files.writeString(file(), IntStream.range(0, 500).mapToObj(each -> "c" + each + ".api-key=wlcro_live_" + (each + 1) + "_x\n")
                .collect(Collectors.joining()));
        WatchedDataSource database = new WatchedDataSource();
        database.open(directory.resolve("ledger.db"));
        database.reset();

        start(pack("jdbc:sqlite:" + directory.resolve("ledger.db")).ledger(database.source()));

        assertThat(pack.states()).hasSize(500);
        assertThat(database.seen().commits()).isLessThan(25);
        assertThat(PackThreads.ours().count()).isLessThan(100);
    }
}
