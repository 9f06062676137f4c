package com.whitelabelcro.camel.fault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.requestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pack against an independent fake server, to verify that the sandbox is not more lenient. */
class StrangerTest {

    private static final String ALL = "{\"client_id\":7,\"client_note_id\":8,\"employee_id\":7,\"success\":true}";

    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private PackUnderTest pack;

    @BeforeEach
    void start() throws Exception {
        server.start();
        pack = new PackUnderTest("http://127.0.0.1:" + server.port(), Map.of());
    }

    @AfterEach
    void stop() {
        pack.close();
        server.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "create-lead | POST | leads | {'first_name':'A','last_name':'B','email':'c@d.e'}",
        "update-lead | PATCH | leads/7 | {'city':'Rome'}",
        "update-lead-status | PATCH | leads/7/status | {'new_status':'Lead - New'}",
        "create-client | POST | clients | {'first_name':'A','last_name':'B','email':'c@d.e'}",
        "update-client | PATCH | clients/7 | {'city':'Rome'}",
        "update-client-status | PATCH | clients/7/status | {'new_status_id':231}",
        "add-client-note | POST | clients/7/notes | {'text':'Called back'}",
        "create-affiliate | POST | affiliates | {'first_name':'A','last_name':'B','email':'c@d.e'}",
        "update-affiliate | PATCH | affiliates/7 | {'is_approved':true}"
    })
    void eachActionIsOneRequestAsDocumented(String action, String method, String path, String body) {
        server.stubFor(any(anyUrl()).willReturn(okJson(ALL)));
        String json = body.replace('\'', '"');
        Map<String, Object> id = path.contains("7") ? Map.of("client_id", 7, "employee_id", "7") : Map.of();

        Exchange end = pack.call(action, json, id);

        assertThat(end.getException()).isNull();
        server.verify(1, requestedFor(method, urlEqualTo("/api/v1/integrations/" + path))
                .withHeader("X-Api-Key", equalTo(SandboxConfig.DEFAULT_KEY))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson(json)));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsRetriedAndThenSucceeds(Fault fault) {
        server.stubFor(any(anyUrl()).inScenario("fault").whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(fault)).willSetStateTo("well"));
        server.stubFor(any(anyUrl()).inScenario("fault").whenScenarioStateIs("well").willReturn(okJson(ALL)));

        Exchange end = pack.call("create-lead", Map.of(
                "first_name", "A", "last_name", "B", "email", "c@d.e", "external_id", "web_1"));

        assertThat(end.getException()).isNull();
        server.verify(2, requestedFor("POST", urlEqualTo("/api/v1/integrations/leads")));
    }

    @Test
    void theEndOfARateLimitIsAwaited() {
        server.stubFor(any(anyUrl()).inScenario("limit").whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1")).willSetStateTo("well"));
        server.stubFor(any(anyUrl()).inScenario("limit").whenScenarioStateIs("well").willReturn(okJson(ALL)));

        assertThat(pack.call("create-lead", Map.of("first_name", "A", "last_name", "B", "email", "c@d.e"))
                .getException()).isNull();
    }
}
