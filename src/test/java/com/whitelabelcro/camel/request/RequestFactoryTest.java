package com.whitelabelcro.camel.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body becomes a checked request, or all its violations are reported at once. */
@Fast
class RequestFactoryTest {

    private static final String PATH = "/api/v1/integrations/";
    private static final Action CREATE = Action.of("create-lead", "POST", PATH + "leads");
    private static final Action UPDATE = Action.of("update-lead", "PATCH", PATH + "leads/{client_id}");
    private static final Action STATUS = Action.of("update-lead-status", "PATCH", PATH + "leads/{client_id}/status");
    private static final String ANN = "\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"";

    private static RequestFactory factory(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.api-key", "wlcro_live_1_x",
                "wlcro.connections.acme.api-key", "wlcro_live_2_x"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new RequestFactory(SettingsReader.read(properties));
    }

    private static List<String> violations(RequestFactory factory, Action action, Object body, Object id) {
        InvalidRequest failure = catchThrowableOfType(InvalidRequest.class, () -> factory.prepare(action, body, null, id));
        assertThat(failure).hasMessageContaining("the request is not valid");
        assertThat(failure.getAction()).isEqualTo(action.name());
        assertThat(failure.getConnection()).isEqualTo("default");
        return failure.getViolations();
    }

    private static List<String> violations(Action action, String body) {
        return violations(factory(), action, body, null);
    }

    @Test
    void aCreateHasItsFieldsAndThePathOfTheAction() {
        WriteRequest request = factory().prepare(CREATE, "{" + ANN + "}", null, null);
        assertThat(request.path()).isEqualTo(PATH + "leads");
        assertThat(request.fields()).hasToString("{" + ANN + "}");
        assertThat(request.connection().name()).isEqualTo("default");
        assertThat(request.action()).isSameAs(CREATE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // The id in the body has precedence over the one in the header.
        "{\"client_id\":7,\"city\":\"Rome\"} | 8 | 7",
        "{\"city\":\"Rome\"}                 | 8 | 8",
        "{\"client_id\":null,\"city\":\"Rome\"} | 8 | 8",
        "{\"client_id\":\" \",\"city\":\"Rome\"} | 8 | 8",
    })
    void theIdIsInThePathAndNotInTheBody(String body, long header, long id) {
        for (Object given : List.of(header, (int) header, String.valueOf(header))) {
            WriteRequest request = factory().prepare(UPDATE, body, null, given);
            assertThat(request.path()).isEqualTo(PATH + "leads/" + id);
            assertThat(request.fields()).hasToString("{\"city\":\"Rome\"}");
        }
    }

    @Test
    void anIdThatIsNoIntegerIsRefused() {
        String wrong = "client_id must be a positive whole number";
        assertThat(violations(factory(), UPDATE, "{\"city\":\"Rome\"}", "../1")).containsExactly(wrong);
        assertThat(violations(factory(), UPDATE, "{\"city\":\"Rome\"}", 1.5)).containsExactly(wrong);
        assertThat(violations(UPDATE, "{\"client_id\":0,\"city\":\"Rome\"}")).containsExactly(wrong);
        assertThat(violations(UPDATE, "{\"client_id\":12.0,\"city\":\"Rome\"}")).containsExactly(wrong);
        assertThat(violations(UPDATE, "{\"client_id\":1e3,\"city\":\"Rome\"}")).containsExactly(wrong);
        assertThat(violations(UPDATE, "{\"client_id\":true,\"city\":\"Rome\"}")).containsExactly(wrong);
        assertThat(violations(UPDATE, "{\"city\":\"Rome\"}")).containsExactly("client_id is required");
    }

    @Test
    void anUpdateNeedsAChange() {
        assertThat(violations(UPDATE, "{\"client_id\":1}"))
                .containsExactly("nothing to change: give at least one field besides client_id");
        assertThat(violations(UPDATE, "{}")).containsExactlyInAnyOrder("client_id is required",
                "nothing to change: give at least one field besides client_id");
    }

    @Test
    void aStatusIsGivenByNameOrById() {
        assertThat(violations(STATUS, "{\"client_id\":1}")).containsExactly("give new_status or new_status_id");
        assertThat(violations(STATUS, "{\"client_id\":1,\"new_status\":\"Lead - New\",\"new_status_id\":2}"))
                .containsExactly("give only one of new_status and new_status_id");
        assertThat(factory().prepare(STATUS, "{\"client_id\":1,\"new_status_id\":2}", null, null).path())
                .isEqualTo(PATH + "leads/1/status");
    }

