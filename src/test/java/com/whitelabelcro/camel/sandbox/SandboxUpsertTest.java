package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static com.whitelabelcro.camel.sandbox.SandboxClient.ann;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes with and without an {@code external_id}. */
class SandboxUpsertTest {

    private static final String X1 = ann("external_id", "\"x1\"");

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.start(0, SandboxConfig.of(c -> c.keys("one", "two")
            .successStatus(AnswerStyle.Success.CREATED_201)), clock, clock);
    private final SandboxClient client = new SandboxClient(sandbox, "one");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aRepeatedCreateUpdatesTheRecordAndAnswersWith200AndTheFirstDate() {
        Reply first = client.post("/leads", X1);
        clock.pass(Duration.ofSeconds(9));
        Reply again = client.post("/leads", X1.replace("Ann", "Anne"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        SandboxRecord record = sandbox.records().get(0);
        assertThat(record.fields()).containsEntry("first_name", "Anne");
        assertThat(record.externalId()).isEqualTo("x1");
        assertThat(record.writes()).isEqualTo(2);
        SandboxStats stats = sandbox.stats();
        assertThat(stats.created()).isEqualTo(1);
        assertThat(stats.updated()).isEqualTo(1);
        assertThat(stats.accepted()).isEqualTo(2);
        assertThat(stats.duplicates()).isZero();
    }

    @Test
    void leadsAndClientsShareTheirExternalIds() {
        long lead = client.post("/leads", X1).json().get("client_id").asLong();
        Reply asClient = client.post("/clients", ann("external_id", "\"x1\",\"status\":\"Client - Active\""));
        assertThat(asClient.json().get("client_id").asLong()).isEqualTo(lead);
        assertThat(asClient.json().get("status").asText()).isEqualTo("Client - Active");
        assertThat(client.post("/leads", X1).json().get("status").asText()).isEqualTo("Client - Active");
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void affiliatesNotesAndOtherCompaniesHaveExternalIdsOfTheirOwn() {
        long lead = client.post("/leads", X1).json().get("client_id").asLong();
        client.post("/affiliates", X1);
        client.post("/clients/" + lead + "/notes", "{\"text\":\"a\",\"external_id\":\"x1\"}");
        new SandboxClient(sandbox, "two").post("/leads", X1);
        assertThat(sandbox.stats().created()).isEqualTo(3);
        assertThat(sandbox.stats().notes()).isEqualTo(1);
        assertThat(sandbox.stats().updated()).isZero();
    }

    @Test
    void aRepeatedNoteUpdatesTheNote() {
        long lead = client.createLead();
        Reply first = client.post("/clients/" + lead + "/notes", "{\"text\":\"a\",\"external_id\":\"n\"}");
        Reply again = client.post("/clients/" + lead + "/notes", "{\"text\":\"b\",\"external_id\":\"n\"}");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(sandbox.records().get(0).notes()).singleElement()
                .satisfies(note -> assertThat(note.fields()).containsEntry("text", "b"));
    }

    @Test
    void aRepeatedAffiliateKeepsItsCodeAndApproval() {
        Reply first = client.post("/affiliates", X1);
        client.patch("/affiliates/" + first.json().get("employee_id").asLong(), "{\"is_approved\":true}");
        Reply again = client.post("/affiliates", X1);
        assertThat(again.json().get("affiliate_code")).isEqualTo(first.json().get("affiliate_code"));
        assertThat(again.json().get("is_approved").asBoolean()).isTrue();
    }

    @Test
    void anUpdateLinksARecordToAnotherExternalId() {
        long id = client.post("/leads", X1).json().get("client_id").asLong();
        client.patch("/leads/" + id, "{\"external_id\":\"x2\"}");
        assertThat(client.post("/leads", ann("external_id", "\"x2\"")).json().get("client_id").asLong()).isEqualTo(id);
        assertThat(client.post("/leads", X1).json().get("client_id").asLong()).isNotEqualTo(id);
        assertThat(client.patch("/leads/" + id, "{\"external_id\":\"x1\"}").status()).isEqualTo(400);
    }

    @Test
    void duplicateRecordsAndNotesAreCounted() {
        long id = client.createLead();
        client.createLead();
        client.createLead();
        client.post("/clients", ANN);
        client.post("/clients/" + id + "/notes", "{\"text\":\"a\"}");
        client.post("/clients/" + id + "/notes", "{\"text\":\"a\"}");
        client.post("/clients/" + id + "/notes", "{\"text\":\"b\"}");
        assertThat(sandbox.stats().duplicates()).isEqualTo(3);
        assertThat(sandbox.records()).hasSize(4);
    }

    @Test
    void anUpdateDoesNotHideALaterDuplicateOfItsRecord() {
        long id = client.createLead();
        client.patch("/leads/" + id, "{\"first_name\":\"Bea\"}");
        client.createLead();
        assertThat(sandbox.stats().duplicates()).isEqualTo(1);
    }
}
