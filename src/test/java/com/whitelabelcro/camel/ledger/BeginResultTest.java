package com.whitelabelcro.camel.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.BeginResult.ConflictsWith;
import com.whitelabelcro.camel.ledger.BeginResult.EarlierOutcomeUnknown;
import com.whitelabelcro.camel.ledger.BeginResult.NotRedriven;
import com.whitelabelcro.camel.ledger.BeginResult.OtherIsQueued;
import com.whitelabelcro.camel.ledger.BeginResult.SharedFailure;
import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the caller of a record that is not sent receives, and what a stored answer contains. */
@Fast
class BeginResultTest {

    private static final EntryId ID = EntryId.of(17, 42);
    private static final Details DETAILS = Details.local("create-lead", "default", List.of());
    private static final StoredAnswer ANSWER = new StoredAnswer(200, "{\"client_id\":7,\"status\":\"New\"}".getBytes(UTF_8));

    @Test
    void aConflictNamesTheEntryOfTheAppliedRecordOnlyInItsMessage() {
        ConflictsWith conflict = new ConflictsWith(ID, ANSWER, false);

        assertThat(conflict.toException(DETAILS)).hasMessageContaining(
                "as entry 17-42, client 7, and this would make a second record; change that one, or send this one anyway");
        assertThat(conflict.toException(DETAILS).details()).isEqualTo(DETAILS);
        assertThat(conflict.entry()).isEmpty();
    }

    @Test
    void aConflictWithAnUnknownOutcomeSuggestsARepeatOnlyWhereThatIsSafe() {
        assertThat(new ConflictsWith(ID, null, true).toException(DETAILS))
                .hasMessageContaining("it is unknown whether that was applied; send that one again, which is safe (wlcro failed retry 17-42)");
        assertThat(new ConflictsWith(ID, null, false).toException(DETAILS))
                .hasMessageContaining("it is unknown whether that was applied; look it up").hasMessageNotContaining("retry");
    }

    @Test
    void aRecordThatWaitedForAnotherGetsItsFailureAndItsEntry() {
        Failure failure = Failure.of(new Unavailable("gone", DETAILS));

        assertThat(new SharedFailure(ID, failure).toException(DETAILS)).isInstanceOf(Unavailable.class).hasMessageContaining("gone");
        assertThat(new SharedFailure(ID, failure).entry()).contains(ID);
        assertThat(new EarlierOutcomeUnknown(ID, failure).toException(DETAILS)).hasMessageContaining("gone");
        assertThat(new EarlierOutcomeUnknown(ID, failure).entry()).contains(ID);
    }

    @Test
    void aQueuedRecordWithOtherContentAndARecordThatIsNotRedrivenSayWhy() {
        assertThat(new OtherIsQueued(ID).toException(DETAILS)).hasMessageContaining("is queued, as entry 17-42");
        assertThat(new OtherIsQueued(ID).entry()).isEmpty();
        assertThat(new NotRedriven(ID, "it has succeeded").toException(DETAILS)).hasMessageContaining("not sent again: it has succeeded");
        assertThat(new NotRedriven(ID, "it has succeeded").entry()).contains(ID);
    }

    @Test
    void answersDifferIfTheyHaveDifferentValuesOfTheSameId() {
        assertThat(ANSWER.differingId(Map.of("client_id", 8))).contains("client_id");
        assertThat(ANSWER.differingId(Map.of("client_id", "7", "status", "Won", "employee_id", 3))).isEmpty();
    }
}
