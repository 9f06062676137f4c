package com.whitelabelcro.camel.once.sql;

import static com.whitelabelcro.camel.once.sql.LedgerHome.get;
import static com.whitelabelcro.camel.once.sql.Records.answer;
import static com.whitelabelcro.camel.once.sql.Records.done;
import static com.whitelabelcro.camel.once.sql.Records.failed;
import static com.whitelabelcro.camel.once.sql.Records.failure;
import static com.whitelabelcro.camel.once.sql.Records.once;
import static com.whitelabelcro.camel.once.sql.Records.record;
import static com.whitelabelcro.camel.once.sql.Records.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.FailedFilter;
import com.whitelabelcro.camel.once.Fingerprint;
import com.whitelabelcro.camel.once.Ledger;
import com.whitelabelcro.camel.once.Outcome;
import com.whitelabelcro.camel.once.RowMarks;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.once.Verdict;
import com.whitelabelcro.camel.once.sql.LedgerHome.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What could only make a second record is not sent, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherContentLawTest {

    private PostgresServer server;

    @BeforeAll
    void start() throws Exception {
        server = new PostgresServer();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private static Entry give(Ledger ledger, Submission submission, Outcome outcome) throws Exception {
        Entry entry = ((Verdict.Send) get(ledger.begin(submission))).entry();
        assertThat(get(ledger.end(entry, outcome))).isTrue();
        return entry;
    }

    private static long listed(Ledger ledger) throws Exception {
        return get(ledger.failed().count(FailedFilter.all()));
    }

    /** The record of a row of an import that has no external id. */
    private static Submission row(String identity, String content, String row, String formerly) {
        return once(identity, content).kept().marked(new RowMarks(Optional.of(Fingerprint.of("row", row)),
                Optional.ofNullable(formerly).map(each -> Fingerprint.of("default", "create-lead", each)), Optional.empty(), true));
    }

    private static Submission row(String identity, String content, String row) {
        return row(identity, content, row, null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKeyHasOneContentWithinTheWindowAndMayHaveAnotherAfterIt(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry first = give(ledger, once("key", "a"), done("1"));
            assertThat(get(ledger.begin(once("key", "b")))).isEqualTo(new Verdict.Conflict(first.id(), answer("1")));
            assertThat(get(ledger.begin(once("key", "a")))).isInstanceOf(Verdict.Duplicate.class);
            home.time.pass(Duration.ofHours(24));
            assertThat(get(ledger.begin(once("key", "b")))).isInstanceOf(Verdict.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withAnExternalIdAfterOneWithoutItWouldBeASecondRecordToo(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry first = give(ledger, once("key", "a"), done("1"));
            assertThat(get(ledger.begin(record("key", "b")))).isEqualTo(new Verdict.Conflict(first.id(), answer("1")));
            give(ledger, record("known", "a"), done("2"));
            give(ledger, record("known", "b"), done("2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whileTheFirstIsOfUnknownOutcomeTheOtherIsRefusedUntilThatIsDiscarded(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry first = give(ledger, once("key", "a"), unknown());
            home.time.pass(Duration.ofHours(25));
            assertThat(get(ledger.begin(once("key", "b")))).isEqualTo(new Verdict.Conflict(first.id(), null));
            get(ledger.failed().discard(first.id()));
            assertThat(get(ledger.begin(once("key", "b")))).isInstanceOf(Verdict.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEntryItselfMayBeDrivenAgainWithAnEditedBody(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            for (Outcome outcome : new Outcome[] {failed(), unknown()}) {
                Entry first = give(ledger, once(outcome.toString(), "a").kept(), outcome);
                give(ledger, once(outcome.toString(), "edited").redriving(first.id()), done("1"));
            }
            assertThat(listed(ledger)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCameWithinTheWindowIsNotSentByARedriveAfterIt(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry first = give(ledger, once("key", "a"), done("1"));
            EntryId refused = get(ledger.failed().add(once("key", "b"), failure("Conflict")));
            home.time.pass(Duration.ofHours(48));
            assertThat(get(ledger.begin(once("key", "b").redriving(refused))))
                    .isEqualTo(new Verdict.Conflict(first.id(), answer("1")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void betweenProcessesTheOtherWaitsForTheFirstAndIsRefused(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger one = home.open(); Ledger two = home.open()) {
            Entry first = ((Verdict.Send) get(one.begin(row("ann", "a", "r")))).entry();
            CompletionStage<Verdict> sameKey = two.begin(row("ann", "b", "s"));
            CompletionStage<Verdict> sameRow = two.begin(row("anne", "b", "r"));
            get(two.permits().used(Records.KEY, 1));
            assertThat(sameKey.toCompletableFuture()).isNotDone();
            assertThat(sameRow.toCompletableFuture()).isNotDone();
            get(one.end(first, done("1")));
            while (!sameKey.toCompletableFuture().isDone() || !sameRow.toCompletableFuture().isDone()) {
                home.alarm.ring();
                get(two.permits().used(Records.KEY, 1));
            }
            assertThat(get(sameKey)).isEqualTo(new Verdict.Conflict(first.id(), answer("1")));
            assertThat(get(sameRow)).isEqualTo(get(sameKey));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRowIsRecognisedForAsLongAsItsEntryIsKept(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            give(ledger, row("ann", "a", "r"), done("1"));
            home.time.pass(Duration.ofDays(29));
            assertThat(get(ledger.begin(row("ann", "a", "r")))).isInstanceOf(Verdict.Duplicate.class);
            assertThat(get(ledger.begin(row("ann", "b", "s")))).isInstanceOf(Verdict.Conflict.class);
            home.time.pass(Duration.ofDays(2));
            get(ledger.purge());
            assertThat(get(ledger.begin(row("ann", "b", "s")))).isInstanceOf(Verdict.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEqualRowUnderAnotherIdentityIsAConflictUnlessTheApiRecognisesBoth(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            RowMarks same = row("x", "a", "r").marks();
            Entry first = give(ledger, row("ann", "a", "r"), done("1"));
            assertThat(get(ledger.begin(row("anne", "b", "r")))).isEqualTo(new Verdict.Conflict(first.id(), answer("1")));
            assertThat(get(ledger.begin(record("known", "c").marked(same)))).isInstanceOf(Verdict.Conflict.class);
            RowMarks other = new RowMarks(Optional.of(Fingerprint.of("row", "s")), Optional.empty(), Optional.empty(), false);
            give(ledger, record("known", "c").marked(other), done("2"));
            give(ledger, record("known too", "d").marked(other), done("3"));
            home.time.pass(Duration.ofHours(25));
            assertThat(get(ledger.begin(row("bob", "e", "s")))).as("a row is known for as long as its entry is kept")
                    .isInstanceOf(Verdict.Conflict.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatFailedDoesNotStandAndIsSettledByAnEqualRow(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry wrong = give(ledger, row("ann", "a", "r"), failed());
            give(ledger, row("anne", "b", "r"), done("1"));
            assertThat(listed(ledger)).isZero();
            assertThat(get(ledger.begin(once("ann", "a").redriving(wrong.id())))).isInstanceOf(Verdict.NotDriven.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsDrivenAgainIsStillKnownByItsRow(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry wrong = give(ledger, row("ann", "a", "r"), failed());
            give(ledger, once("ann", "a").redriving(wrong.id()), done("1"));
            assertThat(get(ledger.begin(row("anne", "b", "r")))).isInstanceOf(Verdict.Conflict.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aMendedRecordTakesThePlaceOfTheFailedOneAndIsKnownByBoth(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry wrong = give(ledger, row("anm", "a", "r"), failed());
            Entry mended = give(ledger, row("ann", "b", "r", "anm"), failed());
            assertThat(mended.id()).isEqualTo(wrong.id());
            assertThat(listed(ledger)).isEqualTo(1);
            give(ledger, row("anne", "c", "r", "ann"), done("1"));
            assertThat(listed(ledger)).isZero();
            assertThat(get(ledger.begin(once("anne", "c")))).isInstanceOf(Verdict.Duplicate.class);
            assertThat(get(ledger.begin(once("anm", "a")))).as("by what it was first known")
                    .isInstanceOf(Verdict.Conflict.class);
            assertThat(get(ledger.begin(row("anna", "d", "s", "anm")))).isInstanceOf(Verdict.Conflict.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aMendedRecordOfUnknownOutcomeIsNotSentUntilItIsForced(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind, server); Ledger ledger = home.open()) {
            Entry wrong = give(ledger, row("anm", "a", "r"), unknown());
            assertThat(get(ledger.begin(row("ann", "b", "r", "anm")))).isEqualTo(new Verdict.Conflict(wrong.id(), null));
            give(ledger, row("ann", "b", "r", "anm").forced(), done("1"));
            assertThat(listed(ledger)).isZero();
        }
    }
}
