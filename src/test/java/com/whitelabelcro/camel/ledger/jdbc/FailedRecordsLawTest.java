package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.bytes;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RecordHistory.EndedRecords;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.tag.SystemTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failed records are listed, redriven once, and resolved; on every database. */
@SystemTest
class FailedRecordsLawTest {

    private static EntryLease give(Ledger ledger, LedgerRequest request, EndResult outcome) throws Exception {
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(request))).lease();
        assertThat(get(ledger.end(entry, outcome))).isTrue();
        return entry;
    }

    private static List<FailedRecord> list(Ledger ledger) throws Exception {
        return get(ledger.failed().page(FailedFilter.all(), Optional.empty(), 100));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailedRecordOfAnImportOrGatewayIsListedWithItsBody(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, record("ann", "a").kept(), failed());
            FailedRecord listed = list(ledger).get(0);
            assertThat(listed.id()).isEqualTo(entry.id());
            assertThat(listed.failure()).isEqualTo(failure("Unavailable"));
            assertThat(listed.attempts()).isEqualTo(3);
            assertThat(get(ledger.failed().show(entry.id())).orElseThrow().body().orElseThrow())
                    .isEqualTo(bytes("{\"first_name\":\"a\"}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void entriesAreCountedByStateAndTheLedgerHasASize(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, record("ann", "a").kept(), failed());
            give(ledger, record("bob", "b").kept(), unknown());
            give(ledger, record("cid", "c"), done("{}"));

            LedgerFigures figures = get(ledger.figures());
            assertThat(figures.listed()).containsOnly(Map.entry(EntryState.FAILED, 1L), Map.entry(EntryState.UNKNOWN, 1L));
            assertThat(figures.bytes()).isPositive();
            assertThat(ledger.commits().count()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theHistoryHasTheRecordsOfAllProcessesLatestFirstAndCountsThemByMinute(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open();
                Ledger other = kind == Kind.MEMORY ? ledger : home.open()) {
            Instant start = home.time.instant();
            EntryLease ann = give(ledger, record("ann", "a").kept(), failed());
            home.time.pass(Duration.ofMinutes(1));
            EntryLease bob = give(other, record("bob", "b"), done("{}"));
            home.time.pass(Duration.ofSeconds(1));
            EntryLease cid = give(ledger, record("cid", "c"), failed());
            get(ledger.begin(record("dan", "d")));

            List<RecordStatus> last = get(ledger.history().last(3));
            assertThat(last).extracting(RecordStatus::id).containsExactly(cid.id(), bob.id(), ann.id());
            assertThat(last).extracting(RecordStatus::state).containsExactly(EntryState.FAILED, EntryState.DONE, EntryState.FAILED);
            assertThat(last.get(2).failure()).contains(failure("Unavailable"));
            assertThat(get(ledger.history().last(1))).hasSize(1);
            long minute = start.getEpochSecond() / 60;
            assertThat(get(ledger.history().ended(start, Duration.ofMinutes(15))))
                    .containsExactly(new EndedRecords(minute, 0, 1), new EndedRecords(minute + 1, 1, 1));
            assertThat(get(ledger.history().ended(start.plusSeconds(60), Duration.ofMinutes(1)))).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordIsFoundByItsExternalIdInAnyAccount(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            AccountId owner = get(ledger.accounts().accountOf(new KeyUse("default", "https://api.example.com", LedgerRequests.KEY,
                    Optional.of(new CompanyId("92")), Optional.empty(), "")));
            LedgerRequest record = record("ann", "a");
            Optional<Sha256> identity = Optional.of(LedgerRequest.identity(owner, "create-lead", "web_1"));
            EntryLease entry = give(ledger, new LedgerRequest(Optional.of(owner), record.connection(), record.action(), identity, identity,
                    record.content(), record.body(), true, false, false, null, false, RowIdentity.NONE, false), done("{}"));

            List<String> actions = List.of("create-client", "create-lead");
            assertThat(get(ledger.history().withExternalId("web_1", actions, 9))).extracting(RecordStatus::id).containsExactly(entry.id());
            assertThat(get(ledger.history().withExternalId("web_2", actions, 9))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailureThatWasThrownToItsCallerIsListedOnlyOnRequest(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, record("ann", "a"), failed());
            assertThat(list(ledger)).isEmpty();
            assertThat(get(ledger.failed().show(entry.id())).orElseThrow().body()).isEmpty();
            assertThat(get(ledger.failed().keep(entry.id(), entry.request().body()))).isTrue();
            assertThat(get(ledger.failed().show(entry.id())).orElseThrow().body()).isPresent();
            assertThat(get(ledger.failed().count(FailedFilter.all()))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theListIsFilteredAndPagedWithTheLatestFirst(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            List<EntryId> added = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                home.time.pass(Duration.ofSeconds(i % 2));
                String reason = i < 5 ? "Unavailable" : "InvalidRequest";
                added.add(0, get(ledger.failed().add(record(null, "a" + i), failure(reason))));
            }
            List<EntryId> seen = new ArrayList<>();
            Optional<FailedRecord> last = Optional.empty();
            do {
                List<FailedRecord> page = get(ledger.failed().page(FailedFilter.all(), last, 3));
                page.forEach(each -> seen.add(each.id()));
                last = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
            } while (last.isPresent());
            assertThat(seen).isEqualTo(added);
            FailedFilter all = FailedFilter.all();
            assertThat(get(ledger.failed().count(all.ofReason("InvalidRequest")))).isEqualTo(5);
            assertThat(get(ledger.failed().count(all.ofAction("create-client")))).isZero();
            assertThat(get(ledger.failed().count(all.ofConnection("default")))).isEqualTo(10);
            assertThat(get(ledger.failed().count(all.since(home.time.instant())))).isEqualTo(1);
            assertThat(get(ledger.failed().count(all.before(home.time.instant())))).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLaterSuccessOfTheSameIdentityResolvesAFailedRecord(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, record("ann", "a").kept(), failed());
            give(ledger, record("bob", "a").kept(), failed());
            give(ledger, record("ann", "b"), done("1"));
            assertThat(list(ledger)).hasSize(1).noneMatch(each -> each.id().equals(entry.id()));
            assertThat(get(ledger.begin(record("ann", "a").redriving(entry.id()))))
                    .isInstanceOf(BeginResult.NotRedriven.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSuccessfulRedriveRemovesTheRecordFromTheList(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, record("ann", "a").kept(), failed());
            EntryLease again = give(ledger, record("ann", "a").redriving(entry.id()), done("1"));
            assertThat(again.id()).isEqualTo(entry.id());
            assertThat(list(ledger)).isEmpty();
            assertThat(get(ledger.begin(record("ann", "a")))).isInstanceOf(BeginResult.Duplicate.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRedriveWithoutTheKeyKeepsTheIdentity(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, once("file, line 1", "a").kept(), failed());
            assertThat(list(ledger).get(0).identity()).isEqualTo(entry.request().identity());

            EntryLease again = give(ledger, once(null, "a").redriving(entry.id()), done("1"));

            assertThat(again.request().identity()).isEqualTo(entry.request().identity());
            assertThat(get(ledger.begin(once("file, line 1", "a")))).isInstanceOf(BeginResult.Duplicate.class);
            EntryLease other = give(ledger, once("file, line 2", "a").kept(), failed());
            give(ledger, once("file, line 2", "a"), done("2"));
            assertThat(get(ledger.begin(once(null, "a").redriving(other.id())))).isInstanceOf(BeginResult.NotRedriven.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatFailsAgainIsListedAgainWithAllItsAttempts(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId id = get(ledger.failed().add(once(null, "a"), failure("Unavailable")));
            give(ledger, once(null, "edited").redriving(id), unknown());
            FailedRecord listed = list(ledger).get(0);
            assertThat(listed.id()).isEqualTo(id);
            assertThat(listed.state()).isEqualTo(EntryState.UNKNOWN);
            assertThat(listed.attempts()).isEqualTo(6);
            assertThat(get(ledger.failed().show(id)).orElseThrow().body().orElseThrow())
                    .isEqualTo(bytes("{\"first_name\":\"edited\"}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void twoRedrivesAtTheSameTimeMakeOneRequest(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            for (String identity : new String[] {null, "ann"}) {
                EntryId id = get(ledger.failed().add(record(identity, "a"), failure("Unavailable")));
                LedgerRequest again = record(identity, "a").redriving(id);
                EntryLease first = ((BeginResult.Send) get(ledger.begin(again))).lease();
                CompletionStage<BeginResult> second = ledger.begin(again);
                get(ledger.end(first, done("1")));
                assertThat(get(second)).isInstanceOf(BeginResult.NotRedriven.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRedriveWaitsForTheOriginalInFlightAndIsResolvedByItsSuccess(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease failed = give(ledger, record("ann", "a").kept(), failed());
            EntryLease later = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
            CompletionStage<BeginResult> again = ledger.begin(record("ann", "a").redriving(failed.id()));
            get(ledger.end(later, done("1")));
            assertThat(get(again)).isInstanceOf(BeginResult.NotRedriven.class);
            assertThat(list(ledger)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordOfUnknownOutcomeMayBeRedrivenByAPerson(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, once("key", "a"), unknown());
            give(ledger, once("key", "a").redriving(entry.id()), done("1"));
            assertThat(list(ledger)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDiscardedRecordIsNeitherListedNorRedrivenAndItsBodyIsDeleted(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease entry = give(ledger, once("key", "a"), unknown());
            assertThat(get(ledger.failed().discard(entry.id()))).isTrue();
            assertThat(get(ledger.failed().discard(entry.id()))).isFalse();
            assertThat(list(ledger)).isEmpty();
            FailedRecord shown = get(ledger.failed().show(entry.id())).orElseThrow();
            assertThat(shown.state()).isEqualTo(EntryState.DISCARDED);
            assertThat(shown.body()).isEmpty();
            assertThat(get(ledger.begin(once("key", "a").redriving(entry.id()))))
                    .isInstanceOf(BeginResult.NotRedriven.class);
            assertThat(get(ledger.begin(once("key", "a")))).isInstanceOf(BeginResult.Send.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRecordThatAPersonMarksAsAppliedIsDoneAndARepeatGetsItsId(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease failedBefore = give(ledger, once("key", "other").kept(), failed());
            EntryLease unknown = give(ledger, once("key", "a"), unknown());
            EntryLease discarded = give(ledger, once("key 2", "a"), unknown());
            get(ledger.failed().discard(discarded.id()));

            assertThat(get(ledger.failed().applied(unknown.id(), LedgerRequests.answer("{}")))).isTrue();
            assertThat(get(ledger.failed().applied(unknown.id(), LedgerRequests.answer("{}")))).isFalse();
            assertThat(get(ledger.failed().applied(discarded.id(), LedgerRequests.answer("{\"client_id\":7}")))).isTrue();

            assertThat(list(ledger)).as("the failed record of the same identity is resolved").isEmpty();
            assertThat(get(ledger.begin(once("key", "a")))).isEqualTo(new BeginResult.Duplicate(unknown.id(), LedgerRequests.answer("{}")));
            assertThat(get(ledger.begin(once("key 2", "a"))))
                    .isEqualTo(new BeginResult.Duplicate(discarded.id(), LedgerRequests.answer("{\"client_id\":7}")));
            assertThat(get(ledger.begin(once("key", "b")))).isInstanceOf(BeginResult.ConflictsWith.class);
            assertThat(get(ledger.failed().applied(failedBefore.id(), LedgerRequests.answer("{}")))).isFalse();
            assertThat(get(ledger.counts(Instant.EPOCH)).of(EntryState.DONE)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFilterByOwnerListsAndCountsTheRecordsOfThatAccountAndOfNone(Kind kind) throws Exception {
        AccountId other = AccountId.ofCompany("https://api.example.com", "93");
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            KeyUse use = new KeyUse("default", "https://api.example.com", LedgerRequests.KEY, Optional.of(new CompanyId("92")),
                    Optional.empty(), "wlcro.company");
            assertThat(get(ledger.accounts().find(use))).isEqualTo(LedgerRequests.ACCOUNT);
            give(ledger, record("ann", "a").kept(), failed());
            assertThat(list(ledger).get(0).company()).as("a query stores nothing").isEmpty();
            get(ledger.accounts().accountOf(use));
            assertThat(list(ledger).get(0).company()).contains(new CompanyId("92"));
            LedgerRequest nobodys = record("bob", "a");
            get(ledger.failed().add(new LedgerRequest(Optional.empty(), nobodys.connection(), nobodys.action(), nobodys.identity(),
                    nobodys.orderKey(), nobodys.content(), nobodys.body(), true, true, false, null, false, RowIdentity.NONE, false), failure("Unavailable")));

            FailedFilter all = FailedFilter.all();
            assertThat(get(ledger.failed().count(all.ofOwners(Map.of("default", LedgerRequests.ACCOUNT))))).isEqualTo(2);
            assertThat(get(ledger.failed().count(all.ofOwners(Map.of("default", other))))).isEqualTo(1);
            assertThat(get(ledger.failed().count(all.ofOwners(Map.of("acme", other))))).isEqualTo(2);
            Optional<String> connection = Optional.of("default");
            assertThat(get(ledger.counts(connection, Optional.of(LedgerRequests.ACCOUNT), Instant.EPOCH)).ended()).isEqualTo(2);
            assertThat(get(ledger.counts(connection, Optional.of(other), Instant.EPOCH)).ended()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void recordsOfADeadProcessAreListedAndOnlyThoseThatMayHaveBeenSentAreUnknown(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            get(dead.begin(record("repeatable", "a")));
            get(dead.begin(once(null, "never sent")));
            EntryLease sent = ((BeginResult.Send) get(dead.begin(once(null, "sent")))).lease();
            assertThat(get(dead.sending(sent, 1))).isTrue();
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger next = home.open()) {
                get(next.permits().used(LedgerRequests.KEY, 1));
                assertThat(list(next)).extracting(each -> each.failure().kind())
                        .containsExactlyInAnyOrder(Failure.INTERRUPTED, Failure.INTERRUPTED, "OutcomeUnknown");
                assertThat(list(next)).filteredOn(each -> each.state() == EntryState.UNKNOWN)
                        .extracting(FailedRecord::id).containsExactly(sent.id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailedRecordWhoseRedriveIsOfUnknownOutcomeIsListedOnce(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, once("key", "a").kept(), failed());
            give(ledger, row("line", "a").kept(), failed());
            EntryLease other = give(ledger, once("key", "other").kept(), failed());
            EntryLease byKey = give(ledger, once("key", "a").kept(), unknown());
            EntryLease byRow = give(ledger, row("line", "a").kept(), unknown());

            assertThat(list(ledger)).extracting(FailedRecord::id)
                    .containsExactlyInAnyOrder(other.id(), byKey.id(), byRow.id());
        }
    }

    /** A row of an import that is recognised by its content only. */
    private static LedgerRequest row(String row, String content) {
        return once(null, content).marked(
                new RowIdentity(Optional.of(Sha256.of(row)), Optional.empty(), Optional.empty(), Optional.empty(), true));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aFailedRecordThatADeadProcessWasRedrivingIsListedOnce(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            for (LedgerRequest each : List.of(once("key", "a").kept(), row("line", "a").kept(), record("safe", "a").kept())) {
                give(dead, each, failed());
                EntryLease sent = ((BeginResult.Send) get(dead.begin(each))).lease();
                assertThat(get(dead.sending(sent, 1))).isTrue();
            }
            EntryLease other = give(dead, once("key 2", "a").kept(), failed());
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger next = home.open()) {
                get(next.permits().used(LedgerRequests.KEY, 1));
                assertThat(list(next)).extracting(each -> each.state().stored() + " " + each.failure().kind())
                        .containsExactlyInAnyOrder("unknown OutcomeUnknown", "unknown OutcomeUnknown", "failed Interrupted",
                                "failed Unavailable");
                assertThat(list(next)).extracting(FailedRecord::id).contains(other.id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aRecordThatWaitedForItsRetryInADeadProcessIsSentAgainUnlessItsNextRequestWasMarkedAsSent(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger dead = home.open()) {
            rest(dead, once("resting", "a"));
            rest(dead, record("safe", "a"));
            assertThat(get(dead.sending(rest(dead, once("again", "a")), 2))).isTrue();
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger next = home.open()) {
                assertThat(get(next.begin(once("again", "a")))).isInstanceOf(BeginResult.EarlierOutcomeUnknown.class);
                assertThat(list(next)).extracting(each -> each.failure().kind() + " after " + each.attempts())
                        .containsExactlyInAnyOrder("Interrupted after 1", "Interrupted after 1", "OutcomeUnknown after 2");
                assertThat(get(next.begin(once("resting", "a")))).isInstanceOf(BeginResult.Send.class);
                assertThat(get(next.begin(record("safe", "a")))).isInstanceOf(BeginResult.Send.class);
            }
        }
    }

    /** A record that the API refused once and that waits for its retry. */
    private static EntryLease rest(Ledger ledger, LedgerRequest request) throws Exception {
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(request))).lease();
        assertThat(get(ledger.sending(entry, 1))).isTrue();
        assertThat(get(ledger.waitingForRetry(entry, 1, false))).isTrue();
        return entry;
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void aRecordThatWaitedLongerThanItsLeaseIsLeftToTheProcessThatTookOver(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger paused = home.open()) {
            EntryLease entry = rest(paused, once("key", "a"));
            home.time.pass(LedgerHome.LEASE.plusSeconds(1));
            try (Ledger other = home.open()) {
                assertThat(get(other.begin(once("key", "a")))).isInstanceOf(BeginResult.Send.class);
                assertThat(get(paused.waitingForRetry(entry, 1, false))).isFalse();
                assertThat(get(paused.sending(entry, 2))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void theRequestsOfARecordAreCountedOverAllItsRedrives(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryLease done = give(ledger, once("done", "a"), new EndResult.Done(new StoredAnswer(200, bytes("x")), 6));
            EntryLease failed = give(ledger, once("failed", "a").kept(), failed());
            assertThat(requests(home, done)).isEqualTo(6);
            assertThat(requests(home, failed)).isEqualTo(3);

            EntryLease again = rest(ledger, once("failed", "a").redriving(failed.id()));
            assertThat(requests(home, again)).isEqualTo(4);
            get(ledger.sending(again, 2));
            assertThat(requests(home, again)).isEqualTo(5);
            get(ledger.end(again, new EndResult.Done(new StoredAnswer(200, bytes("x")), 2)));
            assertThat(requests(home, again)).isEqualTo(5);
        }
    }

    private static int requests(LedgerHome home, EntryLease entry) throws SQLException {
        try (Dialect database = home.database(); Connection connection = database.open();
                var query = connection.prepareStatement("SELECT attempts FROM wlcro_entry WHERE id = ?")) {
            query.setLong(1, entry.id().value());
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getInt(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void entriesAreRemovedAfterTheirRetention(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, record("ann", "a"), done("x"));
            home.time.pass(home.config().retention().plusMillis(1));
            home.scheduler.runAll();

            await().untilAsserted(() -> assertThat(get(ledger.counts(Instant.EPOCH)).settled()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void purgeDeletesWhatIsSettledAndTheBodiesOfWhatIsNot(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            give(ledger, record("ann", "a"), done("1"));
            give(ledger, record("bob", "a"), failed());
            EntryLease owed = give(ledger, record("cat", "a").kept(), failed());
            home.time.pass(Duration.ofDays(30).plusMillis(1));
            EntryLease young = give(ledger, record("dan", "a").kept(), failed());
            EntryLease running = ((BeginResult.Send) get(ledger.begin(record("eve", "a")))).lease();
            assertThat(get(ledger.purge())).isEqualTo(3);
            assertThat(get(ledger.purge())).isZero();
            assertThat(get(ledger.failed().show(owed.id())).orElseThrow().body()).isEmpty();
            assertThat(get(ledger.failed().show(young.id())).orElseThrow().body()).isPresent();
            assertThat(get(ledger.end(running, done("1")))).isTrue();
        }
    }
}