    @Test
    void allViolationsAreReportedTogetherThoseOfTheSchemaFirst() {
        List<String> all = violations(CREATE, "{\"frist_name\":\"x\",\"last_name\":true,\"phone\":0.5,\"zip\":2138,\"a@b\":1,"
                + "\"external_id\":\"hubspot_\"}");
        assertThat(all).hasSize(8);
        assertThat(all.subList(0, 5)).containsExactlyInAnyOrder("first_name is required", "email is required",
                "last_name must be text", "phone must be text; a number is accepted only if all its digits are written out",
                "zip must be text; a number is accepted only if all its digits are written out");
        assertThat(all.get(5)).isEqualTo("frist_name is not a field of create-lead; did you mean first_name?");
        assertThat(all.get(6)).startsWith("a field whose name is not made of letters, digits and _ is not a field of create-lead");
        assertThat(all.get(7)).startsWith("external_id");
    }

    @Test
    void unknownFieldsCanBeDroppedOrPassedThrough() {
        String body = "{" + ANN + ",\"pet\":\"cat\"}";
        assertThat(factory("wlcro.unknown-fields", "drop").prepare(CREATE, body, null, null).fields().has("pet")).isFalse();
        assertThat(factory("wlcro.unknown-fields", "pass").prepare(CREATE, body, null, null).fields().path("pet").asText())
                .isEqualTo("cat");
        assertThat(violations(CREATE, body)).singleElement().asString().startsWith("pet is not a field of create-lead");
    }

    @Test
    void anExternalIdBuiltFromAMissingValueIsRefusedAlsoAsAnUnknownField() {
        String body = "{\"client_id\":1,\"new_status_id\":2,\"external_id\":\"hubspot_\"}";
        assertThat(STATUS.hasExternalId()).isFalse();
        assertThat(violations(factory("wlcro.unknown-fields", "pass"), STATUS, body, null)).singleElement().asString()
                .startsWith("external_id");
        assertThat(factory("wlcro.unknown-fields", "pass", "wlcro.empty-external-ids", "pass").prepare(STATUS, body, null, null)
                .fields().path("external_id").asText()).isEqualTo("hubspot_");
    }

    @Test
    void aConnectionIsFoundByItsName() {
        assertThat(factory().prepare(CREATE, "{" + ANN + "}", " acme ", null).connection().name()).isEqualTo("acme");
        assertThat(factory().prepare(CREATE, "{" + ANN + "}", " ", null).connection().name()).isEqualTo("default");
        assertThatThrownBy(() -> factory().prepare(CREATE, "{}", "acne", null)).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("on connection acne: there is no such connection; the header WlcroConnection may be one of"
                        + " acme, default");
        assertThatThrownBy(() -> factory().prepare(CREATE, "{}", "ann@example.com", null)).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("on connection unnamed: there is no such connection");
        RequestFactory withoutDefault = new RequestFactory(SettingsReader.read(Map.of("wlcro.connections.acme.api-key", "wlcro_x")));
        assertThatThrownBy(() -> withoutDefault.prepare(CREATE, "{}", null, null))
                .hasMessageContaining("there is no default connection; name one in the header WlcroConnection");
    }

    @Test
    void aBodyThatIsNoObjectIsReportedWithItsAction() {
        assertThat(violations(CREATE, "[]")).containsExactly("the body is an array; it must be one JSON object");
    }

    @Test
    void anInvalidBodyIsStoredVerbatim() {
        assertThat(factory().asIs(CREATE, "Ann", null)).hasToString("{\"body\":\"Ann\"}");
        assertThat(factory().asIs(UPDATE, "{\"city\":5}", 7)).hasToString("{\"city\":5,\"client_id\":7}");
        assertThatThrownBy(() -> factory().asIs(CREATE, new byte[] {-1}, null)).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("the body cannot be stored").hasMessageContaining("the body is not UTF-8");
    }

    /** The schema of a user may contain rules and types that those of the pack do not contain. */
    @Test
    void violationsNameTheRulesOfUserSchemas() throws IOException {
        Action custom = new Action("create-task", "POST", "/tasks", new ObjectMapper().readTree("""
                {"type": "object", "x-returns": ["task_id"], "properties": {"title": {"type": "string", "maxLength": 3},
                 "done": {"type": "boolean"}, "price": {"type": ["string", "number"]}, "rate": {"type": "number"},
                 "tags": {"type": "array", "items": {"type": "string"}}, "owner_id": {"type": "integer", "minimum": 1}}}"""));
        assertThat(violations(custom, "{\"title\":\"long\",\"done\":\"maybe\",\"price\":true,\"rate\":\"x\",\"tags\":[1],"
                + "\"owner_id\":-1}")).containsExactlyInAnyOrder(
                "title breaks the rule maxLength of its schema", "done must be true or false", "price must be text or a number",
                "rate must be number", "tags breaks the rule type of its schema", "owner_id must be a positive whole number");
    }
}
