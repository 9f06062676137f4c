package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which record of a caller is a repeat, and how much of the queue a caller may occupy, on every database. */
@SystemTest
class QueueCallerLawTest {

    private static final String WEB = "token:web";

    private static Accepted accepted(Ledger ledger, String caller, int share, LedgerRequest... records) throws Exception {
        return get(ledger.queue().accept(Arrays.stream(records).map(each ->
                new QueuedRecord(each.kept(), Optional.of(caller), Optional.empty(), Map.of())).toList(), share));
    }

    private static EntryId accept(Ledger ledger, String caller, LedgerRequest record) throws Exception {
        return ((BeginResult.Queued) accepted(ledger, caller, 100, record).results().get(0)).id();
    }

    /** Sends a queued record and ends it with this outcome. */
    private static void send(Ledger ledger, LedgerRequest record, EntryId entry, EndResult outcome) throws Exception {
        get(ledger.queue().claim(new QueueLine(LedgerRequests.ACCOUNT, "default"), List.of("create-lead"), 1));
        EntryLease lease = ((BeginResult.Send) get(ledger.begin(record.kept().ofQueue(entry)))).lease();
        assertThat(get(ledger.end(lease, outcome))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theSameCreateWithinAnHourIsTheSameRecordUnlessItFailed(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            LedgerRequest note = once(null, "1");
            EntryId first = accept(ledger, WEB, note);
            assertThat(accept(ledger, WEB, note)).isEqualTo(first);
            assertThat(accept(ledger, "token:other", note)).isNotEqualTo(first);
            send(ledger, note, first, done("{}"));
            assertThat(accept(ledger, WEB, note)).isEqualTo(first);
            home.time.pass(Duration.ofMinutes(61));
            EntryId later = accept(ledger, WEB, note);
            assertThat(later).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailedRecordIsAcceptedAgain(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            LedgerRequest note = once(null, "1");
            EntryId first = accept(ledger, WEB, note);
            send(ledger, note, first, failed());
            assertThat(accept(ledger, WEB, note)).isNotEqualTo(first);
            LedgerRequest update = update("7", "A");
            EntryId second = accept(ledger, WEB, update);
            assertThat(accept(ledger, WEB, update)).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyAnUpdateEqualToTheLatestOneOfAnyCallerIsARepeat(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId a = accept(ledger, WEB, update("7", "A"));
            assertThat(accept(ledger, WEB, update("7", "A"))).isEqualTo(a);
            assertThat(accept(ledger, WEB, update("8", "A"))).isNotEqualTo(a);
            send(ledger, update("7", "A"), a, done("{}"));
            assertThat(accept(ledger, WEB, update("7", "A"))).as("a repeat of the update that was sent meanwhile").isEqualTo(a);
            EntryId b = accept(ledger, WEB, update("7", "B"));
            EntryId again = accept(ledger, WEB, update("7", "A"));
            assertThat(List.of(a, b, again)).doesNotHaveDuplicates();
            accept(ledger, "token:other", update("7", "A"));
            assertThat(accept(ledger, WEB, update("7", "A"))).isNotEqualTo(again);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anUpdateThatWasNotQueuedCountsAsTheLatestToo(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); Ledger ledger = home.open()) {
            EntryId a = accept(ledger, WEB, update("7", "A"));
            send(ledger, update("7", "A"), a, done("{}"));
            EntryLease interactive = ((BeginResult.Send) get(ledger.begin(update("7", "B")))).lease();
            get(ledger.end(interactive, done("{}")));
            assertThat(accept(ledger, WEB, update("7", "A"))).isNotEqualTo(a);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCallerMayOccupyItsShareOfTheQueue(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind)) {
            home.use(home.config().withQueueMax(20));
            Ledger ledger = home.open();
            LedgerRequest first = once(null, "1");
            EntryId entry = ((BeginResult.Queued) accepted(ledger, WEB, 10, first).results().get(0)).id();
            assertThat(accepted(ledger, WEB, 10, once(null, "2"), once(null, "3")).isFull()).isTrue();
            assertThat(accepted(ledger, WEB, 10, once(null, "2")).isStored()).isTrue();
            assertThat(accepted(ledger, WEB, 10, once(null, "3")).isFull()).isTrue();
            assertThat(accepted(ledger, "token:other", 10, once(null, "3")).isStored()).isTrue();
            send(ledger, first, entry, done("{}"));
            assertThat(accepted(ledger, WEB, 10, once(null, "3")).isStored()).isTrue();
            assertThat(ledger.queue().capacity(10)).isEqualTo(2);
            assertThat(ledger.queue().capacity(1)).as("a small share of a small queue is one record").isEqualTo(1);
            assertThat(accepted(ledger, "token:third", 1, once(null, "4")).isStored()).isTrue();
        }
    }
}
