package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static com.whitelabelcro.camel.sandbox.SandboxClient.API;
import static com.whitelabelcro.camel.sandbox.SandboxClient.ann;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sandbox refuses, and the format of its errors. */
class SandboxRulesTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(0)));
    private final SandboxClient client = new SandboxClient(sandbox);
    private long lead;

    @BeforeEach
    void oneLead() {
        lead = client.createLead();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST  | /leads              | {}                                     | first_name is required; last_name is required; email is required",
        "POST  | /leads              | {'first_name':' ','last_name':'L','email':'a@b'} | first_name is required",
        "POST  | /leads              | {'first_name':'A','last_name':'L','email':'a'} | email must contain @",
        "POST  | /leads              | {'first_name':1,'last_name':'L','email':'a@b'} | first_name must be a text",
        "POST  | /leads              | {'first_name':'A','last_name':'L','email':'a@b','zip':null} | zip must be a text",
        "POST  | /leads              | {'first_name':'A','last_name':'L','email':'a@b','employee_id':1} | employee_id is not a field of this action",
        "POST  | /leads              | {'first_name':'A','last_name':'L','email':'a@b','affiliate_id':'7'} | affiliate_id must be a positive whole number",
        "POST  | /leads              | {'first_name':'A','last_name':'L','email':'a@b','affiliate_id':7.0} | affiliate_id must be a positive whole number",
        "POST  | /leads              | {'first_name':'A','last_name':'L','email':'a@b','affiliate_id':0} | affiliate_id must be a positive whole number",
        "POST  | /clients            | {'first_name':'A','last_name':'L','email':'a@b','package_keyword':'x'} | package_keyword is not a field of this action",
        "POST  | /affiliates         | {'first_name':'A','last_name':'L','email':'a@b','is_approved':true} | is_approved is not a field of this action",
        "POST  | /affiliates         | {'first_name':'A','last_name':'L','email':'a@b','commission_rate':[]} | commission_rate must be a text or a number",
        "POST  | /clients/ID/notes   | {}                                     | text is required",
        "PATCH | /leads/ID/status    | {}                                     | new_status or new_status_id is required",
        "PATCH | /leads/ID/status    | {'new_status':'lead - new'}            | the new status is unknown",
        "PATCH | /leads/ID/status    | {'new_status_id':7777777777}           | the new status is unknown",
        "PATCH | /leads/ID/status    | {'new_status_id':42}                   | a lead must stay within the Lead statuses",
        "PATCH | /leads/ID/status    | {'new_status_id':10,'external_id':'x'} | external_id is not a field of this action",
        "PATCH | /leads/ID           | {'package_keyword':'x'}                | package_keyword is not a field of this action",
        "PATCH | /affiliates/1       | {'is_active':'true'}                   | is_active must be true or false",
        "PATCH | /affiliates/1       | {'affiliate_code':'x'}                 | affiliate_code is not a field of this action",
        "PATCH | /leads/ID           | {'city':'a','city':'b'}                | The body is not JSON",
        "PATCH | /leads/ID           | {'city':'a'} x                         | The body is not JSON",
        "PATCH | /leads/ID           | ['city']                               | The body must be a JSON object",
        "PATCH | /leads/ID           | ''                                     | The body is not JSON",
        "PATCH | /leads/ID?x=1       | {}                                     | The actions take no query parameters",
    })
    void aBadBodyIsRefused(String method, String path, String body, String message) {
        Reply reply = client.send(method, API + path.replace("ID", "" + lead),
                body == null ? "" : body.replace('\'', '"'), "application/json");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asText()).isEqualTo(message);
        assertThat(reply.json().get("error").asText()).isEqualTo("validation_failed");
        assertThat(sandbox.stats().accepted()).isEqualTo(1);
    }

    @Test
    void aStatusThatIsUnknownIsRefusedOnCreate() {
        Reply reply = client.post("/clients", ann("status", "\"Client\""));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asText()).contains("Client - Graduated");
    }

    @Test
    void unknownFieldsAndParametersCanBeIgnored() {
        sandbox.reset(SandboxConfig.of(c -> c.strict(false)));
        assertThat(client.post("/leads?x=1", ann("status", "{}")).json().get("status").asText())
                .isEqualTo("Lead - New");
        assertThat(sandbox.records().get(0).fields()).doesNotContainKey("status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/leads/x", "/leads/0", "/leads/01", "/leads/-1", "/leads/1.0", "/leads/%31", "/leads/",
        "/leads/9999999999999999999", "/leads/1/", "/leads/1/notes", "/leads/1/status/x", "/affiliates/1/status",
        "/lead", "", "/leads/search", "/leads/%7B%7D"})
    void anUnknownPathIsNotFound(String path) {
        Reply reply = client.patch(path, "{}");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("message").asText()).isEqualTo("There is no such endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/leads", "/leads/{}", "/", "/api/v1/integrationsX/leads", "/api/v2/integrations/leads"})
    void aPathOutsideTheApiIsNotFound(String path) {
        assertThat(client.send("POST", path.replace("{}", "10001"), "{}", "application/json").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"GET,/leads,POST", "PATCH,/leads,POST", "DELETE,/clients/1,PATCH", "PUT,/leads/1/status,PATCH",
        "GET,/clients/1/notes,POST"})
    void aWrongMethodIsRefusedWithTheAllowedOne(String method, String path, String allowed) {
        Reply reply = client.send(method, API + path, null, null);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void onlyJsonIsAccepted() {
        assertThat(client.send("POST", API + "/leads", ANN, null).status()).isEqualTo(415);
        assertThat(client.send("POST", API + "/leads", ANN, "text/plain").status()).isEqualTo(415);
        assertThat(client.send("POST", API + "/leads", ANN, "application/jsonx").status()).isEqualTo(415);
        assertThat(client.send("POST", API + "/leads", ANN, "Application/JSON; charset=utf-8").status())
                .isEqualTo(200);
    }

    @Test
    void aBodyOverOneMebibyteIsTooLarge() {
        String fill = "x".repeat(1024 * 1024);
        String fits = ann("city", "\"\"").replace("\"\"", "\"" + fill.substring(ann("city", "\"\"").length()) + "\"");
        assertThat(fits).hasSize(1024 * 1024);
        assertThat(client.post("/leads", fits).status()).isEqualTo(200);
        assertThat(client.post("/leads", fits + " ").status()).isEqualTo(413);
    }

    @Test
    void everyAnswerHasARequestIdOfItsOwn() {
        String first = client.post("/leads", ANN).header("X-Request-Id");
        String second = client.post("/leads", "{").header("X-Request-Id");
        assertThat(first).isNotBlank().isNotEqualTo(second);
        assertThat(client.send("GET", "/_sandbox", null, null).header("X-Request-Id")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "JSON    | application/json          | {\"error\":\"validation_failed\",\"message\":\"text is required\"}",
        "PROBLEM | application/problem+json  | {\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"text is required\"}",
        "TEXT    | text/plain; charset=utf-8 | text is required",
        "EMPTY   |                           | ''",
    })
    void anErrorTakesEachForm(AnswerStyle.Errors form, String contentType, String body) {
        sandbox.reset(SandboxConfig.of(c -> c.errorFormat(form)));
        Reply reply = client.post("/clients/1/notes", "{}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo(contentType);
        assertThat(reply.body()).isEqualTo(body);
    }

    @Test
    void theStatusOfASuccessCanBeConfigured() {
        sandbox.reset(SandboxConfig.of(c -> c.successStatus(AnswerStyle.Success.CREATED_201)));
        assertThat(client.post("/leads", ANN).status()).isEqualTo(201);
        assertThat(client.patch("/leads/10001", "{}").status()).isEqualTo(201);
        sandbox.reset(SandboxConfig.of(c -> c.successStatus(AnswerStyle.Success.MIXED).limit(0)));
        for (int i = 0; i < 64; i++) {
            client.createLead();
        }
        Map<Integer, Long> statuses = sandbox.stats().statuses();
        assertThat(statuses).containsOnlyKeys(200, 201);
    }
}
