package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.tag.Fast;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the ledger recognises the row of an imported file. */
@Fast
class ImportedRecordTest {

    private static final AccountId ACME = AccountId.ofCompany("https://api.example", "92");
    private static final AccountId BOLT = AccountId.ofCompany("https://api.example", "93");
    private static final Action CREATE = Action.of("create-lead", "POST", "/api/v1/integrations/leads");
    private static final Action UPDATE = Action.of("update-lead", "PATCH", "/api/v1/integrations/leads/{client_id}");
    private static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";
    private static final String ANN_WITH_ID = ANN.replace("}", ",\"external_id\":\"x\"}");

    private final RequestFactory factory = new RequestFactory(SettingsReader.read(Map.of("wlcro.api-key", "wlcro_live_92_a")));

    private LedgerRequest row(Action action, String body, ImportRowKey row) {
        return LedgerRequest.ofRow(factory.prepare(action, body, null, null), ACME, row);
    }

    private static ImportRowKey key(String key, String row, String formerKey) {
        return new ImportRowKey(key, row, formerKey, AccountMark.NONE);
    }

    @Test
    void aRowWithoutAnExternalIdIsRecognisedByItsKeyAndListedIfItFails() {
        LedgerRequest record = row(CREATE, ANN, key("ann", "", ""));
        LedgerRequest keyed = LedgerRequest.of(factory.prepare(CREATE, ANN, null, null), Optional.of(ACME), "ann");

        assertThat(record.identity()).isEqualTo(keyed.identity()).isPresent();
        assertThat(record.keep()).isTrue();
        assertThat(record.marks()).isEqualTo(new RowIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true));
        assertThat(row(CREATE, ANN, ImportRowKey.NONE).identity()).isEmpty();
        assertThat(row(CREATE, ANN, ImportRowKey.NONE).marks().permanent()).isFalse();
    }

    @Test
    void aPersonWithAnExternalIdIsAlsoRecognisedByTheKeyOfTheRow() {
        Optional<Sha256> keyed = row(CREATE, ANN, key("ann", "", "")).identity();
        LedgerRequest record = row(CREATE, ANN_WITH_ID, key("ann", "", ""));

        assertThat(record.identity()).contains(LedgerRequest.identity(ACME, "create-lead", "x"));
        assertThat(record.marks().person()).isEqualTo(keyed);
        assertThat(record.marks().permanent()).isFalse();
        assertThat(row(UPDATE, "{\"client_id\":7,\"city\":\"Bern\"}", key("ann", "", "")).marks().person()).isEmpty();
    }

    @Test
    void theContentOfARowIsRecognisedOnlyWithinItsAccount() {
        Optional<Sha256> mark = row(CREATE, ANN, key("ann", "Ann Lee", "")).marks().row();

        assertThat(mark).contains(Sha256.of(ACME.hex(), "create-lead", "row", "Ann Lee"));
        String stored = "wlcro-entry:create-lead:default:" + ACME.hex() + ":" + mark.orElseThrow().hex();
        assertThat(row(CREATE, ANN, key("ann", stored, "")).marks().row()).as("in the form of a file of failed records").isEqualTo(mark);
    }

    @Test
    void aCorrectedRowIsAlsoRecognisedByItsFormerKeyUnlessItsKeyIsUnchanged() {
        Optional<Sha256> former = row(CREATE, ANN, key("anna", "", "")).identity();

        assertThat(row(CREATE, ANN, key("ann", "", "anna")).marks().formerIdentity()).isEqualTo(former).isPresent();
        assertThat(row(CREATE, ANN, key("ann", "", "ann")).marks().formerIdentity()).isEmpty();
    }

    @Test
    void aRowOfAnotherAccountIsRefusedAndItsCompanyIsNamed() {
        ImportRowKey acme = key("ann", "", "").of(AccountMark.of(ACME, Optional.of(new CompanyId("92"))));
        ImportRowKey bolt = key("ann", "", "").of(AccountMark.of(BOLT, Optional.of(new CompanyId("93"))));
        ImportRowKey unnamed = key("ann", "", "").of(AccountMark.of(BOLT, Optional.empty()));

        assertThat(row(CREATE, ANN, acme).identity()).isPresent();
        assertThatThrownBy(() -> row(CREATE, ANN, bolt)).isInstanceOf(Conflict.class)
                .hasMessageContaining("it failed, that of company 93; import it with that company's key");
        assertThatThrownBy(() -> row(CREATE, ANN, unnamed)).isInstanceOf(Conflict.class)
                .hasMessageContaining("it failed; import it with that company's key");
        assertThat(bolt.of(acme.account())).as("the account in the file is kept").isEqualTo(bolt);
    }

    @Test
    void theKeyOfANumberedRowNamesItsSeries() {
        ImportRowKey row = ImportRowKey.ofSeries("0123456789abcdef0123456789abcdef", "hash", 2);

        assertThat(row.key()).isEqualTo("wlcro-row:0123456789abcdef0123456789abcdef:hash:2");
        assertThat(row(CREATE, ANN, row).marks().series()).contains("0123456789abcdef0123456789abcdef");
        assertThat(key("ann", "", "").series()).isEmpty();
    }

    @Test
    void aPersonOfAnImportIsMarkedAsSentBeforeTheRequest() {
        assertThat(row(CREATE, ANN_WITH_ID, ImportRowKey.NONE).isMarkedBeforeRequest()).isFalse();
        assertThat(row(CREATE, ANN_WITH_ID, key("ann", "", "")).isMarkedBeforeRequest()).as("has a person's key").isTrue();
        LedgerRequest withRow = row(CREATE, ANN_WITH_ID, key("", "Ann Lee", ""));
        assertThat(withRow.isMarkedBeforeRequest()).as("has a row").isTrue();
        RowIdentity bare = withRow.marks().ofIdentity();
        assertThat(bare.isPersonOfImport()).isFalse();
        assertThat(bare).isEqualTo(new RowIdentity(Optional.empty(), Optional.empty(), withRow.marks().formerIdentity(),
                withRow.marks().series(), withRow.marks().permanent()));
    }
}
