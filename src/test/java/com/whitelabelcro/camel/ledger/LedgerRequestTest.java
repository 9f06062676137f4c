package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.tag.Fast;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a checked request becomes a record of the ledger. */
@Fast
class LedgerRequestTest {

    private final RequestFactory prepare = new RequestFactory(SettingsReader.read(
            Map.of("wlcro.api-key", "wlcro_live_abcdefgh", "wlcro.connections.acme.api-key", "wlcro_live_ijklmnop")));
    private final Action createLead = Action.of("create-lead", "POST", "/api/v1/integrations/leads");
    private final Action updateLead = Action.of("update-lead", "PATCH", "/api/v1/integrations/leads/{client_id}");
    private final Action status =
            Action.of("update-lead-status", "PATCH", "/api/v1/integrations/leads/{client_id}/status");

    private LedgerRequest of(Action action, String body, String connection, String key) {
        WriteRequest request = prepare.prepare(action, body, connection, null);
        return LedgerRequest.of(request, account(request), key);
    }

    private static Optional<AccountId> account(WriteRequest request) {
        return Optional.of(AccountId.ofKey(KeyId.of(request.connection(), request.connection().name())));
    }

    private static String withEmail(String body) {
        return body.replace("{", "{\"email\":\"ann@example.com\",");
    }

    private LedgerRequest lead(String body) {
        return of(createLead, withEmail(body), null, null);
    }

