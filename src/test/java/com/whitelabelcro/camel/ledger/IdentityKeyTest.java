package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The key that an exported record carries, and by which it is recognised when it is imported again. */
@Fast
class IdentityKeyTest {

    private static final Sha256 IDENTITY = Sha256.of("contacts.csv, line 1");

    private static final Optional<AccountId> ACME = Optional.of(AccountId.ofCompany("https://api.example.com", "92"));
    private static final Optional<AccountId> OTHER = Optional.of(AccountId.ofCompany("https://api.example.com", "93"));

    private static FailedRecord record(Optional<AccountId> account, Optional<Sha256> identity) {
        return new FailedRecord(EntryId.of(1, 1), EntryState.FAILED, account, Optional.empty(), "acme", "create-lead",
                new Failure("Unavailable", "given up", Details.local("create-lead", "acme", List.of())), 1, Instant.EPOCH,
                Instant.EPOCH, identity, Optional.empty(), Optional.empty());
    }

    @Test
    void aKeyIsValidForItsOwnConnectionAndActionOnly() {
        String key = IdentityKey.of(record(ACME, Optional.of(IDENTITY))).orElseThrow();

        assertThat(IdentityKey.read(key, "acme", "create-lead", ACME)).contains(IDENTITY);
        assertThat(IdentityKey.read(key, "default", "create-lead", ACME)).isEmpty();
        assertThat(IdentityKey.read(key, "acme", "create-client", ACME)).isEmpty();
    }

    @Test
    void aKeyOfAnotherAccountIsRefused() {
        String key = IdentityKey.of(record(ACME, Optional.of(IDENTITY))).orElseThrow();

        assertThatThrownBy(() -> IdentityKey.read(key, "acme", "create-lead", OTHER)).isInstanceOf(Conflict.class)
                .hasMessageContaining("another company");
    }

    @Test
    void aKeyWithoutAnAccountIsValidForEveryAccount() {
        String key = IdentityKey.of(record(Optional.empty(), Optional.of(IDENTITY))).orElseThrow();

        assertThat(IdentityKey.read(key, "acme", "create-lead", OTHER)).contains(IDENTITY);
    }

    @Test
    void anyOtherKeyOfACallerIsNotReadAsAnExportedIdentity() {
        for (String key : List.of("x", IDENTITY.hex(), "wlcro-entry:create-lead:acme:-:" + "g".repeat(64),
                "wlcro-entry:create-lead:acme:" + IDENTITY.hex(), "wlcro-entry:create-lead:acme:-:" + IDENTITY.hex() + "0",
                "wlcro-entry:create-lead:acme:")) {
            assertThat(IdentityKey.read(key, "acme", "create-lead", ACME)).as(key).isEmpty();
        }
    }

    @Test
    void aRecordWithoutAnIdentityHasNoKey() {
        assertThat(IdentityKey.of(record(ACME, Optional.empty()))).isEmpty();
    }
}
