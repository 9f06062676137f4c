package com.whitelabelcro.camel.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.error.Details;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The key under which an exported record comes back. */
class IdentityKeyTest {

    private static final Fingerprint IDENTITY = Fingerprint.of("contacts.csv, line 1");

    private static FailedRecord record(Optional<Fingerprint> identity) {
        return new FailedRecord(EntryId.of(1, 1), EntryState.FAILED, "acme", "create-lead",
                new Failure("Unavailable", "given up", Details.local("create-lead", "acme", List.of())), 1, Instant.EPOCH,
                Instant.EPOCH, identity, Optional.empty());
    }

    @Test
    void itStandsForTheIdentityAtItsOwnConnectionAndActionOnly() {
        String key = IdentityKey.of(record(Optional.of(IDENTITY))).orElseThrow();

        assertThat(IdentityKey.read(key, "acme", "create-lead")).contains(IDENTITY);
        assertThat(IdentityKey.read(key, "default", "create-lead")).isEmpty();
        assertThat(IdentityKey.read(key, "acme", "create-client")).isEmpty();
    }

    @Test
    void aCallersOwnKeyIsNone() {
        for (String key : List.of("x", IDENTITY.hex(), "wlcro-entry:create-lead:acme:" + "g".repeat(64),
                "wlcro-entry:create-lead:acme:" + IDENTITY.hex() + "0", "wlcro-entry:create-lead:acme:")) {
            assertThat(IdentityKey.read(key, "acme", "create-lead")).as(key).isEmpty();
        }
    }

    @Test
    void whatHasNoIdentityHasNoKey() {
        assertThat(IdentityKey.of(record(Optional.empty()))).isEmpty();
    }
}
