package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import com.whitelabelcro.camel.sandbox.SandboxState.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The control interface of the sandbox, {@code /_sandbox}. */
class SandboxControlTest {

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.start(0, SandboxConfig.defaults(), clock, clock);
    private final SandboxClient client = new SandboxClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Reply get(String path) {
        return client.send("GET", "/_sandbox" + path, null, null);
    }

    private Reply post(String path, String body) {
        return client.send("POST", "/_sandbox" + path, body, null);
    }

    @Test
    void theStatisticsAreReported() {
        client.createLead();
        clock.pass(Duration.ofMillis(1500));
        client.patch("/leads/1", "{}");
        assertThat(get("/stats").json()).isEqualTo(SandboxClient.parse("""
                {"requests":2,"accepted":1,"created":1,"updated":0,"notes":0,"statusChanges":0,"duplicates":0,
                "rejected429":0,"unauthorized401":0,"statuses":{"200":1,"404":1},"faults":{},"answersLost":0,
                "maxInAnyWindow":2,"arrivalsInAnyWindow":2,"maxConcurrent":1,"firstRequestMillis":0,
                "lastRequestMillis":1500,"perKey":[{"key":1,"requests":2,"withinLimit":2,"rejected429":0,
                "maxInAnyWindow":2,"arrivalsInAnyWindow":2}]}"""));
    }

    @Test
    void beforeTheFirstRequestItsTimeIsAbsent() {
        assertThat(sandbox.stats().firstRequestMillis()).isEqualTo(-1);
        assertThat(sandbox.stats().lastRequestMillis()).isEqualTo(-1);
    }

    @Test
    void theRecordsAreListedByKindAndPage() {
        client.createLead();
        client.createLead();
        client.post("/clients", ANN);
        client.post("/affiliates", SandboxClient.ann("external_id", "\"x\""));
        assertThat(get("/records").json()).hasSize(4);
        assertThat(get("/records?kind=lead").json()).hasSize(2);
        assertThat(get("/records?kind=lead&offset=1&limit=5").json()).hasSize(1);
        JsonNode affiliate = get("/records?kind=affiliate").json().get(0);
        assertThat(affiliate.get("external_id").asText()).isEqualTo("x");
        assertThat(affiliate.get("created_utc").asText()).isEqualTo("2026-03-04T05:06:00Z");
        assertThat(get("/records?limit=x").status()).isEqualTo(400);
    }

    @Test
    void theRequestsAreListedWithoutKeyAndBody() {
        client.post("/leads?q=1", ANN);
        JsonNode request = get("/requests").json().get(0);
        assertThat(request.get("seq").asLong()).isEqualTo(1);
        assertThat(request.get("method").asText()).isEqualTo("POST");
        assertThat(request.get("path").asText()).isEqualTo("/api/v1/integrations/leads");
        assertThat(request.get("key").asInt()).isEqualTo(1);
        assertThat(request.get("status").asInt()).isEqualTo(400);
        assertThat(request.get("headers").toString()).contains("\"X-Api-Key\"");
        assertThat(request.get("body").isNull()).isTrue();
        assertThat(get("/requests").body()).doesNotContain(SandboxConfig.DEFAULT_KEY, "ann@example.com");
    }

    @Test
    void bodiesAreKeptIfConfigured() {
        post("/reset", "{\"keepBodies\":true}");
        client.createLead();
        assertThat(sandbox.requests()).singleElement()
                .satisfies(request -> assertThat(request.body()).isEqualTo(ANN));
    }

    @Test
    void onlyTheLastRequestsAreKept() {
        History history = new History();
        for (long seq = 1; seq <= History.KEPT + 5; seq++) {
            history.put(request(seq, 0));
        }
        history.put(request(3, 200));
        history.put(request(7, 200));
        List<SandboxRequest> kept = history.all();
        assertThat(kept).hasSize(History.KEPT);
        assertThat(kept.get(0)).isEqualTo(request(6, 0));
        assertThat(kept.get(1)).isEqualTo(request(7, 200));
        assertThat(kept.get(History.KEPT - 1).seq()).isEqualTo(History.KEPT + 5);
    }

    private static SandboxRequest request(long seq, int status) {
        return new SandboxRequest(seq, seq, "POST", "/", 0, status, null, List.of(), null);
    }

    @Test
    void aResetDeletesEverythingAndAppliesANewConfiguration() {
        client.createLead();
        assertThat(post("/reset", "{\"keys\":[\"k\"],\"limit\":1}").status()).isEqualTo(200);
        assertThat(sandbox.records()).isEmpty();
        assertThat(sandbox.requests()).isEmpty();
        assertThat(sandbox.stats().requests()).isZero();
        assertThat(client.post("/leads", ANN).status()).isEqualTo(401);
        SandboxClient k = new SandboxClient(sandbox, "k");
        assertThat(k.createLead()).isEqualTo(10001);
        assertThat(k.post("/leads", ANN).status()).isEqualTo(429);
        assertThat(post("/reset", "").status()).isEqualTo(200);
        assertThat(client.post("/leads", ANN).status()).isEqualTo(200);
    }

    @Test
    void aWrongConfigurationChangesNothing() {
        client.createLead();
        Reply reply = post("/reset", "{\"limt\":1}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asText()).contains("\"limt\"").contains("limit, ");
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void theConfigurationCanBeChangedWithoutAReset() {
        client.createLead();
        post("/configure", "{\"status503\":1}");
        assertThat(client.post("/leads", ANN).status()).isEqualTo(503);
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void anOutageCanBeSwitchedOnAndOff() {
        post("/down", "");
        assertThat(client.post("/leads", ANN).status()).isEqualTo(503);
        post("/up", "");
        assertThat(client.post("/leads", ANN).status()).isEqualTo(200);
    }

    @Test
    void aKeyIsRevoked() {
        assertThat(post("/revoke", "{}").status()).isEqualTo(400);
        assertThat(post("/revoke", "{\"key\":\"" + SandboxConfig.DEFAULT_KEY + "\"}").status()).isEqualTo(200);
        assertThat(client.post("/leads", ANN).status()).isEqualTo(401);
    }

    @Test
    void theHelpNamesEveryActionAndCall() {
        Reply help = get("");
        assertThat(help.header("Content-Type")).startsWith("text/plain");
        assertThat(help.body()).contains(Sandbox.endpoints()).contains(sandbox.baseUrl().toString(),
                "/_sandbox/stats", "/_sandbox/records", "/_sandbox/requests", "/_sandbox/reset");
        assertThat(get("/").body()).isEqualTo(help.body());
        assertThat(get("/x").status()).isEqualTo(404);
        assertThat(client.send("GET", "/_sandboxes", null, null).status()).isEqualTo(404);
        assertThat(get("/endpoints").json()).hasSize(9);
        assertThat(get("/statuses").json().get("42").asText()).isEqualTo("Client - Active");
    }
}
