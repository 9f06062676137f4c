package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.KEY;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.ratelimit.PermitStore.NoneFor;
import com.whitelabelcro.camel.ratelimit.PermitStore.Request;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only a record that begins with a reserved permit is stored as sent in that transaction; on every database. */
@SystemTest
class ReservedPermitLawTest {

    private static final Duration HOLD = Duration.ofSeconds(90);

    /** The only permit of a key, reserved for one record. */
    private static final class OnlyPermit implements PermitStore.Reservation {

        final List<Optional<Taken>> settled = new ArrayList<>();

        @Override
        public Optional<Request> reserve() {
            return Optional.of(new Request(KEY, 1, HOLD));
        }

        @Override
        public void settle(Taken taken) {
            settled.add(Optional.ofNullable(taken));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatIsToBeSentTakesThePermitAndADuplicateLeavesIt(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            OnlyPermit first = new OnlyPermit();
            EntryLease entry = send(ledger.begin(record("ann", "a"), first));
            assertThat(first.settled).singleElement().satisfies(taken -> assertThat(taken.orElseThrow()).isInstanceOf(Row.class));
            assertThat(get(ledger.permits().used(KEY, 1))).isOne();

            get(ledger.permits().giveBack((Row) first.settled.get(0).orElseThrow(), Duration.ZERO));
            get(ledger.end(entry, done("first")));
            OnlyPermit second = new OnlyPermit();
            assertThat(get(ledger.begin(record("ann", "a"), second))).isInstanceOf(BeginResult.Duplicate.class);
            assertThat(second.settled).containsExactly(Optional.empty());
            assertThat(get(ledger.permits().used(KEY, 1))).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void afterACrashOnlyTheRecordThatGotAPermitMayHaveBeenSent(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            EntryLease granted = send(dead.begin(once("granted", "a"), new OnlyPermit()));
            OnlyPermit none = new OnlyPermit();
            EntryLease waiting = send(dead.begin(once("waits", "a"), none));
            assertThat(none.settled).singleElement().satisfies(taken -> assertThat(taken.orElseThrow()).isInstanceOf(NoneFor.class));

            List<FailedRecord> left = whatIsLeft(home);
            assertThat(left).filteredOn(each -> each.state() == EntryState.UNKNOWN).extracting(FailedRecord::id)
                    .containsExactly(granted.id());
            assertThat(left).filteredOn(each -> each.state() == EntryState.FAILED).extracting(FailedRecord::id)
                    .containsExactly(waiting.id());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aRecordWhosePermitCouldNotBeUsedIsStoredAsNotSentUntilItsNextTurn(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            EntryLease rested = send(dead.begin(once("rested", "a"), new OnlyPermit()));
            assertThat(get(dead.waitingForRetry(rested, 0, false))).isTrue();
            assertThat(whatIsLeft(home)).extracting(FailedRecord::state).containsExactly(EntryState.FAILED);
        }
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            EntryLease sent = send(dead.begin(once("sent", "a"), new OnlyPermit()));
            get(dead.waitingForRetry(sent, 0, false));
            assertThat(get(dead.sending(sent.unmarked(), 1))).isTrue();
            assertThat(whatIsLeft(home)).extracting(FailedRecord::state).containsExactly(EntryState.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aProcessThatWasPausedForTooLongDoesNotSendTheRecordOfItsPermit(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger slow = home.open()) {
            EntryLease entry = send(slow.begin(once("slow", "a"), new OnlyPermit()));
            assertThat(whatIsLeft(home)).hasSize(1);

            assertThat(get(slow.sending(entry, 1))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aReservationIsReturnedIfTheLedgerCannotStoreTheEntry(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger closed = home.open()) {
            closed.close();
            OnlyPermit permit = new OnlyPermit();

            assertThatThrownBy(() -> get(closed.begin(record("ann", "a"), permit))).hasRootCauseInstanceOf(LedgerException.class);
            assertThat(permit.settled).containsExactly(Optional.empty());
        }
    }

    /** The failed records that another process finds after the lease of the first one has expired. */
    private static List<FailedRecord> whatIsLeft(LedgerHome home) throws Exception {
        home.time.pass(LedgerHome.LEASE.plusSeconds(1));
        try (Ledger next = home.open()) {
            get(next.permits().used(KEY, 1));
            return get(next.failed().page(FailedFilter.all(), Optional.empty(), 100));
        }
    }

    private static EntryLease send(CompletionStage<BeginResult> begun) throws Exception {
        return ((BeginResult.Send) get(begun)).lease();
    }
}
