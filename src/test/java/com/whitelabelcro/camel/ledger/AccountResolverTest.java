package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.RemovedConnectionException;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.tag.Fast;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The owner of a connection is looked up once for each key. */
@Fast
class AccountResolverTest {

    private static final AccountId ACME = AccountId.ofCompany("https://api.example", "92");

    private final Map<String, String> keys = new HashMap<>(Map.of("default", "wlcro_live_1_a", "acme", "wlcro_live_92_a"));
    private final List<KeyUse> asked = new ArrayList<>();
    private final Settings settings = SettingsReader.read(
            Map.of("wlcro.api-key", "wlcro_live_1_a", "wlcro.connections.acme.api-key", "wlcro_live_92_a")).withKeys(this::key);
    private final AccountResolver accounts = new AccountResolver(settings, new AccountRegistry() {
        @Override
        public CompletionStage<AccountId> accountOf(KeyUse use) {
            asked.add(use);
            return use.connection().equals("default") ? CompletableFuture.failedFuture(new IllegalStateException("no ledger"))
                    : CompletableFuture.completedFuture(ACME);
        }

        @Override
        public CompletionStage<AccountId> find(KeyUse use) {
            throw new UnsupportedOperationException();
        }
    });
    private final Connection acme = settings.connection("acme").orElseThrow();

    private String key(String connection) {
        if (keys.get(connection) == null) {
            throw new IllegalStateException("the vault is sealed");
        }
        return keys.get(connection);
    }

    private ConnectionOwner ownerOf(Connection connection) {
        return accounts.of(connection).toCompletableFuture().join();
    }

    @Test
    void theOwnerIsCachedUntilTheKeyTheAddressOrTheCompanyChanges() {
        assertThat(ownerOf(acme)).isEqualTo(new ConnectionOwner(KeyId.of(acme, "wlcro_live_92_a"), ACME)).isSameAs(ownerOf(acme));
        assertThat(asked).hasSize(1);

        keys.put("acme", "wlcro_live_92_b");
        assertThat(ownerOf(acme).key()).isEqualTo(KeyId.of(acme, "wlcro_live_92_b"));
        assertThat(asked).hasSize(2);
        ownerOf(new Connection("acme", URI.create("https://other.example"), 100, acme.company()));
        assertThat(asked).hasSize(3);
        ownerOf(new Connection("acme", URI.create("https://other.example"), 100, asked.get(0).company()));
        assertThat(asked).hasSize(4);
    }

    @Test
    void theRegistryGetsTheCompanyThatTheKeyNamesUnlessOneIsConfigured() {
        ownerOf(acme);
        assertThat(asked.get(0).company()).hasValueSatisfying(company -> assertThat(company.id()).isEqualTo("92"));

        Settings configured = SettingsReader.read(Map.of("wlcro.api-key", "wlcro_live_abcdefgh", "wlcro.company", "7"));
        KeyUse use = KeyUse.of(configured.connection("default").orElseThrow(), "wlcro_live_92_a");
        assertThat(use.company()).hasValueSatisfying(company -> assertThat(company.id()).isEqualTo("7"));
    }

    @Test
    void anOwnerThatIsForgottenIsLookedUpAgain() {
        ownerOf(acme);
        accounts.forget("default");
        ownerOf(acme);
        assertThat(asked).hasSize(1);

        accounts.forget("acme");
        ownerOf(acme);
        accounts.forget();
        ownerOf(acme);
        assertThat(asked).hasSize(3);
    }

    @Test
    void theHashOfACachedKeyIsNotComputedAgain() {
        ConnectionOwner owner = ownerOf(acme);

        assertThat(accounts.keyId(acme, "wlcro_live_92_a")).isSameAs(owner.key());
        assertThat(accounts.keyId(acme, "wlcro_live_92_b")).isEqualTo(KeyId.of(acme, "wlcro_live_92_b"));
        Connection other = settings.connection("default").orElseThrow();
        assertThat(accounts.keyId(other, "wlcro_live_1_a")).isEqualTo(KeyId.of(other, "wlcro_live_1_a"));
    }

    @Test
    void anExceptionOfTheKeySourceFailsTheLookupOfThisRecordOnly() {
        keys.remove("acme");
        assertThatThrownBy(() -> ownerOf(acme)).hasRootCauseMessage("the vault is sealed");

        keys.put("acme", "wlcro_live_92_a");
        assertThat(ownerOf(acme).account()).isEqualTo(ACME);
    }

    @Test
    void aConnectionIsFoundByItsPresentName() {
        assertThat(accounts.current("acme").toCompletableFuture().join().account()).isEqualTo(ACME);
        assertThatThrownBy(() -> accounts.current("gone").toCompletableFuture().join())
                .hasCauseInstanceOf(RemovedConnectionException.class);
        assertThat(accounts.ofName("acme").toCompletableFuture().join()).contains(ACME);
        assertThat(accounts.ofName("gone").toCompletableFuture().join()).isEmpty();
        assertThat(accounts.ofName("default").toCompletableFuture().join()).isEqualTo(Optional.empty());
    }

    @Test
    void aConnectionWhoseAccountIsUnknownIsLeftOutOfAllAccounts() {
        assertThat(accounts.all().toCompletableFuture().join()).isEqualTo(Map.of("acme", ACME));
    }
}
