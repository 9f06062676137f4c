package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nine Kamelets: the filled-in fields become the request; if there are none, the body is the request. */
class KameletTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.of(c -> c.keepBodies(true)), Map.of());
    private final Sandbox sandbox = pack.sandbox();
    private Object lead;
    private Object affiliate;

    @BeforeEach
    void begin() throws Exception {
        lead = PackUnderTest.answer(pack.call("create-lead", Records.lead(1))).get("client_id");
        affiliate = PackUnderTest.answer(pack.call("create-affiliate", Records.lead(2))).get("employee_id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create-lead | POST leads | client_id,status,created_utc | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","package_keyword":"gold","city":"Łódź","state":"NY","zip":"01234","affiliate_id":AFF,"external_id":"hubspot_1"}
            update-lead | PATCH leads/LEAD | success,updated_utc,client_id | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","city":"Łódź","state":"NY","zip":"01234","employee_id":AFF,"affiliate_id":AFF,"external_id":"hubspot_2"}
            update-lead-status | PATCH leads/LEAD/status | previous_status,new_status,updated_utc | {"new_status":"Lead - Contacted","changed_by_employee_id":AFF,"status_note":"spoke on the phone"}
            update-lead-status | PATCH leads/LEAD/status | previous_status,new_status,updated_utc | {"new_status_id":10}
            create-client | POST clients | client_id,status,created_utc | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","status":"Client - Active","employee_id":AFF,"city":"Łódź","state":"NY","zip":"01234","affiliate_id":AFF,"external_id":"hubspot_3"}
            update-client | PATCH clients/LEAD | success,updated_utc,client_id | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","city":"Łódź","state":"NY","zip":"01234","employee_id":AFF,"affiliate_id":AFF,"external_id":"hubspot_4"}
            update-client-status | PATCH clients/LEAD/status | previous_status,new_status,updated_utc | {"new_status":"Client - Active","changed_by_employee_id":AFF,"status_note":"signed"}
            update-client-status | PATCH clients/LEAD/status | previous_status,new_status,updated_utc | {"new_status_id":42}
            add-client-note | POST clients/LEAD/notes | client_note_id,created_utc | {"text":"first line\\nsecond line","note_type":7,"visibility":"internal","external_id":"hubspot_5"}
            create-affiliate | POST affiliates | employee_id,affiliate_code,is_approved,created_utc | {"email":"z@example.com","first_name":"Zoë","last_name":"O'Neil","phone":"+15550100","affiliate_code":"ZOE","commission_rate":12.50,"affiliate_company_name":"Zoë & Co","external_id":"hubspot_6"}
            update-affiliate | PATCH affiliates/AFF | success,updated_utc,employee_id | {"first_name":"Zoë","last_name":"O'Neil","email":"z@example.com","phone":"+15550100","affiliate_company_name":"Zoë & Co","commission_rate":"12.5%","is_active":false,"is_approved":true,"external_id":"hubspot_7"}
            """)
    void aKameletSendsEveryFieldOfItsFormAndNothingElseOrElseTheBody(
            String action, String request, String returns, String json) throws Exception {
        JsonNode expected = JSON.readTree(named(json));
        String id = action.contains("affiliate") ? "employee_id" : "client_id";
        Map<String, Object> body = new HashMap<>(Map.of("email", "never this", "new_status", "never this"));
        Map<String, String> form = new HashMap<>();
        expected.properties().forEach(field -> {
            body.put("my " + field.getKey(), JSON.convertValue(field.getValue(), Object.class));
            form.put(field.getKey(), "${body[my " + field.getKey() + "]}");
        });
        if (!action.startsWith("create")) {
            form.put(id, "${header.who}");
        }

        Exchange filledIn = call(action, form, body, Map.of("who", id.equals("client_id") ? lead : affiliate));
        sends(filledIn, request, returns, expected);

        Exchange bodyOnly = call(action, Map.of(), named(json), Map.of("client_id", lead, "employee_id", affiliate));
        sends(bodyOnly, request, returns, expected);
    }

    private void sends(Exchange end, String request, String returns, JsonNode body) throws Exception {
        assertThat(end.getException()).isNull();
        assertThat(PackUnderTest.answer(end)).containsOnlyKeys(returns.split(","));
        assertThat(end.getMessage().getHeader(WlcroHeaders.STATUS)).isEqualTo(200);
        assertThat(last().method() + " " + last().path())
                .isEqualTo(named(request).replace(" ", " /api/v1/integrations/"));
        assertThat(JSON.readTree(last().body())).isEqualTo(body);
    }

    @Test
    void textAndExpressionsMayBeMixedAndEmptyValuesAreNotSent() throws Exception {
        String special = " = 100% + {x}, # [y] (z) 'q' \"d\" a/b:c;d\\e Zoë?";
        Map<String, String> form = Map.of("first_name", "${body[First Name]}" + special,
                "last_name", "RAW(${body[First Name]} & co)", "email", " ${body[Email]} ",
                "external_id", "hubspot_${body[Record ID]}",
                "city", "${body[City]}", "state", "${body[State]}", "zip", "${header.none}");

        Exchange end = call("create-lead", form, Map.of(
                "First Name", "Ann", "Email", "a@example.com", "Record ID", 77, "State", "  "), Map.of());

        assertThat(end.getException()).isNull();
        assertThat(sent()).isEqualTo(Map.of("first_name", "Ann" + special,
                "last_name", "Ann & co", "email", "a@example.com", "external_id", "hubspot_77"));
    }

    @Test
    void idsAndBooleansMayBeGivenAsText() throws Exception {
        Map<String, String> form = Map.of("employee_id", "" + affiliate, "is_active", "false", "is_approved", "${body[ok]}",
                "commission_rate", "12.50");

        assertThat(call("update-affiliate", form, Map.of("ok", " true "), Map.of()).getException()).isNull();

        assertThat(sent()).isEqualTo(Map.of("is_active", false, "is_approved", true, "commission_rate", "12.50"));
        assertThat(call("update-affiliate", form, Map.of("ok", "perhaps"), Map.of())
                .getException(InvalidRequest.class).getViolations()).containsExactly("is_approved must be true or false");
    }

    @Test
    void anExpressionWithinTheDataIsNotEvaluated() throws Exception {
        String bait = "${sys.user.home} {{wlcro.api-key}} {{env:HOME}} RAW(x) #{x} resource:file:pom.xml";
        Map<String, String> form = Map.of("first_name", "${body[a]}", "last_name", "Mr ${body[a]}",
                "email", "a@example.com");

        assertThat(call("create-lead", form, Map.of("a", bait), Map.of()).getException()).isNull();

        assertThat(sent()).isEqualTo(Map.of("first_name", bait, "last_name", "Mr " + bait, "email", "a@example.com"));
    }

    @Test
    void aFormThatEvaluatesToNothingIsAnInvalidRequestAndDoesNotSendTheBody() throws Exception {
        Exchange end = call("create-lead", Map.of("first_name", "${body[nothing]}"), Records.lead(3), Map.of());

        assertThat(end.getException(InvalidRequest.class).getViolations())
                .containsExactlyInAnyOrder("first_name is required", "last_name is required", "email is required");
    }

    @Test
    void aStreamBodyMayBeUsedInTwoFields() throws Exception {
        for (Object body : List.of("hello".getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)))) {
            Map<String, String> form = Map.of("client_id", "${header.lead}", "text", "${body}",
                    "note_type", "${body}", "external_id", "note_${body}");

            assertThat(call("add-client-note", form, body, Map.of("lead", lead)).getException()).isNull();

            assertThat(sent()).isEqualTo(Map.of("text", "hello", "note_type", "hello", "external_id", "note_hello"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-lead", "update-lead", "create-client", "update-client", "add-client-note",
        "create-affiliate", "update-affiliate"})
    void anExternalIdIsBuiltFromASystemAndAnIdAndOmittedWithoutAnId(String action) throws Exception {
        Map<String, String> form = new HashMap<>(Map.of("external_system", "${body[system]}", "external_record_id", "${body[id]}"));
        form.putAll(action.equals("add-client-note") ? Map.of("text", "hello")
                : Map.of("first_name", "Ann", "last_name", "Lee", "email", "a@example.com"));
        if (!action.startsWith("create")) {
            form.put(action.contains("affiliate") ? "employee_id" : "client_id",
                    "" + (action.contains("affiliate") ? affiliate : lead));
        }

        assertThat(call(action, form, Map.of("system", "hubspot", "id", 77), Map.of()).getException()).isNull();
        assertThat(sent().get("external_id")).isEqualTo("hubspot_77");

        for (Object nothing : Arrays.asList(null, "", " ", "\u00a0", "\u200b")) {
            Map<String, Object> body = new HashMap<>(Map.of("system", "hubspot"));
            body.put("id", nothing);
            assertThat(call(action, form, body, Map.of()).getException()).isNull();
            assertThat(sent().containsKey("external_id")).isFalse();
        }
    }

    @Test
    void anExternalIdOfPartsIsRefusedIfItIsBuiltFromAMissingValue() throws Exception {
        Map<String, String> form = Map.of("first_name", "Ann", "last_name", "Lee", "email", "a@example.com",
                "external_system", "${body[system]}", "external_record_id", "${body[id]}");
        int before = sandbox.requests().size();

        assertThat(violations(form, Map.of("system", "hubspot", "id", "undefined"))).asString().contains("it ends in undefined");
        assertThat(violations(form, Map.of("id", "77")))
                .containsExactly("external_system came out empty, and external_record_id did not: "
                        + "an id without its system could be another system's");
        assertThat(sandbox.requests()).hasSize(before);
    }

    @Test
    void onlyTextAndNumbersBecomeAnExternalIdAndAnIntegerHasNoDecimalPoint() throws Exception {
        Map<String, String> form = Map.of("first_name", "Ann", "last_name", "Lee", "email", "a@example.com",
                "external_system", "web", "external_record_id", "${body[id]}");
        for (Object id : List.of(Map.of("$oid", "5"), List.of(5), true)) {
            assertThat(violations(form, Map.of("id", id))).as(id.toString())
                    .containsExactly("external_record_id must be a text or a number");
        }
        for (Object id : List.of(4711.0, 4711, "4711", 4.711e3f)) {
            assertThat(call("create-lead", form, Map.of("id", id), Map.of()).getException()).isNull();
            assertThat(sent().get("external_id")).isEqualTo("web_4711");
        }
    }

    private List<String> violations(Map<String, String> form, Object body) throws Exception {
        return call("create-lead", form, body, Map.of()).getException(InvalidRequest.class).getViolations();
    }

    @Test
    void anExternalIdWithASystemAndNoIdIsRefused() throws Exception {
        assertThat(violations(Map.of("first_name", "Ann", "last_name", "Lee", "email", "a@example.com",
                "external_id", "hubspot_${body[Record ID]}"), Map.of())).asString().contains("nothing follows its last _");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            external_id=a_1,external_system=a                       | external_id twice: fill in either external_id, or external_system and external_record_id
            external_id=a_1,external_record_id=1                    | external_id twice
            external_id=a_1,external_system=a,external_record_id=1  | external_id twice
            external_system=a                                       | external_system alone; external_id is made of it and external_record_id
            external_record_id=1                                    | external_record_id alone; external_id is made of it and external_system
            """)
    void anExternalIdInPartsAndAsAWholeStopsTheStart(String parameters, String message) {
        Map<String, String> form = new HashMap<>();
        for (String each : parameters.split(",")) {
            form.put(each.split("=")[0], each.split("=")[1]);
        }
        assertThatThrownBy(() -> pack.context().addRoutes(Caller.route("bad", "create-lead", form)))
                .rootCause().isInstanceOf(ConfigurationException.class)
                .hasMessage("The Kamelet wlcro-create-lead-action is given " + message
                        + (message.endsWith("twice") ? ": fill in either external_id, or external_system and external_record_id" : ""));
    }

    @Test
    void anActionWithoutAnExternalIdHasNoParts() {
        assertThatThrownBy(() -> pack.context().addRoutes(Caller.route("bad", "update-lead-status", Map.of("external_system", "a"))))
                .rootCause().isInstanceOf(ConfigurationException.class).hasMessageContaining("has no field 'external_system'");
    }

    @Test
    void theHeaderChoosesTheConnection() throws Exception {
        Exchange end = call("create-lead", Map.of("email", "a@example.com"), null,
                Map.of(WlcroHeaders.CONNECTION, "nobody"));

        assertThat(end.getException()).hasMessageContaining("there is no such connection");
    }

    @Test
    void theDeliveryOfAFormAppliesToItsOwnRequestOnly() throws Exception {
        Exchange later = call("create-lead", Map.of("first_name", "Ann", "last_name", "Doe", "email", "later@example.com",
                "delivery", "later"), "", Map.of());

        assertThat(later.getException()).isNull();
        assertThat(PackUnderTest.answer(later)).containsKeys("entry", "queued", "eta");
        assertThat(later.getVariables()).isEmpty();
        assertThat(later.getMessage().getHeaders()).doesNotContainKey(WlcroHeaders.DELIVERY);
    }

    @Test
    void anInvalidExpressionPreventsTheStart() {
        assertThatThrownBy(() -> pack.context().addRoutes(
                Caller.route("bad", "create-lead", Map.of("first_name", "${body[First Name]"))))
                .rootCause().hasMessageContaining("expected symbol functionEnd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frist_name | Ann      | no field 'frist_name'; did you mean first_name?
            firstName  | Ann      | no field 'firstName'; did you mean first_name?
            client_id  | 7        | no field 'client_id'
            city       | A & co=1 | no field 'co' (text with an & in it is written RAW(...))
            """)
    void aFieldThatTheActionHasNotStopsTheStart(String field, String text, String message) {
        assertThatThrownBy(() -> pack.context().addRoutes(Caller.route("bad", "create-lead", Map.of(field, text))))
                .rootCause().isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The Kamelet wlcro-create-lead-action has ").hasMessageContaining(message);
    }

    private Exchange call(String action, Map<String, String> form, Object body, Map<String, Object> headers)
            throws Exception {
        String name = "caller-" + pack.context().getRoutesSize();
        pack.context().addRoutes(Caller.route(name, action, form));
        return pack.template().send("direct:" + name, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private String named(String text) {
        return text.replace("LEAD", "" + lead).replace("AFF", "" + affiliate);
    }

    private Map<?, ?> sent() throws Exception {
        return JSON.readValue(last().body(), Map.class);
    }

    private SandboxRequest last() {
        List<SandboxRequest> all = sandbox.requests();
        return all.get(all.size() - 1);
    }
}
