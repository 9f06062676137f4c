package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.LedgerStateChanged;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger on a full disk: callers that cannot be served fail at once, and the state is reported once. */
@SystemTest
class FullDiskTest {

    private final List<WlcroEvent> heard = new CopyOnWriteArrayList<>();
    private LedgerHome home;
    private FaultyDialect database;
    private JdbcLedger ledger;

    @BeforeEach
    void begin() throws Exception {
        home = new LedgerHome(Kind.FILE);
        database = new FaultyDialect(Dialects.of(home.config()));
        Environment environment = home.environment();
        ledger = JdbcLedger.open(home.config(), database, "here", new Environment(environment.clocks(), environment.scheduler(), environment.workers(),
                environment.mayBlock(), environment.random(), new EventPublisher(List.of(heard::add), Runnable::run)));
        assertThat(get(accept("first")).isStored()).isTrue();
    }

    @AfterEach
    void end() throws Exception {
        database.full(false);
        ledger.close();
        home.close();
    }

    private CompletionStage<Accepted> accept(String name) {
        return ledger.queue().accept(List.of(QueuedRecord.of(record(name, name))));
    }

    private void refuses(CompletionStage<?> stage) {
        assertThatThrownBy(() -> get(stage)).cause().isInstanceOfSatisfying(LedgerException.class,
                each -> assertThat(each.reason()).isEqualTo(LedgerException.Reason.NOT_WRITABLE));
    }

    @Test
    void theFirstRecordFailsWithTheFirstAttempt() {
        database.full(true);
        refuses(accept("second"));
        assertThat(database.failedCommits()).isEqualTo(1);
    }

    @Test
    void furtherRecordsFailWithoutAnAttemptUntilTheLedgerIsWritableAgain() {
        database.full(true);
        refuses(accept("second"));
        CountDownLatch held = database.hold();
        refuses(accept("third"));
        held.countDown();

        database.full(false);

        await().until(() -> ledger.failure().isEmpty());
        await().untilAsserted(() -> assertThat(get(accept("fourth")).isStored()).isTrue());
    }

    @Test
    void aRecordWaitsForADatabaseThatCannotBeReachedAlsoIfItsDiskWasFullBefore() throws Exception {
        fill();
        database.refuse(Integer.MAX_VALUE);
        database.fates(FaultyDialect.Fate.LOST);
        database.full(false);
        await().until(() -> ledger.failure().filter(each -> each.reason() == LedgerException.Reason.UNREACHABLE).isPresent());

        CompletionStage<Accepted> third = accept("third");
        database.refuse(0);

        assertThat(get(third).isStored()).isTrue();
    }

    @Test
    void readingSucceedsAndDoesNotCountAsASuccessfulWrite() throws Exception {
        database.full(true);
        refuses(accept("second"));
        for (int i = 0; i < 20; i++) {
            assertThat(get(ledger.queue().lengths())).hasSize(1);
        }
        assertThat(ledger.failure()).isPresent();
        assertThat(heard).filteredOn(LedgerStateChanged.class::isInstance).hasSize(1);
    }

    @Test
    void theEndOfARecordWaitsForSpaceUntilTheProcessEnds() throws Exception {
        LedgerRequest record = record("other", "a");
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(record))).lease();
        database.full(true);
        CompletionStage<Boolean> ended = ledger.end(entry, done("1"));
        await().until(() -> database.failedCommits() > 1);
        assertThat(ended.toCompletableFuture()).isNotDone();

        ledger.hurry();

        refuses(ended);
    }

    @Test
    void aClaimThatCouldNotBeEndedIsEndedWhenThereIsSpaceAgain() throws Exception {
        ClaimedRecord claimed = get(claim()).get(0);
        fill();

        endLater(ledger.queue().release(claimed.id(), Optional.empty(), Duration.ZERO));

        await().untilAsserted(() -> assertThat(get(claim())).extracting(ClaimedRecord::id).containsExactly(claimed.id()));
    }

    @Test
    void anUndeliveredOutcomeIsDeliveredAgainWhenThereIsSpaceAgain() throws Exception {
        get(ledger.queue().accept(List.of(new QueuedRecord(record("other", "a"), Optional.empty(), Optional.of("mail"), Map.of()))));
        ClaimedRecord claimed = get(claim()).get(1);
        LedgerRequest request = record("other", "a").ofQueue(claimed.id());
        get(ledger.end(((BeginResult.Send) get(ledger.begin(request))).lease(), done("1")));
        assertThat(get(ledger.queue().claimReplies("mail", 16))).hasSize(1);
        fill();

        endLater(ledger.queue().notReplied(claimed.id(), Duration.ZERO));

        await().untilAsserted(() -> assertThat(get(ledger.queue().claimReplies("mail", 16))).hasSize(1));
    }

    private CompletionStage<List<ClaimedRecord>> claim() {
        return ledger.queue().claim(new QueueLine(LedgerRequests.ACCOUNT, "default"), List.of("create-lead"), 16);
    }

    private void fill() {
        database.full(true);
        refuses(accept("second"));
    }

    /** Lets an operation fail because the disk is full, and then makes space. */
    private void endLater(CompletionStage<Boolean> operation) {
        home.time.pass(home.config().patience().plusSeconds(1));
        refuses(operation);
        database.full(false);
        await().until(() -> ledger.failure().isEmpty());
        home.scheduler.runAll();
    }
}
