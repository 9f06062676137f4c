package com.whitelabelcro.camel.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The meters, and the tables, alert rules and dashboard of docs/operations. */
@Timeout(60)
class MetersTest {

    private static final Path DASHBOARD = Path.of("docs/operations/grafana-dashboard.json");
    private static final Pattern NAME = Pattern.compile("\\bwlcro_[a-z_]+");

    private static final Map<String, Object> LEAD = Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com",
            "external_id", "web_1");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    @TempDir
    private Path folder;

    private PackUnderTest pack(String... properties) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.connections.acme.api-key", "wlcro_42_refused",
                "wlcro.ledger.url", "jdbc:sqlite:" + folder.resolve("wlcro.db"), "wlcro.suspend", "1h"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return new PackUnderTest(sandbox.baseUrl().toString(), all,
                context -> context.getRegistry().bind("metricsRegistry", registry));
    }

    /** Reads the figures of the ledger again, which otherwise happens every ten seconds. */
    private static void refresh(PackUnderTest pack) {
        PackMeters meters = pack.context().hasService(PackMeters.class);
        for (int second = 0; second < PackMonitor.REFRESH; second++) {
            meters.tick();
        }
    }

    /** Sends a record with a retry, so that every meter exists. */
    private void useEverything(PackUnderTest pack) {
        sandbox.script(ScriptedAnswer.of(503, "Retry-After", "0"));
        assertThat(pack.call("create-lead", LEAD).getException()).isNull();
        refresh(pack);
        await().until(() -> Scrape.of(registry).sum("wlcro_ledger_size_bytes") > 0);
    }

    @Test
    void requestsRecordsAndRetriesAreCountedByConnectionActionAndOutcome() throws Exception {
        try (PackUnderTest pack = pack()) {
            useEverything(pack);
            pack.call("create-lead", LEAD);
            pack.call("create-lead", Records.lead(2), Map.of(WlcroHeaders.CONNECTION, "acme"));
            pack.call("create-lead", Records.lead(3), Map.of(WlcroHeaders.CONNECTION, "nobody"));

            Scrape now = Scrape.of(registry);
            String[] done = {"camelContext", pack.context().getName(), "connection", "default", "action", "create-lead",
                "outcome", "Done"};
            assertThat(now.sum("wlcro_requests_total", done)).isEqualTo(1);
            assertThat(now.sum("wlcro_records_total", done)).isEqualTo(1);
            assertThat(now.sum("wlcro_requests_total", "outcome", "Unavailable")).isEqualTo(1);
            assertThat(now.sum("wlcro_records_total", "outcome", "Duplicate")).isEqualTo(1);
            assertThat(now.sum("wlcro_records_total", "connection", "acme", "outcome", "Unauthorized")).isEqualTo(1);
            assertThat(now.sum("wlcro_records_total", "connection", "none", "outcome", "InvalidRequest")).isEqualTo(1);
            assertThat(now.sum("wlcro_retries_total")).isEqualTo(1);
            assertThat(now.sum("wlcro_request_duration_seconds_count", "connection", "default")).isEqualTo(2);
            assertThat(now.sum("wlcro_record_duration_seconds_bucket", "connection", "default", "le", "Infinity")).isEqualTo(2);
            assertThat(now.sum("wlcro_permits_used", "connection", "default")
                    + now.sum("wlcro_permits_free", "connection", "default")).isEqualTo(100);
            assertThat(now.sum("wlcro_circuit_state", "connection", "acme", "state", "suspended")).isEqualTo(1);
            assertThat(now.sum("wlcro_circuit_state", "connection", "acme", "state", "closed")).isZero();
            assertThat(now.sum("wlcro_ledger_commits_seconds_count")).isPositive();
            assertThat(now.sum("wlcro_ledger_commits_seconds_sum")).isPositive();
        }
    }

    @Test
    void theTableOfTheDocsListsExactlyTheExistingMeters() throws Exception {
        try (PackUnderTest pack = pack()) {
            useEverything(pack);

            Map<String, Set<String>> written = new TreeMap<>();
            for (List<String> row : Document.OPERATIONS.table("Meters")) {
                String meter = Document.code(row.get(0)).get(0);
                written.put(meter, new TreeSet<>(Document.code(row.get(2))));
                String prometheus = Document.code(row.get(1)).get(0);
                assertThat(Scrape.of(registry).names()).as(meter).anyMatch(each -> each.matches(prometheus + "(_count)?"));
            }
            assertThat(written).isEqualTo(ours());
        }
    }

    private Map<String, Set<String>> ours() {
        return registry.getMeters().stream().map(Meter::getId).filter(each -> each.getName().startsWith("wlcro."))
                .collect(Collectors.toMap(Meter.Id::getName, each -> each.getTags().stream().map(Tag::getKey)
                        .filter(key -> !key.equals("camelContext")).collect(Collectors.toCollection(TreeSet::new)),
                        (one, same) -> one, TreeMap::new));
    }

    @Test
    void theDashboardAndTheRulesUseExistingMeters() throws Exception {
        try (PackUnderTest pack = pack()) {
            useEverything(pack);
            assertThat(new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")).hasSizeGreaterThan(10);
            for (Path file : List.of(DASHBOARD, Path.of("docs/operations/alerts.yml"))) {
                Set<String> used = NAME.matcher(Files.readString(file)).results().map(MatchResult::group).collect(Collectors.toSet());
                assertThat(used).as(file.toString()).isNotEmpty().isSubsetOf(Scrape.of(registry).names());
            }
        }
    }

    @Test
    void theTableOfAlertsMatchesTheRules() throws Exception {
        assertThat(Document.OPERATIONS.table("Alerts").stream().map(row -> Document.code(row.get(0)).get(0)))
                .containsExactlyElementsOf(AlertRule.all().stream().map(AlertRule::name).toList());
    }

    static Stream<AlertRule> everyRuleFiresAfterItsCauseAndNotBefore() throws Exception {
        return AlertRule.all().stream();
    }

    @ParameterizedTest
    @MethodSource
    void everyRuleFiresAfterItsCauseAndNotBefore(AlertRule rule) throws Exception {
        try (PackUnderTest pack = pack("wlcro.limit", rule.name().equals("WlcroCallersWaiting") ? "1" : "100", "wlcro.period", "1h",
                "wlcro.retry.max-attempts", "1")) {
            await().until(() -> Scrape.of(registry).sum("wlcro_failed_records") == 0);
            Scrape before = Scrape.of(registry);
            assertThat(rule.fires(before, before)).isFalse();

            cause(rule.name(), pack);

            await().until(() -> {
                refresh(pack);
                return rule.fires(before, Scrape.of(registry));
            });
        }
    }

    private void cause(String alert, PackUnderTest pack) throws Exception {
        switch (alert) {
            case "WlcroConnectionSuspended" -> pack.call("create-lead", Records.lead(1), Map.of(WlcroHeaders.CONNECTION, "acme"));
            case "WlcroConnectionOutage" -> {
                sandbox.close();
                for (int i = 0; i < 6; i++) {
                    pack.begin("create-lead", Records.lead(i), Map.of());
                }
            }
            case "WlcroOutcomeUnknown" -> {
                sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER));
                pack.call("create-lead", Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com"));
            }
            case "WlcroRecordsFailed" -> pack.template().send("direct:wlcro-dead-letter", exchange -> {
                exchange.getMessage().setBody(Records.lead(1));
                exchange.getMessage().setHeader(WlcroHeaders.ACTION, "create-lead");
            });
            case "WlcroQueueOld" -> {
                pack.call("create-lead", Records.lead(1), Map.of(WlcroHeaders.CONNECTION, "acme"));
                assertThat(pack.call("create-lead", Records.lead(2), Map.of(WlcroHeaders.CONNECTION, "acme", WlcroHeaders.DELIVERY, "later"))
                        .getException()).isNull();
                letTwoHoursPass();
            }
            case "WlcroLedgerNotWritable" -> {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path each : files.toList()) {
                        Files.delete(each);
                    }
                }
                pack.call("create-lead", Records.lead(1));
            }
            case "WlcroCallersWaiting" -> {
                for (int i = 0; i < 3; i++) {
                    pack.begin("create-lead", Records.lead(i), Map.of());
                }
            }
            default -> throw new IllegalStateException("Nothing causes " + alert);
        }
    }

    /** Ages the queued records by two hours. */
    private void letTwoHoursPass() throws SQLException {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("wlcro.db"));
                Statement statement = ledger.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("UPDATE wlcro_queue SET created = created - 7200000");
        }
    }

    @Test
    void theMetersAreRegisteredOnlyWhileTheContextRuns() throws Exception {
        try (PackUnderTest pack = pack()) {
            useEverything(pack);
            assertThat(ours()).isNotEmpty();
            pack.context().stop();
            assertThat(ours()).isEmpty();
            pack.context().start();
            assertThat(ours()).containsKey("wlcro.permits.used");
        }
    }

    @Test
    void theCompositeOneOfSeveralRegistriesIsUsed() throws Exception {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of(), context -> {
            context.getRegistry().bind("one", composite);
            context.getRegistry().bind("two", other);
        })) {
            pack.call("create-lead", Records.lead(1));
            assertThat(composite.getMeters()).isNotEmpty();
            assertThat(other.getMeters()).isEmpty();
        }
    }

    @Test
    void withoutARegistryNothingIsCounted() throws Exception {
        try (PackUnderTest pack = PackUnderTest.on(sandbox)) {
            assertThat(pack.context().hasService(PackMeters.class)).isNull();
        }
    }
}
