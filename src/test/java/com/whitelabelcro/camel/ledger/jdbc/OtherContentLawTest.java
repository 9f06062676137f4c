package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that could only create a second record is not sent, on every database. */
@SystemTest
class OtherContentLawTest {

    private static EntryLease give(Ledger ledger, LedgerRequest request, EndResult outcome) throws Exception {
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(request))).lease();
        assertThat(get(ledger.end(entry, outcome))).isTrue();
        return entry;
    }

    private static long listed(Ledger ledger) throws Exception {
        return get(ledger.failed().count(FailedFilter.all()));
    }

    /** The record of a row of an import that has no external id. */
    private static LedgerRequest row(String identity, String content, String row, String formerly) {
        return once(identity, content).kept().marked(new RowIdentity(Optional.of(Sha256.of("row", row)), Optional.empty(),
                Optional.ofNullable(formerly).map(each -> Sha256.of("default", "create-lead", each)), Optional.empty(), true));
    }

    private static LedgerRequest row(String identity, String content, String row) {
        return row(identity, content, row, null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKeyStandsForOneContentWithinTheWindowAndMayHaveAnotherAfterwards(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, once("key", "a"), done("1"));
            assertThat(get(ledger.begin(once("key", "b")))).isEqualTo(new BeginResult.ConflictsWith(first.id(), answer("1"), false));
            assertThat(get(ledger.begin(once("key", "a")))).isInstanceOf(BeginResult.Duplicate.class);
            home.time.pass(Duration.ofHours(24));
            assertThat(get(ledger.begin(once("key", "b")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordWithAnExternalIdConflictsWithTheSameRecordWithoutOne(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, once("key", "a"), done("1"));
            assertThat(get(ledger.begin(record("key", "b")))).isEqualTo(new BeginResult.ConflictsWith(first.id(), answer("1"), false));
            give(ledger, record("known", "a"), done("2"));
            give(ledger, record("known", "b"), done("2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void otherContentIsRefusedWhileTheOutcomeOfTheFirstIsUnknownAndNotDiscarded(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, once("key", "a"), unknown());
            home.time.pass(Duration.ofHours(25));
            assertThat(get(ledger.begin(once("key", "b")))).isEqualTo(new BeginResult.ConflictsWith(first.id(), null, false));
            get(ledger.failed().discard(first.id()));
            assertThat(get(ledger.begin(once("key", "b")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEntryMayBeRedrivenWithAnEditedBody(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            for (EndResult outcome : new EndResult[] {failed(), unknown()}) {
                EntryLease first = give(ledger, once(outcome.toString(), "a").kept(), outcome);
                give(ledger, once(outcome.toString(), "edited").redriving(first.id()), done("1"));
            }
            assertThat(listed(ledger)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatWasRefusedWithinTheWindowIsNotSentByALaterRedrive(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, once("key", "a"), done("1"));
            EntryId refused = get(ledger.failed().add(once("key", "b"), failure("Conflict")));
            home.time.pass(Duration.ofHours(48));
            assertThat(get(ledger.begin(once("key", "b").redriving(refused))))
                    .isEqualTo(new BeginResult.ConflictsWith(first.id(), answer("1"), false));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void otherContentInAnotherProcessWaitsForTheFirstAndIsRefused(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger one = home.open(); Ledger two = home.open()) {
            EntryLease first = ((BeginResult.Send) get(one.begin(row("ann", "a", "r")))).lease();
            CompletionStage<BeginResult> sameKey = two.begin(row("ann", "b", "s"));
            CompletionStage<BeginResult> sameRow = two.begin(row("anne", "b", "r"));
            get(two.permits().used(LedgerRequests.KEY, 1));
            assertThat(sameKey.toCompletableFuture()).isNotDone();
            assertThat(sameRow.toCompletableFuture()).isNotDone();
            get(one.end(first, done("1")));
            while (!sameKey.toCompletableFuture().isDone() || !sameRow.toCompletableFuture().isDone()) {
                home.scheduler.runAll();
                get(two.permits().used(LedgerRequests.KEY, 1));
            }
            assertThat(get(sameKey)).isEqualTo(new BeginResult.ConflictsWith(first.id(), answer("1"), false));
            assertThat(get(sameRow)).isEqualTo(get(sameKey));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRowIsRecognisedForAsLongAsItsEntryIsKept(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, row("ann", "a", "r"), done("1"));
            home.time.pass(Duration.ofDays(29));
            assertThat(get(ledger.begin(row("ann", "a", "r")))).isInstanceOf(BeginResult.Duplicate.class);
            assertThat(get(ledger.begin(row("ann", "b", "s")))).isInstanceOf(BeginResult.ConflictsWith.class);
            home.time.pass(Duration.ofDays(2));
            get(ledger.purge());
            assertThat(get(ledger.begin(row("ann", "b", "s")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    /** The record of a row of an import that has an external id. */
    private static LedgerRequest known(String externalId, String content, String row, String person) {
        return record(externalId, content).kept().marked(new RowIdentity(Optional.of(Sha256.of("row", row)),
                record(person, content).identity(), Optional.empty(), Optional.empty(), false));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEqualRowUnderAnotherIdentityIsAConflictForAsLongAsItsEntryIsKept(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, row("ann", "a", "r"), done("1"));
            EntryLease other = give(ledger, known("x_2", "c", "s", "bob"), done("2"));
            home.time.pass(Duration.ofDays(29));
            BeginResult ann = new BeginResult.ConflictsWith(first.id(), answer("1"), false);
            BeginResult bob = new BeginResult.ConflictsWith(other.id(), answer("2"), false);
            assertThat(get(ledger.begin(row("anne", "b", "r")))).isEqualTo(ann);
            assertThat(get(ledger.begin(known("x_1", "b", "r", "anne")))).isEqualTo(ann);
            assertThat(get(ledger.begin(row("bobby", "d", "s")))).isEqualTo(bob);
            assertThat(get(ledger.begin(known("y_2", "d", "s", "bobby")))).isEqualTo(bob);
            give(ledger, known("x_2", "e", "s", "bobby"), done("2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPersonIsTheSameWithAndWithoutAnExternalIdAndTwoExternalIdsAreTwoPersons(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = give(ledger, row("ann", "a", "r"), done("1"));
            EntryLease other = give(ledger, known("x_2", "c", "s", "bob"), done("2"));
            home.time.pass(Duration.ofDays(29));
            assertThat(get(ledger.begin(known("x_1", "b", "q", "ann")))).isEqualTo(new BeginResult.ConflictsWith(first.id(), answer("1"), false));
            assertThat(get(ledger.begin(row("bob", "d", "t")))).isEqualTo(new BeginResult.ConflictsWith(other.id(), answer("2"), false));
            give(ledger, known("x_3", "d", "u", "bob"), done("3"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatWasForcedUnderAnExternalIdIsUpdatedUnderItFromThenOn(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, row("ann", "a", "r"), done("1"));
            give(ledger, known("x_1", "b", "r", "ann").forced(), done("2"));
            give(ledger, known("x_1", "c", "r", "ann"), done("2"));
            assertThat(get(ledger.begin(known("y_1", "d", "r", "ann")))).isInstanceOf(BeginResult.ConflictsWith.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailureWithoutAnExternalIdIsResolvedByTheSamePersonWithOne(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, row("ann", "a", "r"), failed());
            give(ledger, known("x_1", "b", "s", "ann"), done("1"));
            assertThat(listed(ledger)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aPersonWithoutAnExternalIdWaitsForTheSamePersonWithOneInAnotherProcess(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger one = home.open(); Ledger two = home.open()) {
            EntryLease first = ((BeginResult.Send) get(one.begin(known("x_1", "a", "r", "ann")))).lease();
            CompletionStage<BeginResult> without = two.begin(row("ann", "b", "s"));
            get(two.permits().used(LedgerRequests.KEY, 1));
            assertThat(without.toCompletableFuture()).isNotDone();
            get(one.end(first, done("1")));
            while (!without.toCompletableFuture().isDone()) {
                home.scheduler.runAll();
                get(two.permits().used(LedgerRequests.KEY, 1));
            }
            assertThat(get(without)).isEqualTo(new BeginResult.ConflictsWith(first.id(), answer("1"), false));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailedRowDoesNotBlockAnEqualOneAndIsResolvedByIt(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease wrong = give(ledger, row("ann", "a", "r"), failed());
            give(ledger, row("anne", "b", "r"), done("1"));
            assertThat(listed(ledger)).isZero();
            assertThat(get(ledger.begin(once("ann", "a").redriving(wrong.id())))).isInstanceOf(BeginResult.NotRedriven.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRedrivenRecordIsStillRecognisedByItsRow(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease wrong = give(ledger, row("ann", "a", "r"), failed());
            give(ledger, once("ann", "a").redriving(wrong.id()), done("1"));
            assertThat(get(ledger.begin(row("anne", "b", "r")))).isInstanceOf(BeginResult.ConflictsWith.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCorrectedRecordReplacesTheFailedOneAndIsRecognisedByBothIdentities(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease wrong = give(ledger, row("anm", "a", "r"), failed());
            EntryLease mended = give(ledger, row("ann", "b", "r", "anm"), failed());
            assertThat(mended.id()).isEqualTo(wrong.id());
            assertThat(listed(ledger)).isEqualTo(1);
            give(ledger, row("anne", "c", "r", "ann"), done("1"));
            assertThat(listed(ledger)).isZero();
            assertThat(get(ledger.begin(once("anne", "c")))).isInstanceOf(BeginResult.Duplicate.class);
            assertThat(get(ledger.begin(once("anm", "a")))).as("by its first identity")
                    .isInstanceOf(BeginResult.ConflictsWith.class);
            assertThat(get(ledger.begin(row("anna", "d", "s", "anm")))).isInstanceOf(BeginResult.ConflictsWith.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCorrectedRecordOfUnknownOutcomeIsNotSentUntilItIsForced(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease wrong = give(ledger, row("anm", "a", "r"), unknown());
            assertThat(get(ledger.begin(row("ann", "b", "r", "anm")))).isEqualTo(new BeginResult.ConflictsWith(wrong.id(), null, false));
            give(ledger, row("ann", "b", "r", "anm").forced(), done("1"));
            assertThat(listed(ledger)).isZero();
        }
    }
}
