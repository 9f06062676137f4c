package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.ledger.jdbc.PostgresServer;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The whole pack on PostgreSQL, configured only by its URL (row 45 of the list of faults). */
@SystemTest
class PostgresRunTest {

    private static final Duration PERIOD = Duration.ofMillis(500);

    @Test
    void theNineActionsSucceedOnceAndAreDuplicatesAfterwards() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                PackUnderTest pack = pack(sandbox, PostgresServer.sharedUrl(), 1_000)) {
            Map<String, Map<String, Object>> bodies = bodies();
            Map<String, Object> ids = new HashMap<>();
            bodies.forEach((action, body) -> {
                String kind = action.split("-")[1];
                String idName = kind.equals("affiliate") ? "employee_id" : "client_id";
                if (action.startsWith("create")) {
                    ids.put(kind, PackUnderTest.answer(pack.call(action, body)).get(idName));
                } else {
                    body.put(idName, ids.get(kind));
                }
            });
            bodies.forEach((action, body) -> {
                Map<String, Object> key = Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "k" + action);
                assertThat(pack.call(action, body, key).getException()).as(action).isNull();
                long requests = sandbox.stats().requests();
                Exchange again = pack.call(action, body, key);
                assertThat(again.getMessage().getHeader(WlcroHeaders.DUPLICATE)).as(action).isEqualTo(true);
                assertThat(sandbox.stats().requests()).as(action).isEqualTo(requests);
            });
            assertThat(bodies).hasSize(9);
        }
    }

    private static Map<String, Map<String, Object>> bodies() {
        Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();
        bodies.put("create-lead", new LinkedHashMap<>(Records.known(1)));
        bodies.put("create-client", new LinkedHashMap<>(Records.known(2)));
        bodies.put("create-affiliate", new LinkedHashMap<>(Records.known(3)));
        for (String action : new String[] {"update-lead", "update-client", "update-affiliate"}) {
            bodies.put(action, new LinkedHashMap<>(Map.of("first_name", "Bea")));
        }
        bodies.put("update-lead-status", new LinkedHashMap<>(Map.of("new_status", "Lead - Contacted")));
        bodies.put("update-client-status", new LinkedHashMap<>(Map.of("new_status", "Client - Graduated")));
        bodies.put("add-client-note", new LinkedHashMap<>(Map.of("text", "Called back")));
        return bodies;
    }

    @Test
    void aRestartOfTheServerInTheMiddleLosesAndDuplicatesNothing() throws Exception {
        try (PostgresServer server = new PostgresServer(); Sandbox sandbox = Sandbox.start(
                SandboxConfig.of(c -> c.limit(60).period(PERIOD).latency(Duration.ofMillis(5))))) {
            PackUnderTest pack = pack(sandbox, server.freshUrl(), 60);
            Invariants invariants = new Invariants(sandbox, 60);
            for (int i = 0; i < 300; i++) {
                Map<String, Object> body = i % 2 == 0 ? Records.known(i) : Records.lead(i);
                invariants.accepted((String) body.get("email"),
                        pack.begin("create-lead", body, Map.<String, Object>of()));
            }
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> sandbox.stats().requests() >= 100);

            server.stop();
            long before = sandbox.stats().requests();
            server.start();

            invariants.checkAndClose(pack, "default");
            assertThat(before).as("it was stopped in the middle").isLessThan(300);
            assertThat(sandbox.stats().created()).isEqualTo(300);
            assertThat(sandbox.stats().requests()).isEqualTo(300);
        }
    }

    @Test
    void aRotatedKeyKeepsTheIdentitiesOfItsCompanyAndAnotherCompanySeesNoneOfThem() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(
                c -> c.keys("wlcro_live_92_old", "wlcro_live_92_new", "wlcro_live_93_other")))) {
            String url = PostgresServer.sharedUrl();
            Map<String, Object> keyed = Map.of(WlcroHeaders.IDEMPOTENCY_KEY, "row 1");
            for (String key : new String[] {"wlcro_live_92_old", "wlcro_live_92_new", "wlcro_live_93_other"}) {
                try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(),
                        Map.of("wlcro.ledger.url", url, "wlcro.api-key", key))) {
                    Exchange end = pack.call("create-lead", Records.lead(1), keyed);
                    assertThat(end.getException()).as(key).isNull();
                    assertThat(end.getMessage().getHeader(WlcroHeaders.DUPLICATE, false, Boolean.class)).as(key)
                            .isEqualTo(key.endsWith("new"));
                }
            }
            assertThat(sandbox.stats().requests()).isEqualTo(2);
        }
    }

    private static PackUnderTest pack(Sandbox sandbox, String url, int limit) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.ledger.url", url,
                "wlcro.limit", String.valueOf(limit), "wlcro.period", PERIOD.toMillis() + "ms"));
    }
}
