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
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that {@link Ledger} documents, on every database. */
@SystemTest
class LedgerLawTest {

    private static EntryLease sent(Ledger ledger, LedgerRequest request) throws Exception {
        return sent(ledger.begin(request));
    }

    private static EntryLease sent(CompletionStage<BeginResult> result) throws Exception {
        BeginResult given = get(result);
        assertThat(given).isInstanceOf(BeginResult.Send.class);
        return ((BeginResult.Send) given).lease();
    }

    private static boolean apply(Ledger ledger, LedgerRequest request, String answer) throws Exception {
        return get(ledger.end(sent(ledger, request), done(answer)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDuplicateGetsTheFirstAnswerWithoutARequest(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = sent(ledger, record("ann", "a"));
            assertThat(get(ledger.end(first, done("first")))).isTrue();
            assertThat(get(ledger.begin(record("ann", "a"))))
                    .isEqualTo(new BeginResult.Duplicate(first.id(), answer("first")));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void contentsABAndAAgainMakeThreeRequests(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            apply(ledger, record("ann", "a"), "1");
            apply(ledger, record("ann", "b"), "2");
            apply(ledger, record("ann", "a"), "3");
            assertThat(get(ledger.begin(record("ann", "a")))).hasFieldOrPropertyWithValue("answer", answer("3"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void contentsABAndAAgainMakeThreeRequestsAlsoIfTheClockIsSetBackBetween(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            apply(ledger, record("ann", "a"), "1");
            home.time.set(Duration.ofHours(-1));
            apply(ledger, record("ann", "b"), "2");
            apply(ledger, record("ann", "a"), "3");
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(BeginResult.Duplicate.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRepeatAfterTheWindowIsSent(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            apply(ledger, record("ann", "a"), "1");
            home.time.pass(Duration.ofHours(24));
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void forcedRowsAreAlwaysSent(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            apply(ledger, record("ann", "a"), "1");
            apply(ledger, record("ann", "a").forced(), "2");
            assertThat(get(ledger.begin(record("ann", "a")))).hasFieldOrPropertyWithValue("answer", answer("2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutAnIdentityNothingIsADuplicate(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = sent(ledger, record(null, "a"));
            EntryLease second = sent(ledger, record(null, "a"));
            get(ledger.end(first, done("1")));
            get(ledger.end(second, done("2")));
            assertThat(get(ledger.begin(record(null, "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEqualRecordWaitsForTheOneInFlightAndGetsItsAnswer(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = sent(ledger, record("ann", "a"));
            CompletionStage<BeginResult> second = ledger.begin(record("ann", "a"));
            assertThat(second.toCompletableFuture()).isNotDone();
            get(ledger.end(first, done("1")));
            assertThat(get(second)).isEqualTo(new BeginResult.Duplicate(first.id(), answer("1")));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEqualRecordGetsTheFailureOfTheOneInFlightAndALaterOneIsSent(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = sent(ledger, record("ann", "a"));
            CompletionStage<BeginResult> second = ledger.begin(record("ann", "a"));
            get(ledger.end(first, failed()));
            assertThat(get(second)).isEqualTo(new BeginResult.SharedFailure(first.id(), failure("Unavailable")));
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void contentsABAndAAtTheSameTimeAreSentOneAfterTheOtherInTheirOrder(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = sent(ledger, record("ann", "a"));
            CompletionStage<BeginResult> second = ledger.begin(record("ann", "b"));
            CompletionStage<BeginResult> third = ledger.begin(record("ann", "a"));
            CompletionStage<BeginResult> joinsThird = ledger.begin(record("ann", "a"));
            get(ledger.end(first, done("1")));
            EntryLease b = sent(second);
            assertThat(third.toCompletableFuture()).isNotDone();
            get(ledger.end(b, failed()));
            assertThat(get(third)).as("b was not applied, so a is still the last applied content")
                    .isEqualTo(new BeginResult.Duplicate(first.id(), answer("1")));
            assertThat(get(joinsThird)).isEqualTo(get(third));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void afterAFailureThatWasPerhapsAppliedTheContentBeforeItIsSentAgain(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            apply(ledger, record("ann", "a"), "1");
            get(ledger.end(sent(ledger, record("ann", "b")), new EndResult.Failed(failure("Unavailable"), true)));
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordOfUnknownOutcomeIsNotSentAgainUntilItIsForced(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease first = sent(ledger, once("key", "a"));
            get(ledger.end(first, unknown()));
            assertThat(get(ledger.begin(once("key", "a"))))
                    .isEqualTo(new BeginResult.EarlierOutcomeUnknown(first.id(), failure("OutcomeUnknown")));
            apply(ledger, once("key", "a").forced(), "1");
            assertThat(get(ledger.begin(once("key", "a")))).isInstanceOf(BeginResult.Duplicate.class);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void anEqualRecordInAnotherProcessWaitsAndGetsTheAnswerOfTheFirst(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger one = home.open(); Ledger two = home.open()) {
            EntryLease first = sent(one, record("ann", "a"));
            CompletionStage<BeginResult> second = two.begin(record("ann", "a"));
            get(two.permits().used(LedgerRequests.KEY, 1));
            home.scheduler.runAll();
            get(two.permits().used(LedgerRequests.KEY, 1));
            assertThat(second.toCompletableFuture()).isNotDone();
            get(one.end(first, done("1")));
            while (!second.toCompletableFuture().isDone()) {
                home.scheduler.runAll();
                get(two.permits().used(LedgerRequests.KEY, 1));
            }
            assertThat(get(second)).isEqualTo(new BeginResult.Duplicate(first.id(), answer("1")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void anEqualRecordInAnotherProcessGetsTheFailureOfTheFirst(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger one = home.open(); Ledger two = home.open()) {
            EntryLease first = sent(one, record("ann", "a"));
            CompletionStage<BeginResult> second = two.begin(record("ann", "a"));
            get(two.permits().used(LedgerRequests.KEY, 1));
            get(one.end(first, failed()));
            while (!second.toCompletableFuture().isDone()) {
                home.scheduler.runAll();
                get(two.permits().used(LedgerRequests.KEY, 1));
            }
            assertThat(get(second)).isEqualTo(new BeginResult.SharedFailure(first.id(), failure("Unavailable")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aProcessThatResumesAfterItsLeaseExpiredSendsAndOverwritesNothing(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger paused = home.open()) {
            EntryLease late = sent(paused, record("ann", "a"));
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger other = home.open()) {
                EntryLease taken = sent(other, record("ann", "a"));
                assertThat(get(paused.sending(late, 1))).isFalse();
                assertThat(get(other.sending(taken, 1))).isTrue();
                assertThat(get(paused.end(late, done("late")))).isFalse();
                assertThat(get(other.end(taken, done("taken")))).isTrue();
                assertThat(get(other.begin(record("ann", "a"))))
                        .isEqualTo(new BeginResult.Duplicate(taken.id(), answer("taken")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aProcessThatWasConsideredDeadMayStoreTheOutcomeIfNobodyContinued(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger paused = home.open()) {
            EntryLease late = sent(paused, once("key", "a"));
            assertThat(get(paused.sending(late, 1))).isTrue();
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger other = home.open()) {
                assertThat(get(other.begin(once("key", "a")))).isInstanceOf(BeginResult.EarlierOutcomeUnknown.class);
                assertThat(get(paused.end(late, done("true")))).isTrue();
                assertThat(get(other.begin(once("key", "a"))))
                        .isEqualTo(new BeginResult.Duplicate(late.id(), answer("true")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aHeartbeatKeepsTheLease(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger alive = home.open()) {
            EntryLease entry = sent(alive, record("ann", "a"));
            for (int i = 0; i < 5; i++) {
                home.time.pass(LedgerHome.LEASE.dividedBy(2));
                home.scheduler.runAll();
                get(alive.permits().used(LedgerRequests.KEY, 1));
            }
            try (Ledger other = home.open()) {
                CompletionStage<BeginResult> waiting = other.begin(record("ann", "a"));
                get(other.permits().used(LedgerRequests.KEY, 1));
                assertThat(waiting.toCompletableFuture()).isNotDone();
                assertThat(get(alive.end(entry, done("1")))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void identitiesMayContainAnyCharactersAndSimilarOnesDiffer(Kind kind) throws Exception {
        String[] identities = {
            "x".repeat(10_000), "\uD83D\uDE00", "'; DROP TABLE wlcro_entry; --", "\u00e9", "e\u0301", "Ann", "ann", " ann",
            "ann ", "", "a\u0000b", "\n"
        };
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            for (String identity : identities) {
                apply(ledger, record(identity, "a"), "1");
            }
            for (String identity : identities) {
                assertThat(get(ledger.begin(record(identity, "a")))).isInstanceOf(BeginResult.Duplicate.class);
            }
        }
    }
}
