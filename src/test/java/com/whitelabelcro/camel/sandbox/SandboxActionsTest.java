package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static com.whitelabelcro.camel.sandbox.SandboxClient.ann;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each of the nine actions does and answers. */
class SandboxActionsTest {

    private static final String NOW = "2026-03-04T05:06:00Z";

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.start(0, SandboxConfig.defaults(), clock, clock);
    private final SandboxClient client = new SandboxClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aLeadIsCreatedAsNew() {
        Reply reply = client.post("/leads", ann("package_keyword", "\"gold\""));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).isEqualTo(SandboxClient.parse(
                "{\"client_id\":10001,\"status\":\"Lead - New\",\"created_utc\":\"" + NOW + "\"}"));
        assertThat(sandbox.records()).containsExactly(new SandboxRecord("lead", 10001, null, 1,
                Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com", "package_keyword", "gold"),
                "Lead - New", List.of(), List.of(), 1, NOW));
    }

    @Test
    void aLeadIsUpdated() {
        long id = client.createLead();
        clock.pass(Duration.ofSeconds(7));
        Reply reply = client.patch("/leads/" + id, "{\"city\":\"Utrecht\",\"employee_id\":7}");
        assertThat(reply.json()).isEqualTo(SandboxClient.parse(
                "{\"success\":true,\"updated_utc\":\"2026-03-04T05:06:07Z\",\"client_id\":" + id + "}"));
        assertThat(only().fields()).containsEntry("city", "Utrecht").containsEntry("employee_id", 7)
                .containsEntry("first_name", "Ann");
        assertThat(only().writes()).isEqualTo(2);
        assertThat(only().createdUtc()).isEqualTo(NOW);
    }

    @Test
    void aLeadMovesToAnotherLeadStatus() {
        long id = client.createLead();
        Reply reply = client.patch("/leads/" + id + "/status",
                "{\"new_status\":\"Lead - Contacted\",\"status_note\":\"called\",\"changed_by_employee_id\":3}");
        assertThat(reply.json()).isEqualTo(SandboxClient.parse("{\"previous_status\":\"Lead - New\","
                + "\"new_status\":\"Lead - Contacted\",\"updated_utc\":\"" + NOW + "\"}"));
        assertThat(only().statusChanges()).containsExactly(new SandboxRecord.StatusChange("Lead - New",
                "Lead - Contacted", Map.of("new_status", "Lead - Contacted", "status_note", "called",
                        "changed_by_employee_id", 3)));
    }

    @Test
    void theLeadsPathAllowsLeadStatusesOnly() {
        long id = client.createLead();
        Reply reply = client.patch("/leads/" + id + "/status", "{\"new_status_id\":42}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(only().status()).isEqualTo("Lead - New");
    }

    @Test
    void theClientsPathTurnsALeadIntoAClient() {
        long id = client.createLead();
        assertThat(client.patch("/clients/" + id + "/status", "{\"new_status_id\":42}").json().get("new_status")
                .asText()).isEqualTo("Client - Active");
        assertThat(only().kind()).isEqualTo("client");
        assertThat(client.patch("/leads/" + id, "{\"city\":\"Utrecht\"}").status()).isEqualTo(404);
        assertThat(client.patch("/clients/" + id, "{\"city\":\"Utrecht\"}").status()).isEqualTo(200);
    }

    @Test
    void aClientIsCreatedActiveUnlessAStatusIsGiven() {
        assertThat(client.post("/clients", ANN).json().get("status").asText()).isEqualTo("Client - Active");
        Reply graduated = client.post("/clients", ann("status", "\"Client - Graduated\""));
        assertThat(graduated.json().get("status").asText()).isEqualTo("Client - Graduated");
        assertThat(sandbox.records("client", 1, 1).get(0).fields()).doesNotContainKey("status");
    }

    @Test
    void aClientIsUpdatedAlsoIfTheBodyRepeatsTheIdOfThePath() {
        long id = client.post("/clients", ANN).json().get("client_id").asLong();
        assertThat(client.patch("/clients/" + id, "{\"client_id\":" + id + ",\"zip\":\"01234\"}").status())
                .isEqualTo(200);
        assertThat(only().fields()).containsEntry("zip", "01234").doesNotContainKey("client_id");
        assertThat(client.patch("/clients/" + id, "{\"client_id\":1}").status()).isEqualTo(400);
    }

    @Test
    void theIdHasPrecedenceIfAStatusIsGivenByIdAndName() {
        long id = client.post("/clients", ANN).json().get("client_id").asLong();
        assertThat(client.patch("/clients/" + id + "/status",
                "{\"new_status\":\"Client - Cancelled\",\"new_status_id\":43}").json().get("new_status").asText())
                .isEqualTo("Client - Graduated");
    }

    @Test
    void aNoteIsAddedUnderItsClient() {
        long id = client.createLead();
        Reply reply = client.post("/clients/" + id + "/notes",
                "{\"text\":\"Hello\",\"note_type\":4,\"visibility\":\"all\",\"external_id\":\"n1\"}");
        assertThat(reply.json()).isEqualTo(SandboxClient.parse(
                "{\"client_note_id\":10002,\"created_utc\":\"" + NOW + "\"}"));
        assertThat(only().notes()).containsExactly(new SandboxRecord.Note(10002, "n1",
                Map.of("text", "Hello", "note_type", 4, "visibility", "all", "external_id", "n1"), 1));
    }

    @Test
    void anAffiliateIsCreatedWithACodeButNotApproved() {
        Reply reply = client.post("/affiliates", ANN);
        assertThat(reply.json()).isEqualTo(SandboxClient.parse("{\"employee_id\":10001,"
                + "\"affiliate_code\":\"AFF10001\",\"is_approved\":false,\"created_utc\":\"" + NOW + "\"}"));
        assertThat(client.post("/affiliates", ann("affiliate_code", "\"MINE\"")).json().get("affiliate_code").asText())
                .isEqualTo("MINE");
    }

    @Test
    void anAffiliateIsApprovedByAnUpdate() {
        long id = client.post("/affiliates", ANN).json().get("employee_id").asLong();
        Reply reply = client.patch("/affiliates/" + id, "{\"is_approved\":true,\"commission_rate\":12.5}");
        assertThat(reply.json()).isEqualTo(SandboxClient.parse(
                "{\"success\":true,\"updated_utc\":\"" + NOW + "\",\"employee_id\":" + id + "}"));
        assertThat(only().fields()).containsEntry("is_approved", true).containsEntry("is_active", true);
        assertThat(only().status()).isNull();
    }

    @Test
    void aWriteToARecordThatDoesNotExistOrHasAnotherTypeIsNotFound() {
        long affiliate = client.post("/affiliates", ANN).json().get("employee_id").asLong();
        assertThat(client.patch("/clients/999", "{}").status()).isEqualTo(404);
        assertThat(client.patch("/clients/" + affiliate, "{}").status()).isEqualTo(404);
        assertThat(client.patch("/leads/999/status", "{\"new_status_id\":10}").status()).isEqualTo(404);
        assertThat(client.post("/clients/" + affiliate + "/notes", "{\"text\":\"x\"}").status()).isEqualTo(404);
        assertThat(client.patch("/affiliates/999", "{}").status()).isEqualTo(404);
        assertThat(client.patch("/affiliates/" + client.createLead(), "{}").status()).isEqualTo(404);
    }

    @Test
    void theNineActionsAreListed() {
        assertThat(Sandbox.endpoints()).hasSize(9)
                .contains("PATCH /api/v1/integrations/clients/{client_id}/status");
    }

    private SandboxRecord only() {
        assertThat(sandbox.records()).hasSize(1);
        return sandbox.records().get(0);
    }
}
