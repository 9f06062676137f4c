package com.whitelabelcro.camel.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.once.Order.Said;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The order of one identity, with a database of the test's own. */
class OrderTest {

    private final Deque<CompletableFuture<Said>> asked = new ArrayDeque<>();
    private final List<Submission> submissions = new ArrayList<>();
    private final Deque<Runnable> alarms = new ArrayDeque<>();
    private final Order order = new Order(this::ask, (time, wake) -> alarms.add(wake));
    private int entries;

    private CompletableFuture<Said> ask(Submission submission, EntryId waitedFor) {
        CompletableFuture<Said> said = new CompletableFuture<>();
        asked.add(said);
        submissions.add(submission);
        return said;
    }

    private static Submission record(String identity, String content) {
        return new Submission(Optional.empty(), "default", "create-lead",
                Optional.ofNullable(identity).map(Fingerprint::of), Fingerprint.of(content), new byte[0], true, false,
                false, null, RowMarks.NONE);
    }

    private CompletableFuture<Verdict> begin(Submission submission) {
        return order.begin(submission).toCompletableFuture();
    }

    private Entry send(Submission submission) {
        Entry entry = new Entry(EntryId.of(1, ++entries), 1, submission);
        asked.remove().complete(new Said.Decided(new Verdict.Send(entry)));
        return entry;
    }

    private static Outcome done() {
        return new Outcome.Done(new Answer(200, new byte[] {1}), 1);
    }

    @Test
    void onlyTheFirstInLineAsksTheDatabase() {
        begin(record("ann", "a"));
        begin(record("ann", "b"));
        begin(record("bob", "b"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoFindsAnotherProcessAtItAsksAgain() {
        CompletableFuture<Verdict> told = begin(record("ann", "a"));
        asked.remove().complete(new Said.Busy(EntryId.of(2, 1)));
        assertThat(told).isNotDone();
        alarms.remove().run();
        send(record("ann", "a"));
        assertThat(told).isCompleted();
    }

    @Test
    void ifTheDatabaseFailsAllWhoJoinedAreToldAndTheNextGoesOn() {
        CompletableFuture<Verdict> first = begin(record("ann", "a"));
        CompletableFuture<Verdict> joined = begin(record("ann", "a"));
        CompletableFuture<Verdict> next = begin(record("ann", "b"));
        asked.remove().completeExceptionally(new LedgerException(LedgerException.Reason.UNREACHABLE, "gone"));
        assertThat(first).isCompletedExceptionally();
        assertThat(joined).isCompletedExceptionally();
        send(record("ann", "b"));
        assertThat(next).isCompleted();
    }

    @Test
    void ifItsFirstLostItsLeaseTheOneWhoJoinedDoesItHimself() {
        begin(record("ann", "a"));
        Entry lost = send(record("ann", "a"));
        CompletableFuture<Verdict> joined = begin(record("ann", "a"));
        order.ended(lost, Optional.empty());
        assertThat(joined).isNotDone();
        Entry own = send(record("ann", "a"));
        assertThat(joined).isCompletedWithValue(new Verdict.Send(own));
    }

    @Test
    void whoJoinedWhatWasNotDrivenIsSentHimself() {
        Submission driven = record("ann", "a").redriving(EntryId.of(1, 9));
        CompletableFuture<Verdict> first = begin(driven);
        CompletableFuture<Verdict> joined = begin(record("ann", "a"));
        asked.remove().complete(new Said.Decided(new Verdict.NotDriven(EntryId.of(1, 9), "it has succeeded")));
        assertThat(first.join()).isInstanceOf(Verdict.NotDriven.class);
        assertThat(submissions.get(1).redriven()).isNull();
        send(record("ann", "a"));
        assertThat(joined.join()).isInstanceOf(Verdict.Send.class);
    }

    @Test
    void anEndThatIsToldTwiceIsToldOnce() {
        begin(record("ann", "a"));
        Entry first = send(record("ann", "a"));
        begin(record("ann", "b"));
        order.ended(first, Optional.of(done()));
        order.ended(first, Optional.of(done()));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whateverHappensEverybodyIsToldAndNeverAreTwoAtIt() {
        Random random = new Random(7);
        List<CompletableFuture<Verdict>> told = new ArrayList<>();
        Deque<Entry> inFlight = new ArrayDeque<>();
        for (int i = 0; i < 5_000; i++) {
            if (i < 3_000 && random.nextBoolean()) {
                told.add(begin(record("ann", "c" + random.nextInt(2))));
            } else if (!inFlight.isEmpty()) {
                order.ended(inFlight.remove(), outcome(random));
            } else if (!asked.isEmpty()) {
                inFlight.add(send(submissions.get(submissions.size() - 1)));
            }
            assertThat(asked.size() + inFlight.size()).isLessThanOrEqualTo(1);
        }
        assertThat(told).allMatch(CompletableFuture::isDone);
    }

    private static Optional<Outcome> outcome(Random random) {
        Failure failure = new Failure("Unavailable", "why", Details.local("create-lead", "default", List.of()));
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Outcome.Failed(failure, false));
            default -> Optional.of(done());
        };
    }
}
