package com.whitelabelcro.camel.once.sql;

import static com.whitelabelcro.camel.once.sql.LedgerHome.get;
import static com.whitelabelcro.camel.once.sql.Records.answer;
import static com.whitelabelcro.camel.once.sql.Records.done;
import static com.whitelabelcro.camel.once.sql.Records.once;
import static com.whitelabelcro.camel.once.sql.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.PermitRows;
import com.whitelabelcro.camel.once.Verdict;
import com.whitelabelcro.camel.once.sql.Hindered.Fate;
import com.whitelabelcro.camel.once.sql.LedgerHome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A database that goes away loses nothing and doubles nothing. */
class OutageTest {

    @Test
    void aCommitOfUnknownFateIsLookedUpAndNotRepeated() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE, null)) {
            Hindered database = new Hindered(Databases.of(home.config()));
            SqlLedger ledger = home.open(database);
            get(ledger.permits().used(Records.KEY, 1));
            database.fates(Fate.DONE_AND_LOST);
            database.refuse(3);
            PermitRows.Taken taken = get(ledger.permits().take(Records.KEY, 10, Duration.ofSeconds(90)));
            assertThat(taken).isInstanceOf(PermitRows.Row.class);
            assertThat(get(ledger.permits().used(Records.KEY, 10))).as("taken once").isEqualTo(1);
        }
    }

    @Test
    void aCommitThatDidNotTakePlaceIsRepeated() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE, null)) {
            Hindered database = new Hindered(Databases.of(home.config()));
            SqlLedger ledger = home.open(database);
            database.fates(Fate.LOST, Fate.LOST, Fate.DONE_AND_LOST);
            Entry entry = ((Verdict.Send) get(ledger.begin(record("ann", "a")))).entry();
            database.fates(Fate.LOST, Fate.DONE_AND_LOST);
            assertThat(get(ledger.end(entry, done("1")))).isTrue();
            assertThat(get(ledger.begin(record("ann", "a"))))
                    .isEqualTo(new Verdict.Duplicate(entry.id(), answer("1")));
        }
    }

    @Test
    void whoWaitsLongerThanThePatienceIsToldAndWhatHappenedIsStillWrittenDown() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE, null)) {
            home.use(home.config().withPatience(Duration.ZERO));
            Hindered database = new Hindered(Databases.of(home.config()));
            SqlLedger ledger = home.open(database);
            Entry entry = ((Verdict.Send) get(ledger.begin(record("ann", "a")))).entry();
            database.fates(Fate.LOST);
            database.refuse(Integer.MAX_VALUE);
            CompletionStage<Boolean> ended = ledger.end(entry, done("1"));
            await().until(database::hasRefused);
            assertThatThrownBy(() -> get(ledger.begin(record("bob", "a"))))
                    .cause().isInstanceOf(LedgerException.class).hasNoCause()
                    .hasMessageNotContaining("values of a record");
            database.refuse(0);
            assertThat(get(ended)).isTrue();
        }
    }

    @Test
    void aServerThatIsKilledAndComesBackLosesNothing() throws Exception {
        try (PostgresServer server = new PostgresServer(); LedgerHome home = new LedgerHome(Kind.POSTGRES, server)) {
            SqlLedger ledger = home.open();
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                entries.add(((Verdict.Send) get(ledger.begin(once("id" + i, "a")))).entry());
            }
            List<CompletionStage<Boolean>> ended = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ended.add(ledger.end(entries.get(i), done("answer" + i)));
            }
            server.stop();
            for (int i = 10; i < 20; i++) {
                ended.add(ledger.end(entries.get(i), done("answer" + i)));
            }
            server.start();
            for (CompletionStage<Boolean> each : ended) {
                assertThat(get(each)).isTrue();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(get(ledger.begin(once("id" + i, "a"))))
                        .isEqualTo(new Verdict.Duplicate(entries.get(i).id(), answer("answer" + i)));
            }
        }
    }

    @Test
    void aServerThatIsNotThereAndALoginThatIsRefusedAreToldAtTheStart() throws Exception {
        try (PostgresServer server = new PostgresServer(); LedgerHome home = new LedgerHome(Kind.POSTGRES, server)) {
            home.use(home.config().withUrl(server.url().replace("user=wlcro", "user=nobody&password=hush")));
            assertThatThrownBy(home::open).isInstanceOf(LedgerException.class).hasNoCause()
                    .hasMessageContaining("wlcro.ledger.user").hasMessageNotContaining("nobody");
            server.stop();
            assertThatThrownBy(home::open).isInstanceOf(LedgerException.class).hasNoCause()
                    .hasMessageContaining("cannot be reached").hasMessageNotContaining("hush");
        }
    }

    @Test
    void everybodyIsToldAlsoWhenTheHostHasStoppedItsThreads() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE, null)) {
            SqlLedger ledger = home.open();
            home.workers.shutdown();
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(Verdict.Send.class);
        }
    }

    @Test
    void aClosedLedgerSaysSoAndWhatWasInFlightIsWrittenDown() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE, null)) {
            SqlLedger ledger = home.open();
            Entry entry = ((Verdict.Send) get(ledger.begin(once("key", "a")))).entry();
            get(ledger.sending(entry, 1));
            ledger.close();
            assertThatThrownBy(() -> get(ledger.begin(record("bob", "a")))).hasMessageContaining("closed");
            assertThat(get(home.open().begin(once("key", "a")))).isInstanceOf(Verdict.Unknown.class);
        }
    }
}
