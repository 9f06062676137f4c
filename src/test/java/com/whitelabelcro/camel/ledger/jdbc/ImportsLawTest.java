package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Imports.ImportEnd;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries.Why;
import com.whitelabelcro.camel.ledger.Imports.ImportedFile;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which earlier import of a file a later one continues, on every database. */
@SystemTest
class ImportsLawTest {

    private static final AccountId ACCOUNT = AccountId.ofCompany("https://api.example.com", "92");
    private static final ImportEnd WELL = new ImportEnd(false, 3, 0, 0);
    private static final ImportEnd STOPPED = new ImportEnd(true, 1, 0, 0);

    private static ImportedFile file(String path, String content) {
        return ImportedFile.of(ACCOUNT, "add-client-note", path, content);
    }

    private static ImportSeries begin(Ledger ledger, String path, String content) throws Exception {
        return get(ledger.imports().begin(file(path, content), false));
    }

    private static void end(Ledger ledger, ImportSeries series, ImportEnd how, String... mended) throws Exception {
        get(ledger.imports().end(series, how, Set.of(mended)));
    }

    private static EntryLease row(Ledger ledger, ImportSeries series, String identity, EndResult outcome) throws Exception {
        LedgerRequest row = once(identity, "a").kept().marked(
                new RowIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(series.name()), true));
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(row))).lease();
        get(ledger.end(entry, outcome));
        return entry;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theIdenticalFileUnderAnyNameIsContinuedWithinTheWindow(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            ImportSeries first = begin(ledger, "/a/notes.csv", "x");
            assertThat(first.why()).isEqualTo(Why.AFRESH);
            home.time.pass(Duration.ofHours(20));
            end(ledger, first, WELL);
            home.time.pass(Duration.ofHours(20));

            ImportSeries second = begin(ledger, "/b/other.csv", "x");

            assertThat(second.why()).isEqualTo(Why.IDENTICAL);
            assertThat(second.name()).isEqualTo(first.name());
            assertThat(second.begun()).isEqualTo(first.begun());
            assertThat(begin(ledger, "/c/notes.csv", "y").why()).isEqualTo(Why.AFRESH);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anImportThatFindsNothingToSendDoesNotExtendTheWindow(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            end(ledger, begin(ledger, "/notes.csv", "x"), WELL);
            home.time.pass(Duration.ofHours(23));
            end(ledger, begin(ledger, "/notes.csv", "x"), new ImportEnd(false, 0, 0, 0));
            home.time.pass(Duration.ofHours(2));
            assertThat(begin(ledger, "/notes.csv", "x").why()).isEqualTo(Why.AFRESH);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anImportThatEndedWellIsNotContinuedByAnotherFileOfTheSamePath(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            end(ledger, begin(ledger, "/notes.csv", "x"), WELL);
            assertThat(begin(ledger, "/notes.csv", "y").why()).isEqualTo(Why.AFRESH);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anImportThatDiedOrWasStoppedIsContinuedAtAnyTimeUntilItEndsWell(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            ImportSeries died = begin(ledger, "/notes.csv", "x");
            home.time.pass(Duration.ofHours(25));
            ImportSeries stopped = begin(ledger, "/notes.csv", "y");
            assertThat(stopped.why()).isEqualTo(Why.UNFINISHED);
            assertThat(stopped.name()).isEqualTo(died.name());
            end(ledger, stopped, STOPPED);
            home.time.pass(Duration.ofHours(25));
            ImportSeries last = begin(ledger, "/notes.csv", "z");
            assertThat(last.name()).isEqualTo(died.name());
            end(ledger, last, WELL);
            assertThat(begin(ledger, "/notes.csv", "w").why()).isEqualTo(Why.AFRESH);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anotherPathActionOrAccountHasSeriesOfItsOwn(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            begin(ledger, "/notes.csv", "x");
            AccountId other = AccountId.ofCompany("https://api.example.com", "93");
            assertThat(begin(ledger, "/others.csv", "y").why()).isEqualTo(Why.AFRESH);
            for (ImportedFile file : new ImportedFile[] {ImportedFile.of(ACCOUNT, "update-lead", "/notes.csv", "x"),
                ImportedFile.of(other, "add-client-note", "/notes.csv", "x")}) {
                assertThat(get(ledger.imports().begin(file, false)).why()).isEqualTo(Why.AFRESH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anImportThatIsBegunAfreshContinuesNoOtherAndIsContinuedItself(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            ImportSeries first = begin(ledger, "/notes.csv", "x");
            ImportSeries afresh = get(ledger.imports().begin(file("/notes.csv", "x"), true));
            assertThat(afresh.name()).isNotEqualTo(first.name());
            assertThat(begin(ledger, "/notes.csv", "x").name()).isEqualTo(afresh.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void failedRowsKeepTheImportOpenUntilTheyAreSentAgainOrDiscarded(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            ImportSeries series = begin(ledger, "/notes.csv", "x");
            row(ledger, series, "fine", done("1"));
            EntryLease retried = row(ledger, series, "retried", failed());
            EntryLease discarded = row(ledger, series, "discarded", unknown());
            end(ledger, series, new ImportEnd(false, 2, 2, 0));
            assertThat(begin(ledger, "/notes.csv", "y").why()).isEqualTo(Why.UNFINISHED);
            end(ledger, begin(ledger, "/notes.csv", "y"), new ImportEnd(false, 0, 2, 0));

            EntryLease again = ((BeginResult.Send) get(ledger.begin(once("retried", "a").redriving(retried.id())))).lease();
            get(ledger.end(again, failed()));
            get(ledger.failed().discard(discarded.id()));
            assertThat(begin(ledger, "/notes.csv", "z").name()).as("one failed row is still listed").isEqualTo(series.name());
            end(ledger, begin(ledger, "/notes.csv", "z"), new ImportEnd(false, 0, 1, 0));
            again = ((BeginResult.Send) get(ledger.begin(once("retried", "a").redriving(retried.id())))).lease();
            get(ledger.end(again, done("2")));

            assertThat(begin(ledger, "/notes.csv", "w").why()).isEqualTo(Why.AFRESH);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rowsThatAreOnlyInTheFailedFileKeepTheImportOpenUntilThatFileIsImported(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            ImportSeries series = begin(ledger, "/notes.csv", "x");
            end(ledger, series, new ImportEnd(false, 2, 1, 1));
            end(ledger, begin(ledger, "/notes.csv.failed.jsonl", "f"), new ImportEnd(false, 0, 1, 1), series.name());
            ImportSeries still = begin(ledger, "/notes.csv", "y");
            assertThat(still.name()).isEqualTo(series.name());
            end(ledger, still, new ImportEnd(false, 0, 1, 1));

            end(ledger, begin(ledger, "/notes.csv.failed.jsonl", "mended"), WELL, series.name());

            assertThat(begin(ledger, "/notes.csv", "z").why()).isEqualTo(Why.AFRESH);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void importsArePurgedWithTheRetention(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            begin(ledger, "/notes.csv", "x");
            home.time.pass(Duration.ofDays(29));
            get(ledger.purge());
            assertThat(begin(ledger, "/notes.csv", "y").why()).isEqualTo(Why.UNFINISHED);
            home.time.pass(Duration.ofDays(31));
            get(ledger.purge());
            assertThat(begin(ledger, "/notes.csv", "z").why()).isEqualTo(Why.AFRESH);
        }
    }
}
