package com.whitelabelcro.camel.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.ConnectionHealth;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel's health checks and developer console show of the pack. */
class HealthTest {

    private static final Map<String, Object> LEAD = Map.of("first_name", "Ann", "last_name", "Private", "email", "ann@example.com");

    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static PackUnderTest pack(String... properties) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.connections.acme.api-key", "wlcro_42_refused",
                "wlcro.suspend", "1h"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return new PackUnderTest(sandbox.baseUrl().toString(), all);
    }

    private static Map<String, Result> checks(PackUnderTest pack) {
        return HealthCheckHelper.invoke(pack.context(), "full").stream()
                .filter(each -> "wlcro".equals(each.getCheck().getGroup()))
                .collect(Collectors.toMap(each -> each.getCheck().getId(), each -> each));
    }

    private static void refuseTheKeyOfAcme(PackUnderTest pack) {
        assertThat(pack.call("create-lead", LEAD, Map.of(WlcroHeaders.CONNECTION, "acme")).getException())
                .isInstanceOf(Unauthorized.class);
    }

    @Test
    void noRecordHasToCreateEventsForTheHealthChecks() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThat(new Operations(context, null, ConnectionHealth.REPORT).listeners()).isEmpty();
        }
    }

    @Test
    void theLedgerAndEachConnectionHaveAReadinessCheckAndNoLivenessCheck() throws Exception {
        try (PackUnderTest pack = pack()) {
            assertThat(checks(pack)).containsOnlyKeys("wlcro-ledger", "wlcro-connection:acme", "wlcro-connection:default")
                    .allSatisfy((name, result) -> assertThat(result.getState()).isEqualTo(State.UP));
            assertThat(checks(pack).values()).map(Result::getCheck).allMatch(HealthCheck::isReadiness)
                    .noneMatch(HealthCheck::isLiveness);
            assertThat(checks(pack).get("wlcro-connection:default").getDetails())
                    .containsEntry("state", "CLOSED").containsEntry("permits.limit", 100);
        }
    }

    @Test
    void aRefusedKeyIsUpWithItsReasonAndTheTimeOfTheNextTry() throws Exception {
        try (PackUnderTest pack = pack()) {
            refuseTheKeyOfAcme(pack);

            Result acme = checks(pack).get("wlcro-connection:acme");
            assertThat(acme.getState()).isEqualTo(State.UP);
            assertThat(acme.getDetails()).containsEntry("state", "SUSPENDED");
            assertThat(acme.getDetails().get("reason").toString()).contains("401");
            assertThat(Instant.parse(acme.getDetails().get("until").toString())).isAfter(Instant.now().plusSeconds(3000));
            assertThat(acme.getMessage().orElseThrow()).startsWith("SUSPENDED: ").contains("until 20");
            assertThat(checks(pack).get("wlcro-connection:default").getMessage()).isEmpty();
        }
    }

    @Test
    void aFailingConnectionIsDownIfTheSettingsMakeItCount() throws Exception {
        try (PackUnderTest pack = pack("wlcro.health.connections", "require")) {
            refuseTheKeyOfAcme(pack);

            assertThat(checks(pack).get("wlcro-connection:acme").getState()).isEqualTo(State.DOWN);
            assertThat(checks(pack).get("wlcro-connection:default").getState()).isEqualTo(State.UP);
            assertThat(checks(pack).get("wlcro-ledger").getState()).isEqualTo(State.UP);
        }
    }

    @Test
    void aLedgerThatCannotBeWrittenIsDownWithItsReason() throws Exception {
        try (PackUnderTest pack = pack("wlcro.ledger.url", "jdbc:sqlite:" + folder.resolve("wlcro.db"))) {
            loseTheLedger();
            assertThat(pack.call("create-lead", LEAD).getException()).isInstanceOf(Unavailable.class);

            Result ledger = checks(pack).get("wlcro-ledger");
            assertThat(ledger.getState()).isEqualTo(State.DOWN);
            assertThat(ledger.getMessage().orElseThrow()).contains("was deleted or replaced");
            assertThat(checks(pack).get("wlcro-connection:default").getState()).isEqualTo(State.UP);
        }
    }

    private void loseTheLedger() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void theChecksAreAvailableAgainAfterARestartOfTheContext() throws Exception {
        try (PackUnderTest pack = pack()) {
            pack.context().stop();
            pack.context().start();

            assertThat(checks(pack)).hasSize(3);
        }
    }

    @Test
    void camelsConsoleShowsConnectionsAndFailuresAndNoBody() throws Exception {
        try (PackUnderTest pack = pack()) {
            refuseTheKeyOfAcme(pack);
            pack.template().send("direct:wlcro-dead-letter", exchange -> {
                exchange.getIn().setBody(LEAD);
                exchange.getIn().setHeader(WlcroHeaders.ACTION, "create-lead");
            });

            DevConsole console = PluginHelper.getDevConsoleResolver(pack.context()).resolveDevConsole("wlcro");
            String text = (String) console.call(DevConsole.MediaType.TEXT);
            assertThat(text).contains("Connection acme: SUSPENDED", "Connection default: CLOSED, 0 of 100 permits used",
                    "Failed records: 1, of unknown outcome: 0", "create-lead (default)").doesNotContain("Private");

            Map<?, ?> json = (Map<?, ?>) console.call(DevConsole.MediaType.JSON);
            assertThat(json.toString()).contains("name=acme, state=SUSPENDED", "writable=true, failed=1, unknown=0")
                    .doesNotContain("Private");
            assertThat((List<?>) ((Map<?, ?>) json.get("ledger")).get("lastFailed")).hasSize(1);
        }
    }

    @Test
    void consoleHealthAndJmxShowTheQueueAndWhyItWaits() throws Exception {
        try (PackUnderTest pack = pack()) {
            refuseTheKeyOfAcme(pack);
            pack.call("create-lead", LEAD, Map.of(WlcroHeaders.CONNECTION, "acme", WlcroHeaders.DELIVERY, "later"));
            PackMonitor monitor = pack.context().hasService(PackMonitor.class);

            DevConsole console = PluginHelper.getDevConsoleResolver(pack.context()).resolveDevConsole("wlcro");
            assertThat((String) console.call(DevConsole.MediaType.TEXT)).contains("Queue of acme: 1 queued, the oldest for ",
                    "none is sent at the moment (", "401", "all at the earliest in about ");
            Map<?, ?> json = (Map<?, ?>) console.call(DevConsole.MediaType.JSON);
            assertThat(json.get("queue").toString()).contains("connection=acme, queued=1, oldestSeconds=", "etaSeconds=", "waits=");
            assertThat(monitor.getQueuedRecords()).isEqualTo(1);
            assertThat(monitor.getQueueOldestAge()).isBetween(0L, 60L);
            assertThat(checks(pack).get("wlcro-connection:acme").getDetails().get("queue").toString()).startsWith("1 queued, ");
            assertThat(checks(pack).get("wlcro-connection:default").getDetails()).doesNotContainKey("queue");
        }
    }

    @Test
    void theConsoleOfAContextWithoutThePackIsEmpty() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("wlcro");
            assertThat(console.call(DevConsole.MediaType.TEXT)).isEqualTo("");
            assertThat((Map<?, ?>) console.call(DevConsole.MediaType.JSON)).isEmpty();
        }
    }
}
