package com.whitelabelcro.camel.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.ledger.Imports.ImportEnd;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The value types of the ledger. The text of none of them shows a body. */
@Fast
class LedgerValuesTest {

    private static final EntryId ID = EntryId.of(17, 42);
    private static final AccountId ACME = AccountId.ofCompany("https://api.example", "92");
    private static final QueueLine LINE = new QueueLine(ACME, "default");
    private static final Failure FAILURE = new Failure("Unavailable", "gone",
            new Details("create-lead", "default", 503, null, List.of(), 3, 2, null));
    private static final byte[] BODY = "{\"first_name\":\"Ann\"}".getBytes(UTF_8);

    private static LedgerRequest request() {
        return LedgerRequest.ofScenario("then:mine", Optional.of(Sha256.of("a")), BODY);
    }

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void everyStateIsReadBackFromItsStoredForm(EntryState state) {
        assertThat(EntryState.of(state.stored())).isEqualTo(state);
    }

    @Test
    void anUnknownStateIsADamagedLedger() {
        assertThatThrownBy(() -> EntryState.of("resting")).isInstanceOfSatisfying(LedgerException.class,
                e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.DAMAGED));
    }

    @Test
    void entriesAreCountedByStateAndListedOnesSeparately() {
        EntryCounts counts = new EntryCounts(
                Map.of(EntryState.DONE, 5L, EntryState.FAILED, 2L), Map.of(EntryState.FAILED, 1L), 4, Optional.empty());

        assertThat(counts.of(EntryState.FAILED)).isEqualTo(3);
        assertThat(counts.of(EntryState.UNKNOWN)).isZero();
        assertThat(counts.listed(EntryState.FAILED)).isEqualTo(1);
        assertThat(counts.ended()).isEqualTo(8);
        assertThat(new LedgerFigures(Map.of(EntryState.FAILED, 2L), 1).listed(EntryState.FAILED)).isEqualTo(2);
        assertThat(new LedgerFigures(Map.of(), 1).listed(EntryState.FAILED)).isZero();
    }

    @Test
    void aListIsStoredOnlyIfItFitsIntoTheQueueAndNoRecordIsRefused() {
        assertThat(new Accepted(List.of(), Map.of(), Accepted.Room.ENOUGH))
                .returns(true, Accepted::isStored).returns(false, Accepted::isFull);
        assertThat(new Accepted(List.of(), Map.of(), Accepted.Room.QUEUE_FULL))
                .returns(false, Accepted::isStored).returns(true, Accepted::isFull);
        assertThat(new Accepted(List.of(), Map.of(0, new BeginResult.OtherIsQueued(ID)), Accepted.Room.ENOUGH))
                .returns(false, Accepted::isStored).returns(false, Accepted::isFull);
        assertThat(new BeginResult.OtherInList(3).toException(Details.local("create-lead", "default", List.of())))
                .isInstanceOf(Conflict.class).hasMessageContaining("record 3 of the list");
    }

    @Test
    void aRecordHasEndedUnlessItIsQueuedOrInFlight() {
        for (EntryState state : EntryState.values()) {
            RecordStatus status = new RecordStatus(ID, "create-lead", "default", state, Optional.empty(), Optional.empty(), 1,
                    Instant.EPOCH, Optional.empty());
            assertThat(status.isEnded()).as(state.stored()).isEqualTo(state != EntryState.QUEUED && state != EntryState.IN_FLIGHT);
        }
    }

    @Test
    void anImportEndsWellIfItWasNotStoppedAndNoRowFailed() {
        assertThat(new ImportEnd(false, 5, 0, 0).well()).isTrue();
        assertThat(new ImportEnd(true, 5, 0, 0).well()).isFalse();
        assertThat(new ImportEnd(false, 5, 1, 1).well()).isFalse();
    }

    @Test
    void theForecastOfAQueueSaysWhenAllAreSentOrWhatTheyWaitFor() {
        QueueLength length = new QueueLength(LINE, 1_200, Duration.ofSeconds(90));
        assertThat(new QueueForecast(length, Optional.of(Duration.ofSeconds(720)), "").text())
                .isEqualTo("1,200 queued, the oldest for 90 s, all sent in about 720 s");
        assertThat(new QueueForecast(length, Optional.of(Duration.ofSeconds(720)), "an outage").text())
                .endsWith("none is sent at the moment (an outage), all at the earliest in about 720 s");
        assertThat(new QueueForecast(length, Optional.empty(), "").text())
                .endsWith("kept until a connection has the key of their company");
        assertThat(new QueueForecast(new QueueLength(QueueLine.SCENARIOS, 1, Duration.ZERO), Optional.empty(), "").text())
                .endsWith("called by processes that have their routes");
    }

    @Test
    void theCallerOfAQueuedRecordHasABoundedLength() {
        QueuedRecord plain = QueuedRecord.of(request());
        assertThat(plain.caller()).isEmpty();
        String longest = "c".repeat(QueuedRecord.LONGEST_CALLER);
        assertThat(new QueuedRecord(request(), Optional.of(longest), Optional.empty(), Map.of()).caller()).contains(longest);
        assertThatThrownBy(() -> new QueuedRecord(request(), Optional.of(longest + "c"), Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 200 characters");
        assertThat(QueueLine.of(request())).isEqualTo(QueueLine.SCENARIOS);
    }

    @Test
    void aClaimedRecordIsExportedUnderTheIdentityOfItsAccount() {
        ClaimedRecord claimed = new ClaimedRecord(
                ID, LINE, "create-lead", BODY, Optional.of(Sha256.of("a")), false, 0, Optional.empty(), Map.of());

        String key = IdentityKey.of(claimed, "acme").orElseThrow();

        assertThat(IdentityKey.read(key, "acme", "create-lead", Optional.of(ACME))).contains(Sha256.of("a"));
    }

    @Test
    void toStringNeverContainsABody() {
        assertThat(QueuedRecord.of(request())).hasToString("queued then:mine on connection (scenario)");
        assertThat(new ClaimedRecord(ID, LINE, "create-lead", BODY, Optional.empty(), false, 0, Optional.empty(), Map.of()))
                .hasToString("17-42 create-lead on connection default");
        FailedRecord failed = new FailedRecord(ID, EntryState.FAILED, Optional.of(ACME), Optional.empty(), "default", "create-lead",
                FAILURE, 1, Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.of(Sha256.of("row")), Optional.empty());
        assertThat(failed.withBody(BODY)).hasToString("17-42 create-lead on connection default: Unavailable");
        assertThat(failed.withBody(BODY).body()).contains(BODY);
        assertThat(IdentityKey.ofRow(failed)).hasValueSatisfying(key -> assertThat(key).endsWith(Sha256.of("row").hex()));
        assertThat(new StoredAnswer(200, BODY)).hasToString("answer 200");
    }

    @Test
    void answersAreEqualIfTheirStatusAndBytesAreEqual() {
        StoredAnswer answer = new StoredAnswer(200, BODY);
        assertThat(answer).isEqualTo(new StoredAnswer(200, BODY.clone())).hasSameHashCodeAs(new StoredAnswer(200, BODY.clone()))
                .isNotEqualTo(new StoredAnswer(201, BODY)).isNotEqualTo(new StoredAnswer(200, new byte[0])).isNotEqualTo("answer 200");
    }

    @Test
    void everyOutcomeHasTheNumberOfItsRequests() {
        assertThat(new EndResult.Failed(FAILURE, false).requests()).isEqualTo(FAILURE.details().requests()).isPositive();
        assertThat(new EndResult.PutBack(FAILURE, false, EndResult.PutBack.DELAY).requests()).isEqualTo(FAILURE.details().requests());
        assertThat(new EndResult.Unknown(FAILURE).requests()).isEqualTo(FAILURE.details().requests());
        assertThat(new EntryLease(ID, 17, request(), null, 0, true, true).unmarked())
                .isEqualTo(new EntryLease(ID, 17, request(), null, 0, true, false));
    }

    @Test
    void entriesAreOrderedByProcessAndNumber() {
        assertThat(List.of(EntryId.of(17, 2), EntryId.of(2, 9), EntryId.of(17, 1)).stream().sorted())
                .containsExactly(EntryId.of(2, 9), EntryId.of(17, 1), EntryId.of(17, 2));
    }

    @Test
    void equalJsonHasEqualHashesAndTypesAndNestingMatter() throws Exception {
        Sha256 hash = hash("{\"a\":[1,\"x\"],\"b\":{\"c\":true}}");
        assertThat(hash("{\"b\":{\"c\":true},\"a\":[1.0,\"x\"]}")).isEqualTo(hash);
        for (String other : List.of("{\"a\":[\"x\",1],\"b\":{\"c\":true}}", "{\"a\":[1,\"x\",{\"b\":\"c\"}]}",
                "{\"a\":[\"1\",\"x\"],\"b\":{\"c\":true}}", "{\"a\":[1,\"x\"],\"b\":{\"c\":\"true\"}}",
                "{\"a\":[1,\"x\"],\"b\":{\"c\":false}}")) {
            assertThat(hash(other)).as(other).isNotEqualTo(hash);
        }
    }

    private static Sha256 hash(String json) throws Exception {
        return ContentHash.of(new ObjectMapper().readTree(json));
    }
}
