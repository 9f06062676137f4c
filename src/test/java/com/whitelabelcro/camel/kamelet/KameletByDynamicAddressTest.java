package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kamelets with an address that is computed for each message, as by {@code toD}: every value arrives unchanged. */
class KameletByDynamicAddressTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELDS = "?first_name=${body[first]}&last_name=${body[last]}&email=${body[mail]}";

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.of(c -> c.keepBodies(true)), Map.of());
    private final Sandbox sandbox = pack.sandbox();

    private Exchange send(String eip, Object step, Map<String, Object> body) throws Exception {
        String name = "caller-" + pack.context().getRoutesSize();
        String yaml = YAML.writeValueAsString(List.of(Map.of("route", Map.of("id", name,
                "errorHandler", Map.of("noErrorHandler", Map.of()),
                "from", Map.of("uri", "direct:" + name, "steps", List.of(
                        Map.of("setVariable", Map.of("name", "what", "constant", "lead")), Map.of(eip, step)))))));
        PluginHelper.getRoutesLoader(pack.context()).loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
        return pack.template().send("direct:" + name, exchange -> exchange.getMessage().setBody(new HashMap<>(body)));
    }

    private Exchange toD(String uri, Map<String, Object> body) throws Exception {
        return send("toD", Map.of("uri", uri), body);
    }

    private Map<?, ?> sent() throws JsonProcessingException {
        return JSON.readValue(sandbox.requests().get(sandbox.requests().size() - 1).body(), Map.class);
    }

    private static Map<String, Object> person(String first, String last) {
        return Map.of("first", first, "last", last, "mail", "cy@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rye&affiliate_id=9", "100%", "a%40b", "a%2540b", "a+b c", "RAW(x)", "?x=1#y", "=", "&", "é\u2603",
        "${body[first]}", "${sys.user.home}", "{{wlcro.api-key}}", "{{env:HOME}}", "{{?no}}", "a'b\"c\\d", "{}", "<&amp;>"})
    void everyValueArrivesUnchanged(String value) throws Exception {
        Exchange end = toD("kamelet:wlcro-create-${variable.what}-action" + FIELDS, person("Cy", value));
        assertThat(end.getException()).isNull();
        assertThat(sent()).isEqualTo(Map.of("first_name", "Cy", "last_name", value, "email", "cy@example.org"));
        assertThat(PackUnderTest.answer(end)).containsKey("client_id");
    }

    @Test
    void valuesInAStaticAddressArriveToo() throws Exception {
        assertThat(toD("kamelet:wlcro-create-${variable.what}-action?first_name=Cy&last_name=RAW(Rye & Co)"
                + "&email=cy+%40x@example.org&city={{no.such:Bern}}&zip=", Map.of()).getException()).isNull();
        assertThat(sent()).isEqualTo(Map.of("first_name", "Cy", "last_name", "Rye & Co", "email", "cy+%40x@example.org",
                "city", "Bern"));
    }

    @Test
    void fieldsMayBeParametersAsInTheFormOfADesigner() throws Exception {
        assertThat(send("toD", Map.of("uri", "kamelet:wlcro-create-${variable.what}-action", "parameters", Map.of(
                "first_name", "RAW(${body[first]} & co)", "last_name", "${body[last]} %40", "email", "${body[mail]}")),
                person("Cy", "Rye&zip=1")).getException()).isNull();
        assertThat(sent()).isEqualTo(Map.of("first_name", "Cy & co", "last_name", "Rye&zip=1 %40", "email", "cy@example.org"));
    }

    @Test
    void theMessageMayChooseTheActionAndIdsAndBooleansKeepTheirTypes() throws Exception {
        Object id = PackUnderTest.answer(toD("kamelet:wlcro-create-affiliate-action" + FIELDS, person("Cy", "Rye"))).get("employee_id");
        assertThat(toD("kamelet:wlcro-update-${body[kind]}-action?employee_id=${body[id]}&is_approved=true",
                Map.of("kind", "affiliate", "id", id)).getException()).isNull();
        assertThat(sent()).isEqualTo(Map.of("is_approved", true));
    }

    @Test
    void anExternalIdMayBeBuiltFromTwoParts() throws Exception {
        String parts = "&external_system=hubspot&external_record_id=${body[id]}";
        assertThat(toD("kamelet:wlcro-create-lead-action" + FIELDS + parts,
                Map.of("first", "Cy", "last", "Rye", "mail", "cy@example.org", "id", 7)).getException()).isNull();
        assertThat(sent().get("external_id")).isEqualTo("hubspot_7");
        assertThat(toD("kamelet:wlcro-create-lead-action" + FIELDS + parts, person("Cy", "Rye")).getException()).isNull();
        assertThat(sent().containsKey("external_id")).isFalse();
    }

    @Test
    void aFormWithOnlyEmptyFieldsIsAnInvalidRequestAndDoesNotSendTheBody() throws Exception {
        assertThat(toD("kamelet:wlcro-create-lead-action?city=${body[none]}", Map.of("first_name", "Cy"))
                .getException(InvalidRequest.class).getViolations()).hasSize(3);
    }

    @Test
    void withoutFieldsTheBodyIsTheRequest() throws Exception {
        assertThat(toD("kamelet:wlcro-create-${variable.what}-action", Map.of("first_name", "Cy", "last_name", "Rye",
                "email", "cy@example.org")).getException()).isNull();
    }

    @Test
    void manyMessagesCreateNoFurtherRoutes() throws Exception {
        toD("kamelet:wlcro-create-lead-action" + FIELDS, person("Cy", "Rye"));
        int routes = pack.context().getRoutesSize();
        String caller = pack.context().getRoutes().stream().map(Route::getId).filter(each -> each.startsWith("caller-"))
                .findFirst().orElseThrow();
        for (String last : List.of("a", "b", "c")) {
            pack.template().sendBody("direct:" + caller, person("Cy", last));
        }
        assertThat(pack.context().getRoutesSize()).isEqualTo(routes);
        assertThat(sandbox.records()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wireTap", "enrich"})
    void otherStepsWithADynamicAddressBehaveTheSame(String eip) throws Exception {
        String uri = "kamelet:wlcro-create-${variable.what}-action" + FIELDS;
        Map<String, Object> step = eip.equals("wireTap") ? Map.of("uri", uri)
                : Map.of("expression", Map.of("simple", Map.of("expression", uri)));
        assertThat(send(eip, step, person("Cy", "Rye&zip=1")).getException()).isNull();
        Awaitility.await().until(() -> sandbox.requests().size() == 1);
        assertThat(sent()).isEqualTo(Map.of("first_name", "Cy", "last_name", "Rye&zip=1", "email", "cy@example.org"));
    }

    @Test
    void aFieldThatTheActionDoesNotHaveIsReported() throws Exception {
        assertThat(toD("kamelet:wlcro-create-lead-action?frist_name=${body[first]}", person("Cy", "Rye")).getException())
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("no field 'frist_name'")
                .hasMessageContaining("first_name");
    }

    @Test
    void dataIsNeverInterpretedAsFields() throws Exception {
        for (String query : List.of("${body[query]}", "${body[name]}=x", "city")) {
            assertThat(toD("kamelet:wlcro-create-lead-action?" + query,
                    Map.of("query", "first_name=Cy&affiliate_id=9", "name", "city")).getException())
                    .as(query).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("name=${...}");
        }
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void urlEncodedValuesFromAnAddressThatCannotBeParsedAreRefused() throws Exception {
        Map<String, Object> list = Map.of("expression", Map.of("simple", Map.of("expression",
                "kamelet:wlcro-create-lead-action" + FIELDS)));
        assertThat(send("recipientList", list, person("Cy", "Rye")).getException()).rootCause()
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("URL-encoded")
                .hasMessageNotContaining("example.org");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void otherKameletsAreNotAffected() throws Exception {
        PluginHelper.getRoutesLoader(pack.context()).loadRoutes(ResourceHelper.fromString("x.camel.yaml", """
                - routeTemplate:
                    id: greet
                    parameters: [{name: who}]
                    from: {uri: "kamelet:source", steps: [{setBody: {constant: "hello {{who}}"}}]}
                """));
        assertThat(toD("kamelet:greet?who=${body[first]}", person("Cy", "Rye")).getMessage().getBody()).isEqualTo("hello Cy");
    }
}
