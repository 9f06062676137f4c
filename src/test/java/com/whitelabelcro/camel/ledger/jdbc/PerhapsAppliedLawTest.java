package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.tag.SystemTest;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person of an import who failed with an external id but may nevertheless have been created; on every database. */
@SystemTest
class PerhapsAppliedLawTest {

    private static final EndResult LOST = new EndResult.Failed(failure("Unavailable"), true);

    private static LedgerRequest known(String externalId) {
        return record(externalId, externalId).kept().marked(new RowIdentity(Optional.of(Sha256.of("row", "r")),
                record("ann", "a").identity(), Optional.empty(), Optional.empty(), false));
    }

    /** Expects this result both for the same row with another external id and for the same person in a row without one. */
    private static void bothAre(Class<? extends BeginResult> expected, Ledger ledger) throws Exception {
        LedgerRequest without = once("ann", "b").kept().marked(new RowIdentity(
                Optional.of(Sha256.of("row", "s")), Optional.empty(), Optional.empty(), Optional.empty(), true));
        for (LedgerRequest other : new LedgerRequest[] {known("y"), without}) {
            BeginResult result = get(ledger.begin(other));
            assertThat(result).isInstanceOf(expected);
            if (result instanceof BeginResult.Send send) {
                get(ledger.end(send.lease(), failed()));
            }
        }
    }

    private static EntryLease begin(Ledger ledger, LedgerRequest record) throws Exception {
        return ((BeginResult.Send) get(ledger.begin(record))).lease();
    }

    private static EntryLease give(Ledger ledger, LedgerRequest record, EndResult end) throws Exception {
        EntryLease entry = begin(ledger, record);
        assertThat(get(ledger.end(entry, end))).isTrue();
        return entry;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void thePersonIsNotCreatedUnderAnotherIdentityUntilItIsKnownNotToExist(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, known("x"), LOST);
            assertThat(get(ledger.begin(known("y")))).isEqualTo(new BeginResult.ConflictsWith(first.id(), null, true));
            bothAre(BeginResult.ConflictsWith.class, ledger);
            get(ledger.failed().discard(first.id()));
            bothAre(BeginResult.Send.class, ledger);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatWasCertainlyNotAppliedIsSentUnderAnotherIdentity(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, known("x"), failed());
            bothAre(BeginResult.Send.class, ledger);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLaterRefusalOfTheSameRecordDoesNotProveThatItWasNotApplied(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, known("x"), LOST);
            EntryLease again = give(ledger, known("x"), failed());
            bothAre(BeginResult.ConflictsWith.class, ledger);
            give(ledger, known("x").redriving(again.id()), failed());
            bothAre(BeginResult.ConflictsWith.class, ledger);
            assertThat(get(ledger.failed().count(FailedFilter.all()))).isOne();
            give(ledger, known("x"), done("1"));
            assertThat(get(ledger.failed().count(FailedFilter.all()))).isZero();
            assertThat(get(ledger.begin(known("y")))).extracting(each -> ((BeginResult.ConflictsWith) each).repeatable()).isEqualTo(false);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aPersonLeftByADeadProcessConflictsOnlyIfThePersonMayHaveBeenCreated(Kind kind) throws Exception {
        for (String left : new String[] {"waiting", "refused", "lost", "sending"}) {
            try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
                EntryLease entry = begin(dead, known("x"));
                if (!left.equals("waiting")) {
                    assertThat(get(dead.sending(entry, 1))).isTrue();
                }
                if (left.equals("refused") || left.equals("lost")) {
                    assertThat(get(dead.waitingForRetry(entry, 1, left.equals("lost")))).isTrue();
                }
                home.time.pass(LedgerHome.LEASE.plusSeconds(1));
                try (Ledger next = home.open()) {
                    bothAre(left.equals("waiting") || left.equals("refused")
                            ? BeginResult.Send.class : BeginResult.ConflictsWith.class, next);
                    give(next, known("x"), done("1"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aRecordThatWasPerhapsAppliedStaysSoIfTheNextProcessDiesBeforeItsRequest(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            give(dead, known("x"), LOST);
            EntryLease again = begin(dead, known("x"));
            assertThat(get(dead.sending(again, 1))).isTrue();
            assertThat(get(dead.waitingForRetry(again, 1, false))).isTrue();
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger next = home.open()) {
                bothAre(BeginResult.ConflictsWith.class, next);
            }
        }
    }
}