    @Test
    void theOrderOfFieldsAndTheNotationOfNumbersDoNotMatter() {
        LedgerRequest first = lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"1\"}");
        LedgerRequest second = lead("{ \"external_id\":\"1\", \"last_name\":\"Lee\",\"first_name\":\" Ann\"}");
        assertThat(second.content()).isEqualTo(first.content());
        assertThat(second.identity()).isEqualTo(first.identity()).isPresent();
    }

    @Test
    void anyOtherValueIsDifferentContentOfTheSameIdentity() {
        LedgerRequest first = lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"1\"}");
        LedgerRequest second = lead("{\"first_name\":\"AnnL\",\"last_name\":\"ee\",\"external_id\":\"1\"}");
        assertThat(second.content()).isNotEqualTo(first.content());
        assertThat(second.identity()).isEqualTo(first.identity());
    }

    @Test
    void theSameChangeOfAnotherRecordIsDifferentContent() {
        LedgerRequest first = of(updateLead, "{\"client_id\":1,\"first_name\":\"Ann\"}", null, "key");
        LedgerRequest second = of(updateLead, "{\"client_id\":2,\"first_name\":\"Ann\"}", null, "key");
        assertThat(second.content()).isNotEqualTo(first.content());
    }

    @Test
    void withoutExternalIdAndKeyThereIsNoIdentity() {
        assertThat(lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\"}").identity()).isEmpty();
        assertThat(of(updateLead, "{\"client_id\":1,\"first_name\":\"Ann\"}", null, "").identity()).isEmpty();
    }

    @Test
    void anIdempotencyKeyIsNoExternalIdAndConnectionsAndActionsDoNotShareIdentities() {
        String body = withEmail("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"1\"}");
        assertThat(of(createLead, body, null, "1").identity())
                .isNotEqualTo(of(createLead, body, null, null).identity())
                .isNotEqualTo(of(createLead, body, "acme", "1").identity())
                .isNotEqualTo(of(updateLead, "{\"client_id\":1,\"first_name\":\"A\"}", null, "1").identity());
    }

    @Test
    void permitsBelongToTheKeyAndTheAddressAndNeitherIsReadable() {
        Connection api = new Connection("default", URI.create("https://api.example.com"), 100, Optional.empty());
        Connection sandbox = new Connection("default", URI.create("http://127.0.0.1:8089"), 100, Optional.empty());
        assertThat(KeyId.of(api, "one")).isEqualTo(KeyId.of(api, "one"))
                .isNotEqualTo(KeyId.of(api, "other")).isNotEqualTo(KeyId.of(sandbox, "one"));
        assertThat(KeyId.of(api, "one").toString()).doesNotContain("one");
    }

    @Test
    void theStoredBodyAloneRecreatesTheRequest() {
        for (Action action : new Action[] {updateLead, status}) {
            String body = action == status
                    ? "{\"client_id\":42,\"new_status\":\"Won\"}"
                    : "{\"client_id\":42,\"first_name\":\"Ann\"}";
            WriteRequest request = prepare.prepare(action, body, null, null);
            LedgerRequest record = LedgerRequest.of(request, account(request), null);
            WriteRequest again = prepare.prepare(
                    action, new String(record.body(), StandardCharsets.UTF_8), null, null);
            assertThat(again.path()).isEqualTo(request.path());
            assertThat(again.fields()).isEqualTo(request.fields());
        }
    }

    @Test
    void toStringContainsNothingOfTheRecord() {
        LedgerRequest record = lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"e-1\"}");
        assertThat(record.toString()).isEqualTo("create-lead on connection default");
        assertThat(new EntryLease(EntryId.of(17, 42), 17, record).toString()).doesNotContain("Ann");
        assertThat(LedgerConfig.defaults().withUrl("jdbc:postgresql://h/?password=hush").withSecretKey("hush").toString())
                .doesNotContain("hush");
    }

    @Test
    void eachCopyMethodChangesOneComponentOnly() {
        LedgerRequest lead = lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"1\"}");
        EntryId entry = EntryId.of(17, 42);

        assertThat(List.of(lead.keep(), lead.force(), lead.fromQueue())).containsOnly(false);
        assertThat(lead.kept()).returns(true, LedgerRequest::keep).returns(false, LedgerRequest::force);
        assertThat(lead.forced()).returns(false, LedgerRequest::keep).returns(true, LedgerRequest::force);
        assertThat(lead.redriving(entry)).returns(true, LedgerRequest::keep).returns(entry, LedgerRequest::redriven)
                .returns(false, LedgerRequest::fromQueue);
        assertThat(lead.ofQueue(entry)).returns(true, LedgerRequest::keep).returns(entry, LedgerRequest::redriven)
                .returns(true, LedgerRequest::fromQueue);
        assertThat(lead.identified(Sha256.of("stored")).identity()).contains(Sha256.of("stored"));
        assertThat(lead.marked(RowIdentity.PERMANENT).marks()).isEqualTo(RowIdentity.PERMANENT);
        assertThat(lead.forced().ofQueue(entry).plain()).isEqualTo(lead.kept());
    }

    @Test
    void allUpdatesOfOneApiRecordAreSentInOrderWhateverTheirAction() {
        LedgerRequest first = of(updateLead, "{\"client_id\":1,\"first_name\":\"Ann\"}", null, "key");
        LedgerRequest second = of(status, "{\"client_id\":1,\"new_status\":\"Won\"}", null, null);

        assertThat(first.orderKey()).isEqualTo(second.orderKey()).isEqualTo(first.target()).isPresent();
        assertThat(of(updateLead, "{\"client_id\":2,\"first_name\":\"Ann\"}", null, "key").orderKey()).isNotEqualTo(first.orderKey());
        LedgerRequest created = lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"1\"}");
        assertThat(created.orderKey()).isEqualTo(created.identity());
        assertThat(created.target()).as("it changes no record that exists").isEmpty();
    }

    @Test
    void onlyARequestThatMustNotBeRepeatedIsMarkedAsSentBeforehand() {
        assertThat(lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"external_id\":\"1\"}").isMarkedBeforeRequest()).isFalse();
        assertThat(lead("{\"first_name\":\"Ann\",\"last_name\":\"Lee\"}").isMarkedBeforeRequest()).isTrue();
    }

    @Test
    void anInvalidRecordIsRepeatableUnlessItIsACreateWithoutAnIdentity() {
        ObjectNode fields = new ObjectMapper().createObjectNode().put("first_name", "Ann");

        LedgerRequest create = LedgerRequest.invalid(createLead, "default", Optional.empty(), null, Optional.empty(), fields);
        assertThat(create).returns(false, LedgerRequest::repeatable).returns(true, LedgerRequest::keep);
        assertThat(new String(create.body(), StandardCharsets.UTF_8)).isEqualTo("{\"first_name\":\"Ann\"}");
        assertThat(LedgerRequest.invalid(createLead, "default", Optional.empty(), null, Optional.of("x"), fields).repeatable()).isTrue();
        assertThat(LedgerRequest.invalid(updateLead, "default", Optional.empty(), null, Optional.empty(), fields).repeatable()).isTrue();
        assertThat(LedgerRequest.invalid(createLead, "acme", Optional.empty(), "k", Optional.empty(), fields).identity())
                .as("without an account, by the name of the connection").isPresent()
                .isNotEqualTo(LedgerRequest.invalid(createLead, "default", Optional.empty(), "k", Optional.empty(), fields).identity());
    }

    @Test
    void aScenarioThatIsCalledLaterIsRepeatable() {
        byte[] input = {1, -1};
        LedgerRequest call = LedgerRequest.ofScenario("then:mine", Optional.of(Sha256.of("a")), input);

        assertThat(call).returns(true, LedgerRequest::repeatable).returns(true, LedgerRequest::keep)
                .returns("then:mine", LedgerRequest::action);
        assertThat(call.orderKey()).isEqualTo(call.identity());
        assertThat(call.target()).isEmpty();
        assertThat(LedgerRequest.ofScenario("then:mine", Optional.empty(), new byte[] {1, -2}).content()).isNotEqualTo(call.content());
    }

    @Test
    void anEntryIdConsistsOfItsProcessAndASequenceNumber() {
        EntryId id = EntryId.of(17, 42);
        assertThat(id).hasToString("17-42");
        assertThat(EntryId.parse(" 17-42 ")).contains(id);
        assertThat(EntryId.parse("17")).isEmpty();
        assertThat(EntryId.parse("-1-2")).isEmpty();
        assertThat(EntryId.parse("99999999999-1")).isEmpty();
    }
}
