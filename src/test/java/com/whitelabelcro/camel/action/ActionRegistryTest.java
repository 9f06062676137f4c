package com.whitelabelcro.camel.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.sandbox.RateLimitWindow;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All nine actions with every field of the contract (section 1), listed here by hand as an independent check of the schemas. */
class ActionRegistryTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.of(c -> c.keepBodies(true)), Map.of());
    private final Sandbox sandbox = pack.sandbox();
    private int lead;
    private int affiliate;

    @BeforeEach
    void begin() throws Exception {
        lead = id(pack.call("create-lead", Records.lead(1)), "client_id");
        affiliate = id(pack.call("create-affiliate", Records.lead(2)), "employee_id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create-lead | POST | leads | client_id,status,created_utc | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","package_keyword":"gold","city":"Łódź","state":"NY","zip":"01234","affiliate_id":AFF,"external_id":"hubspot_1"}
            update-lead | PATCH | leads/LEAD | success,updated_utc,client_id | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","city":"Łódź","state":"NY","zip":"01234","employee_id":AFF,"affiliate_id":AFF,"external_id":"hubspot_2"}
            update-lead-status | PATCH | leads/LEAD/status | previous_status,new_status,updated_utc | {"new_status":"Lead - Contacted","changed_by_employee_id":AFF,"status_note":"spoke on the phone"}
            create-client | POST | clients | client_id,status,created_utc | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","status":"Client - Active","employee_id":AFF,"city":"Łódź","state":"NY","zip":"01234","affiliate_id":AFF,"external_id":"hubspot_3"}
            update-client | PATCH | clients/LEAD | success,updated_utc,client_id | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","city":"Łódź","state":"NY","zip":"01234","employee_id":AFF,"affiliate_id":AFF,"external_id":"hubspot_4"}
            update-client-status | PATCH | clients/LEAD/status | previous_status,new_status,updated_utc | {"new_status":"Client - Active","changed_by_employee_id":AFF,"status_note":"signed"}
            add-client-note | POST | clients/LEAD/notes | client_note_id,created_utc | {"text":"first line\\nsecond line","note_type":"call","visibility":"internal","external_id":"hubspot_5"}
            create-affiliate | POST | affiliates | employee_id,affiliate_code,is_approved,created_utc | {"email":"z@example.com","first_name":"Zoë","last_name":"O'Neil","phone":"+15550100","affiliate_code":"ZOE","commission_rate":12.50,"affiliate_company_name":"Zoë & Co","external_id":"hubspot_6"}
            update-affiliate | PATCH | affiliates/AFF | success,updated_utc,employee_id | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","affiliate_company_name":"Zoë & Co","commission_rate":"12.5%","is_active":false,"is_approved":true,"external_id":"hubspot_7"}
            """)
    void anActionSendsEveryFieldUnchangedAndGivesTheAnswerAsAMap(
            String action, String method, String path, String returns, String sent) throws Exception {
        String body = named(sent);
        Map<String, Object> headers = Map.of("client_id", lead, "employee_id", affiliate);

        Exchange end = pack.call(action, body, headers);

        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(PackUnderTest.answer(end)).containsOnlyKeys(returns.split(","));
        SandboxRequest last = last();
        assertThat(last.method() + " " + last.path()).isEqualTo(method + " /api/v1/integrations/" + named(path));
        assertThat(JSON.readTree(last.body())).isEqualTo(JSON.readTree(body));
    }

    @ParameterizedTest
    @CsvSource({"update-lead-status,Lead - Contacted", "update-client-status,Client - Active"})
    void aStatusMayBeGivenByItsId(String action, String status) throws Exception {
        int id = Sandbox.statuses().entrySet().stream().filter(each -> each.getValue().equals(status))
                .map(Map.Entry::getKey).findFirst().orElseThrow();

        Exchange end = pack.call(action, Map.of("client_id", lead, "new_status_id", id));

        assertThat(end.getException()).isNull();
        assertThat(PackUnderTest.answer(end)).containsEntry("new_status", status);
        assertThat(JSON.readTree(last().body())).isEqualTo(JSON.readTree("{\"new_status_id\":" + id + "}"));
    }

    @Test
    void theIdComesFromTheBodyAndOnlyWithoutOneFromTheHeader() {
        Exchange body = pack.call("update-lead", Map.of("client_id", lead, "city", "Bern"), Map.of("client_id", 999_999));
        assertThat(body.getException()).isNull();

        Exchange header = pack.call("update-lead", Map.of("city", "Bern"), Map.of("client_id", "" + lead));
        assertThat(header.getException()).isNull();
        assertThat(last().path()).endsWith("/leads/" + lead);

        Exchange affiliates = pack.call("update-affiliate", Map.of("is_approved", true), Map.of("employee_id", affiliate));
        assertThat(affiliates.getException()).isNull();

        Exchange none = pack.call("update-lead", Map.of("city", "Bern"));
        assertThat(none.getException(InvalidRequest.class).getViolations()).containsExactly("client_id is required");
    }

    @Test
    void theStatusOfTheAnswerAndTheRemainingQuotaAreHeaders() {
        Exchange end = pack.call("create-lead", Records.lead(3));

        assertThat(end.getMessage().getHeaders()).containsOnly(
                Map.entry(WlcroHeaders.STATUS, 200), Map.entry(WlcroHeaders.REMAINING, 97),
                Map.entry(WlcroHeaders.ENTRY, "1-3"));
    }

    @Test
    void withoutARateLimitHeaderThereIsNoHeaderForTheQuota() {
        sandbox.configure(SandboxConfig.of(c -> c.keepBodies(true)
                .rateHeaders(RateLimitWindow.Headers.NEVER)));

        Exchange end = pack.call("create-lead", Records.lead(3), Map.of(WlcroHeaders.REMAINING, 5, "mine", 1));

        assertThat(end.getMessage().getHeaders()).containsOnly(
                Map.entry(WlcroHeaders.STATUS, 200), Map.entry("mine", 1), Map.entry(WlcroHeaders.ENTRY, "1-3"));
    }

    private SandboxRequest last() {
        List<SandboxRequest> all = sandbox.requests();
        return all.get(all.size() - 1);
    }

    private String named(String text) {
        return text.replace("LEAD", "" + lead).replace("AFF", "" + affiliate);
    }

    private static int id(Exchange end, String name) {
        assertThat(end.getException()).isNull();
        return ((Number) PackUnderTest.answer(end).get(name)).intValue();
    }
}
