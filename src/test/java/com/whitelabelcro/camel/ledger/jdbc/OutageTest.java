package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.jdbc.FaultyDialect.Fate;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** An outage of the database neither loses nor duplicates a record. */
@SystemTest
class OutageTest {

    @Test
    void aCommitOfUnknownOutcomeIsLookedUpAndNotRepeated() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            FaultyDialect database = new FaultyDialect(Dialects.of(home.config()));
            JdbcLedger ledger = home.open(database);
            get(ledger.permits().used(LedgerRequests.KEY, 1));
            database.fates(Fate.DONE_AND_LOST);
            database.refuse(3);
            PermitStore.Taken taken = get(ledger.permits().take(new PermitStore.Request(LedgerRequests.KEY, 10, Duration.ofSeconds(90))));
            assertThat(taken).isInstanceOf(PermitStore.Row.class);
            assertThat(get(ledger.permits().used(LedgerRequests.KEY, 10))).as("one permit is taken").isEqualTo(1);
        }
    }

    @Test
    void aCommitThatDidNotTakePlaceIsRepeated() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            FaultyDialect database = new FaultyDialect(Dialects.of(home.config()));
            JdbcLedger ledger = home.open(database);
            database.fates(Fate.LOST, Fate.LOST, Fate.DONE_AND_LOST);
            EntryLease entry = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
            database.fates(Fate.LOST, Fate.DONE_AND_LOST);
            assertThat(get(ledger.end(entry, done("1")))).isTrue();
            assertThat(get(ledger.begin(record("ann", "a"))))
                    .isEqualTo(new BeginResult.Duplicate(entry.id(), answer("1")));
        }
    }

    @Test
    void anOperationThatWaitsTooLongFailsAndAnOutcomeIsStillStored() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.use(home.config().withPatience(Duration.ZERO));
            FaultyDialect database = new FaultyDialect(Dialects.of(home.config()));
            JdbcLedger ledger = home.open(database);
            EntryLease entry = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
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
    void aServerThatIsKilledAndRestartedLosesNothing() throws Exception {
        try (PostgresServer server = new PostgresServer(); LedgerHome home = new LedgerHome(server)) {
            JdbcLedger ledger = home.open();
            List<EntryLease> entries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                entries.add(((BeginResult.Send) get(ledger.begin(once("id" + i, "a")))).lease());
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
                        .isEqualTo(new BeginResult.Duplicate(entries.get(i).id(), answer("answer" + i)));
            }
        }
    }

    @Test
    void anUnreachableServerAndARefusedLoginAreReportedAtTheStart() throws Exception {
        try (PostgresServer server = new PostgresServer(); LedgerHome home = new LedgerHome(server)) {
            home.use(home.config().withUrl(server.url().replace("user=wlcro", "user=nobody&password=hush")));
            assertThatThrownBy(home::open).isInstanceOf(LedgerException.class).hasNoCause()
                    .hasMessageContaining("wlcro.ledger.user").hasMessageNotContaining("nobody");
            server.stop();
            assertThatThrownBy(home::open).isInstanceOf(LedgerException.class).hasNoCause()
                    .hasMessageContaining("cannot be reached").hasMessageNotContaining("hush");
        }
    }

    @Test
    void everyCallerIsAnsweredAlsoWhenTheHostHasStoppedItsThreads() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            JdbcLedger ledger = home.open();
            home.workers.shutdown();
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @Test
    void aClosedLedgerFailsCallsAndStoresRecordsInFlightAsInterrupted() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            JdbcLedger ledger = home.open();
            EntryLease entry = ((BeginResult.Send) get(ledger.begin(once("key", "a")))).lease();
            get(ledger.sending(entry, 1));
            ledger.close();
            assertThatThrownBy(() -> get(ledger.begin(record("bob", "a")))).hasMessageContaining("closed");
            assertThat(get(home.open().begin(once("key", "a")))).isInstanceOf(BeginResult.EarlierOutcomeUnknown.class);
        }
    }
}
