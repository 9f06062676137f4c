package com.whitelabelcro.camel.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.tag.SystemTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which account the records of a key belong to: that of the company, even after the key was rotated; on every database. */
@SystemTest
class AccountsLawTest {

    private static final String OPAQUE = "sk_one";
    private static final String OPAQUE_TOO = "sk_two";

    private static CompletionStage<AccountId> asked(Ledger ledger, String name, String key, String company) {
        return ledger.accounts().accountOf(KeyUse.of(new Connection(name, URI.create("https://api.example.com"), 100,
                Optional.ofNullable(company).map(CompanyId::new)), key));
    }

    private static AccountId account(Ledger ledger, String name, String key, String company) {
        return asked(ledger, name, key, company).toCompletableFuture().join();
    }

    private static void refused(Ledger ledger, String name, String key, String company, String... words) {
        assertThatThrownBy(() -> account(ledger, name, key, company)).isInstanceOf(CompletionException.class)
                .cause().isInstanceOfSatisfying(LedgerException.class, why -> {
                    assertThat(why.reason()).isEqualTo(LedgerException.Reason.SETTINGS);
                    assertThat(why).hasMessageContainingAll(words).hasMessageNotContaining(key);
                });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aNewKeyOfTheSameCompanyIsTheSameAccountInEitherDocumentedForm(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            AccountId first = account(ledger, "default", "wlcro_live_92_old", null);

            assertThat(account(ledger, "default", "wlcro_live_92_new", null)).isEqualTo(first);
            assertThat(account(ledger, "default", "wlcro_92_s3c-r_et", null)).isEqualTo(first);
            assertThat(account(ledger, "default", "wlcro_live_092_s_e_c", "92")).isEqualTo(first);
            assertThat(account(ledger, "other", "wlcro_live_92_more", null)).as("another name").isEqualTo(first);
            assertThat(account(ledger, "default", OPAQUE, "92")).as("configured").isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anotherCompanyOrAnotherAddressIsAnotherAccountUnderTheSameName(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            AccountId first = account(ledger, "default", "wlcro_live_92_a", null);

            AccountId second = account(ledger, "default", "wlcro_live_93_b", null);
            AccountId elsewhere = ledger.accounts().accountOf(KeyUse.of(new Connection("default",
                    URI.create("http://127.0.0.1:8089"), 100, Optional.empty()), "wlcro_live_92_a")).toCompletableFuture().join();

            assertThat(List.of(first, second, elsewhere)).doesNotHaveDuplicates();
            assertThat(account(ledger, "default", "wlcro_live_92_c", null)).as("back again").isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKeyThatNamesNoCompanyKeepsItsAccountWhenTheCompanyIsConfiguredAndRotatesAfterThat(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            AccountId first = account(ledger, "acme", OPAQUE, null);
            assertThat(account(ledger, "acme", OPAQUE, null)).isEqualTo(first);

            assertThat(account(ledger, "acme", OPAQUE, "92")).isEqualTo(first);

            assertThat(account(ledger, "acme", OPAQUE_TOO, "92")).isEqualTo(first);
            assertThat(account(ledger, "acme", "wlcro_live_92_new", null)).isEqualTo(first);
            assertThat(account(ledger, "acme", OPAQUE, null)).as("the ledger has not forgotten it").isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKeyOfUnknownCompanyIsRefusedUntilTheCompanyIsConfigured(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            AccountId first = account(ledger, "default", OPAQUE, null);

            refused(ledger, "default", OPAQUE_TOO, null, "connection default", "another key", "wlcro.company=");
            refused(ledger, "default", "wlcro_live_92_new", null, "company 92", "wlcro.company=92");
            assertThat(account(ledger, "default", "wlcro_live_92_new", "92")).as("configured").isEqualTo(first);
            assertThat(account(ledger, "default", "wlcro_live_92_newer", null)).as("known since then").isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKeyWithoutACompanyThatFollowsOneWithACompanyIsRefusedUntilTheCompanyIsConfigured(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            AccountId first = account(ledger, "acme", "wlcro_live_92_old", null);

            refused(ledger, "acme", OPAQUE, null, "of company 92", "wlcro.connections.acme.company=92");
            assertThat(account(ledger, "acme", OPAQUE, "92")).isEqualTo(first);
            assertThat(account(ledger, "acme", OPAQUE, null)).as("this key is known now").isEqualTo(first);
            assertThat(account(ledger, "beta", OPAQUE_TOO, null)).as("another connection may use it").isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCompanyThatContradictsTheKeyOrTheLedgerIsRefused(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            refused(ledger, "default", "wlcro_live_92_a", "93", "one of company 92", "wlcro.company is 93");

            account(ledger, "default", OPAQUE, "92");
            refused(ledger, "default", OPAQUE, "93", "wlcro.company is 93", "one of company 92");
            refused(ledger, "other", OPAQUE, "93", "wlcro.connections.other.company is 93", "one of company 92");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anotherNameForTheSameKeyIsTheSameAccount(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            AccountId first = account(ledger, "default", OPAQUE, null);

            assertThat(account(ledger, "acme", OPAQUE, null)).isEqualTo(first);
            refused(ledger, "acme", OPAQUE_TOO, null, "connection acme");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void processesThatAskAtTheSameTimeGetTheSameAccount(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger one = home.open(); JdbcLedger two = home.open()) {
            List<CompletionStage<AccountId>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(asked(i % 2 == 0 ? one : two, "default", "wlcro_live_92_k" + i, null));
                all.add(asked(i % 2 == 0 ? two : one, "default", "wlcro_live_92_k" + i, null));
            }
            assertThat(all.stream().map(each -> each.toCompletableFuture().join()).distinct()).hasSize(1);

            List<CompletionStage<AccountId>> opaque =
                    List.of(asked(one, "acme", OPAQUE, null), asked(two, "acme", OPAQUE_TOO, null));
            assertThat(opaque.stream().filter(each -> !each.toCompletableFuture().handle((id, why) -> why == null).join()))
                    .as("one of two keys of unknown company is refused").hasSize(1);
        }
    }
}
