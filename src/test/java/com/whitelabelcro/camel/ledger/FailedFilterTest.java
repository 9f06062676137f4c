package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which failed records a bulk redrive sends, and which ones a person has to select. */
@Fast
class FailedFilterTest {

    private static final AccountId ACME = AccountId.ofCompany("https://api.example", "1");
    private static final AccountId BOLT = AccountId.ofCompany("https://api.example", "2");

    private static FailedRecord record(EntryState state, String kind) {
        Failure failure = new Failure(kind, "why", Details.local("create-lead", "default", List.of()));
        return new FailedRecord(EntryId.of(1, 1), state, Optional.of(ACME), Optional.empty(), "default", "create-lead", failure, 1,
                Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aRecordThatARestoreHoldsIsSentOnlyIfItIsSelectedByItsReason() {
        FailedRecord held = record(EntryState.FAILED, Failure.RESTORED);
        assertThat(FailedFilter.all().mayResend(held)).isFalse();
        assertThat(FailedFilter.all().ofAction("create-lead").mayResend(held)).isFalse();
        assertThat(FailedFilter.all().ofReason(Failure.RESTORED).mayResend(held)).isTrue();
    }

    @Test
    void aRecordOfUnknownOutcomeIsNeverSentByABulkRedrive() {
        assertThat(FailedFilter.all().mayResend(record(EntryState.UNKNOWN, "OutcomeUnknown"))).isFalse();
        assertThat(FailedFilter.all().ofReason(Failure.RESTORED).mayResend(record(EntryState.UNKNOWN, "Restored"))).isFalse();
    }

    @Test
    void criteriaAreAddedToAFilterWithoutLosingOthers() {
        Instant hour = Instant.EPOCH.plusSeconds(3_600);
        FailedFilter all = FailedFilter.all().ofReason("Conflict").ofAction("create-lead").ofConnection("acme")
                .since(Instant.EPOCH).before(hour).ofOwners(Map.of("acme", ACME));

        assertThat(all).isEqualTo(new FailedFilter(Optional.of("Conflict"), Optional.of("create-lead"), Optional.of("acme"),
                Optional.of(Instant.EPOCH), Optional.of(hour), Map.of("acme", ACME)));
    }

    @Test
    void aRecordOfAnotherAccountIsNotSent() {
        FailedRecord failed = record(EntryState.FAILED, "Unavailable");
        assertThat(FailedFilter.all().mayResend(failed)).isTrue();
        assertThat(FailedFilter.all().ofOwners(Map.of("default", ACME)).mayResend(failed)).isTrue();
        assertThat(FailedFilter.all().ofOwners(Map.of("other", BOLT)).mayResend(failed)).isTrue();
        assertThat(FailedFilter.all().ofOwners(Map.of("default", BOLT)).mayResend(failed)).isFalse();
    }
}
