package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The rules of the queue, on every database. */
@SystemTest
class QueueLawTest {

    private static final QueueLine LINE = new QueueLine(LedgerRequests.ACCOUNT, "default");

    private static EntryId accept(Ledger ledger, LedgerRequest record) throws Exception {
        return ((BeginResult.Queued) accepted(ledger, record).results().get(0)).id();
    }

    private static Accepted accepted(Ledger ledger, LedgerRequest... records) throws Exception {
        return get(ledger.queue().accept(Arrays.stream(records).map(QueuedRecord::of).toList()));
    }

    private static List<String> claim(Ledger ledger, int most) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (ClaimedRecord each : get(ledger.queue().claim(LINE, List.of("create-lead"), most))) {
            bodies.add(new String(each.body(), StandardCharsets.UTF_8).replaceAll(".*:\"|\"}", ""));
        }
        return bodies;
    }

    private static EntryLease begin(Ledger ledger, EntryId entry, LedgerRequest record) throws Exception {
        return ((BeginResult.Send) get(ledger.begin(record.ofQueue(entry)))).lease();
    }

    private static RecordStatus status(Ledger ledger, EntryId entry) throws Exception {
        return get(ledger.queue().status(entry, Optional.empty())).orElseThrow();
    }

    private static long length(Ledger ledger) throws Exception {
        return get(ledger.queue().lengths()).stream().mapToLong(QueueLength::records).sum();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void recordsAreClaimedInTheOrderOfAcceptanceAndThoseOfOneKeyOneAfterTheOther(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId first = accept(ledger, record("ann", "1"));
            accept(ledger, record("ann", "2"));
            accept(ledger, record("bob", "3"));
            accept(ledger, record(null, "4"));
            accept(ledger, record(null, "5"));

            assertThat(claim(ledger, 3)).containsExactly("1", "3", "4");
            assertThat(claim(ledger, 3)).containsExactly("5");
            EntryLease sending = begin(ledger, first, record("ann", "1"));
            assertThat(claim(ledger, 3)).isEmpty();
            get(ledger.end(sending, done("{}")));
            assertThat(claim(ledger, 3)).containsExactly("2");
            assertThat(length(ledger)).isEqualTo(4);
            assertThat(status(ledger, first)).hasFieldOrPropertyWithValue("state", EntryState.DONE)
                    .hasFieldOrPropertyWithValue("answer", Optional.of(answer("{}")));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatCouldOnlyDuplicateAQueuedOneIsRefused(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId first = accept(ledger, once("key", "1"));

            assertThat(accepted(ledger, once("key", "2")).refused()).containsValue(new BeginResult.OtherIsQueued(first));
            assertThat(accept(ledger, once("key", "1"))).isEqualTo(first);
            accept(ledger, record("id", "1"));
            assertThat(accepted(ledger, record("id", "2"), record("id", "1")).isStored()).isTrue();
            assertThat(length(ledger)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void interactiveRecordsOfTheKeyWaitForTheQueuedOneAndRaiseItsPriority(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            accept(ledger, record("bob", "1"));
            EntryId ann = accept(ledger, record("ann", "2"));
            CompletionStage<BeginResult> interactive = ledger.begin(record("ann", "3"));
            get(ledger.queue().lengths());

            assertThat(claim(ledger, 1)).containsExactly("2");
            get(ledger.end(begin(ledger, ann, record("ann", "2")), done("{}")));
            home.scheduler.runAll();
            assertThat(get(interactive)).isInstanceOf(BeginResult.Send.class);
        }
    }

    /** Neither of them has an identity: only what they change tells that they belong together. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInteractiveUpdateWaitsForTheQueuedOneOfTheSameTarget(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId queued = accept(ledger, update("42", "1"));
            CompletableFuture<BeginResult> interactive = ledger.begin(update("42", "2")).toCompletableFuture();
            assertThat(get(ledger.begin(update("43", "3")))).isInstanceOf(BeginResult.Send.class);
            assertThat(interactive).isNotDone();

            claim(ledger, 1);
            get(ledger.end(begin(ledger, queued, update("42", "1")), done("{}")));
            home.scheduler.runAll();
            assertThat(get(interactive)).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailureBecomesAFailedRecordAndARecordThatIsPutBackKeepsItsPosition(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId first = accept(ledger, record("ann", "1"));
            EntryId second = accept(ledger, once(null, "2"));
            claim(ledger, 2);
            get(ledger.end(begin(ledger, first, record("ann", "1")), new EndResult.PutBack(failure("Unauthorized"), false, EndResult.PutBack.DELAY)));
            get(ledger.end(begin(ledger, second, once(null, "2")), failed()));

            assertThat(status(ledger, first).state()).isEqualTo(EntryState.QUEUED);
            assertThat(get(ledger.failed().page(FailedFilter.all(), Optional.empty(), 9))).extracting("id").containsExactly(second);
            assertThat(claim(ledger, 2)).as("it waits for its retry").isEmpty();
            home.time.pass(Duration.ofSeconds(1));
            assertThat(claim(ledger, 2)).containsExactly("1");
            assertThat(length(ledger)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aClaimedRecordThatWasNeverBegunIsReleasedOrFails(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId first = accept(ledger, record("ann", "1"));
            EntryId second = accept(ledger, record("bob", "2"));
            claim(ledger, 2);

            assertThat(get(ledger.queue().release(first, Optional.empty(), Duration.ZERO))).isTrue();
            assertThat(get(ledger.queue().release(second, Optional.of(failure("Conflict")), Duration.ZERO))).isTrue();
            assertThat(get(ledger.queue().release(second, Optional.empty(), Duration.ZERO))).isFalse();
            assertThat(claim(ledger, 2)).containsExactly("1");
            assertThat(status(ledger, second).failure().orElseThrow().kind()).isEqualTo("Conflict");
            assertThat(get(ledger.failed().show(second)).orElseThrow().body()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void anotherProcessTakesOverTheClaimsOfADeadOne(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            EntryId claimed = accept(dead, once(null, "1"));
            EntryId begun = accept(dead, once(null, "2"));
            EntryId repeatable = accept(dead, record("ann", "3"));
            EntryId sent = accept(dead, once("key", "4"));
            accept(dead, record("ann", "5"));
            assertThat(claim(dead, 9)).containsExactly("1", "2", "3", "4");
            begin(dead, begun, once(null, "2"));
            EntryLease late = begin(dead, repeatable, record("ann", "3"));
            get(dead.sending(late, 1));
            get(dead.sending(begin(dead, sent, once("key", "4")), 1));
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger other = home.open()) {
                assertThat(claim(other, 9)).containsExactly("1", "2", "3");
                assertThat(status(other, claimed).state()).isEqualTo(EntryState.QUEUED);
                assertThat(status(other, sent).state()).isEqualTo(EntryState.UNKNOWN);
                assertThat(length(other)).isEqualTo(4);
                begin(other, repeatable, record("ann", "3"));
                assertThat(get(dead.end(late, done("late")))).as("it is taken over").isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void claimedRecordsAreReleasedWhenTheLedgerIsClosed(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind)) {
            try (Ledger ledger = home.open()) {
                EntryId first = accept(ledger, record("ann", "1"));
                accept(ledger, record("bob", "2"));
                claim(ledger, 2);
                begin(ledger, first, record("ann", "1"));
            }
            try (Ledger ledger = home.open()) {
                assertThat(claim(ledger, 2)).containsExactly("1", "2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aListIsAcceptedWholeOrNotAtAll(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            get(ledger.end(((BeginResult.Send) get(ledger.begin(once("key", "1")))).lease(), done("1")));
            Accepted refused = accepted(ledger, record("ann", "1"), once("key", "2"), once("key", "1"));
            assertThat(refused.refused()).containsOnlyKeys(1);
            assertThat(refused.isStored()).isFalse();
            assertThat(length(ledger)).isZero();

            Accepted stored = accepted(ledger, record("ann", "1"), record("ann", "1"), once("key", "1"));
            assertThat(stored.isStored()).isTrue();
            EntryId ann = ((BeginResult.Queued) stored.results().get(0)).id();
            assertThat(stored.results().get(1)).isEqualTo(new BeginResult.Queued(ann, 1, true));
            assertThat(stored.results().get(2)).isInstanceOf(BeginResult.Duplicate.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aListIsRefusedIfARecordCouldOnlyDuplicateAnEarlierOneInTheList(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            Accepted refused = accepted(ledger, record("ann", "1"), once("key", "1"), once("key", "2"));
            assertThat(refused.refused()).isEqualTo(Map.of(2, new BeginResult.OtherInList(1)));
            assertThat(length(ledger)).isZero();

            assertThat(accepted(ledger, record("ann", "1"), record("ann", "2"), once("key", "1"), once("key", "1")).isStored()).isTrue();
            assertThat(length(ledger)).as("an update with an external id is intended").isEqualTo(3);
            assertThat(claim(ledger, 9)).containsExactly("1", "1");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aQueuedRecordThatWasAppliedMeanwhileEndsWithThatAnswer(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease interactive = ((BeginResult.Send) get(ledger.begin(record("ann", "1")))).lease();
            EntryId queued = accept(ledger, record("ann", "1"));
            get(ledger.end(interactive, done("first")));
            claim(ledger, 1);

            assertThat(get(ledger.begin(record("ann", "1").ofQueue(queued)))).isInstanceOf(BeginResult.Duplicate.class);
            assertThat(status(ledger, queued).answer()).contains(answer("first"));
            assertThat(length(ledger)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anOutcomeIsKeptUntilItIsDelivered(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            QueuedRecord record = new QueuedRecord(record("ann", "1"), Optional.of("me"), Optional.of("crm"), Map.of("a", "b"));
            EntryId entry = ((BeginResult.Queued) get(ledger.queue().accept(List.of(record))).results().get(0)).id();
            claim(ledger, 1);
            assertThat(get(ledger.queue().claimReplies("crm", 9))).isEmpty();
            get(ledger.end(begin(ledger, entry, record("ann", "1")), done("{}")));

            assertThat(get(ledger.queue().claimReplies("other", 9))).isEmpty();
            assertThat(get(ledger.queue().claimReplies("crm", 9))).hasSize(1)
                    .allSatisfy(each -> assertThat(each.stored()).containsEntry("a", "b"));
            assertThat(get(ledger.queue().claimReplies("crm", 9))).as("it is claimed").isEmpty();
            get(ledger.queue().notReplied(entry, Duration.ofSeconds(5)));
            home.time.pass(Duration.ofDays(29));
            get(ledger.purge());
            assertThat(get(ledger.queue().claimReplies("crm", 9))).extracting(ClaimedRecord::tries).containsExactly(1);
            assertThat(get(ledger.queue().replied(entry))).isTrue();
            home.time.pass(Duration.ofDays(2));
            get(ledger.purge());
            assertThat(get(ledger.queue().status(entry, Optional.empty()))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anOutcomeThatCannotBeDeliveredWithinTheRetentionIsDroppedWithAWarning(Kind kind) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ExpiredReplies.class);
        log.start();
        logger.addAppender(log);
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            QueuedRecord record = new QueuedRecord(record("ann", "1"), Optional.empty(), Optional.of("crm"), Map.of());
            EntryId entry = ((BeginResult.Queued) get(ledger.queue().accept(List.of(record))).results().get(0)).id();
            claim(ledger, 1);
            get(ledger.end(begin(ledger, entry, record("ann", "1")), done("{}")));
            home.time.pass(Duration.ofDays(31));
            get(ledger.purge());
            get(ledger.purge());

            assertThat(get(ledger.queue().claimReplies("crm", 9))).isEmpty();
            assertThat(get(ledger.queue().status(entry, Optional.empty()))).isEmpty();
            assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).singleElement().asString()
                    .contains("The reply target crm").endsWith(": " + entry);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void failedRecordsThatAreAboutToLoseTheirFieldsAreAnnouncedADayBefore() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ExpiryWarning.class);
        log.start();
        logger.addAppender(log);
        try (LedgerHome home = new LedgerHome(Kind.MEMORY); Ledger ledger = home.open()) {
            EntryId entry = accept(ledger, record("ann", "1"));
            claim(ledger, 1);
            get(ledger.end(begin(ledger, entry, record("ann", "1")), failed()));
            for (Duration time : List.of(Duration.ofDays(28), Duration.ofHours(30), Duration.ofHours(2))) {
                home.time.pass(time);
                home.scheduler.runAll();
                get(ledger.purge());
                // The warning is logged by a worker, perhaps after the purge.
                await().until(() -> time.toDays() == 28 || !log.list.isEmpty());
            }
            assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).singleElement().asString()
                    .startsWith("1 failed records lose their fields from ");
            assertThat(get(ledger.failed().show(entry)).orElseThrow().body()).isPresent();
        } finally {
            logger.detachAppender(log);
        }
    }
}
