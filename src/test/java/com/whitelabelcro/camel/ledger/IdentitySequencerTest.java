package com.whitelabelcro.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.ledger.IdentitySequencer.StoreReply;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.ratelimit.PermitStore.Request;
import com.whitelabelcro.camel.ratelimit.PermitStore.Reservation;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The order of the records of one identity, with a fake database. */
@Fast
class IdentitySequencerTest {

    private final Deque<CompletableFuture<StoreReply>> asked = new ArrayDeque<>();
    private final List<LedgerRequest> submissions = new ArrayList<>();
    private final List<Reservation> permits = new ArrayList<>();
    private final Reservation reservation = new Reservation() {
        @Override
        public Optional<Request> reserve() {
            return Optional.empty();
        }

        @Override
        public void settle(Taken taken) {}
    };
    private final Deque<Runnable> alarms = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final IdentitySequencer order = new IdentitySequencer(this::ask, (time, wake) -> {
        delays.add(time);
        alarms.add(wake);
    });
    private int entries;
    private Error failure;

    private CompletableFuture<StoreReply> ask(LedgerRequest request, Reservation permit, EntryId waitedFor) {
        if (failure != null) {
            throw failure;
        }
        permits.add(permit);
        CompletableFuture<StoreReply> reply = new CompletableFuture<>();
        asked.add(reply);
        submissions.add(request);
        return reply;
    }

    private static LedgerRequest record(String identity, String content) {
        Optional<Sha256> hash = Optional.ofNullable(identity).map(Sha256::of);
        return new LedgerRequest(Optional.empty(), "default", "create-lead", hash, hash, Sha256.of(content), new byte[0], true,
                false, false, null, false, RowIdentity.NONE, false);
    }

    private CompletableFuture<BeginResult> begin(LedgerRequest request) {
        return order.begin(request, reservation).toCompletableFuture();
    }

    private EntryLease send(LedgerRequest request) {
        EntryLease entry = new EntryLease(EntryId.of(1, ++entries), 1, request);
        asked.remove().complete(new StoreReply.Decided(new BeginResult.Send(entry)));
        return entry;
    }

    private static EndResult done() {
        return new EndResult.Done(new StoredAnswer(200, new byte[] {1}), 1);
    }

    /** A permit that is reserved for a waiting record would be missing for the records it waits for. */
    @Test
    void onlyARecordThatWaitsForNoOtherReservesAPermit() {
        LedgerRequest first = record("ann", "a");
        begin(first);
        begin(record("ann", "b"));
        order.ended(send(first), Optional.of(done()));
        asked.remove().complete(new StoreReply.Busy(EntryId.of(2, 7)));
        alarms.remove().run();

        assertThat(permits).containsExactly(reservation, Reservation.NONE, Reservation.NONE);
    }

    @Test
    void onlyTheHeadOfTheQueueAsksTheDatabase() {
        begin(record("ann", "a"));
        begin(record("ann", "b"));
        begin(record("bob", "b"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRequestWhoseIdentityAnotherProcessHoldsAsksAgain() {
        CompletableFuture<BeginResult> told = begin(record("ann", "a"));
        asked.remove().complete(new StoreReply.Busy(EntryId.of(2, 1)));
        assertThat(told).isNotDone();
        alarms.remove().run();
        send(record("ann", "a"));
        assertThat(told).isCompleted();
    }

    @Test
    void ifTheDatabaseFailsAllAttachedRequestsFailAndTheNextOneContinues() {
        CompletableFuture<BeginResult> first = begin(record("ann", "a"));
        CompletableFuture<BeginResult> joined = begin(record("ann", "a"));
        CompletableFuture<BeginResult> next = begin(record("ann", "b"));
        asked.remove().completeExceptionally(new LedgerException(LedgerException.Reason.UNREACHABLE, "gone"));
        assertThat(first).isCompletedExceptionally();
        assertThat(joined).isCompletedExceptionally();
        send(record("ann", "b"));
        assertThat(next).isCompleted();
    }

    @Test
    void ifTheHeadLosesItsLeaseAnAttachedRequestIsSentItself() {
        begin(record("ann", "a"));
        EntryLease lost = send(record("ann", "a"));
        CompletableFuture<BeginResult> joined = begin(record("ann", "a"));
        order.ended(lost, Optional.empty());
        assertThat(joined).isNotDone();
        EntryLease own = send(record("ann", "a"));
        assertThat(joined).isCompletedWithValue(new BeginResult.Send(own));
    }

    @Test
    void aRecordThatAttachedToOneThatIsNotRedrivenIsSentItself() {
        LedgerRequest driven = record("ann", "a").redriving(EntryId.of(1, 9));
        CompletableFuture<BeginResult> first = begin(driven);
        CompletableFuture<BeginResult> joined = begin(record("ann", "a"));
        asked.remove().complete(new StoreReply.Decided(new BeginResult.NotRedriven(EntryId.of(1, 9), "it has succeeded")));
        assertThat(first.join()).isInstanceOf(BeginResult.NotRedriven.class);
        assertThat(submissions.get(1).redriven()).isNull();
        send(record("ann", "a"));
        assertThat(joined.join()).isInstanceOf(BeginResult.Send.class);
    }

    @Test
    void anEndThatIsReportedTwiceCountsOnce() {
        begin(record("ann", "a"));
        EntryLease first = send(record("ann", "a"));
        begin(record("ann", "b"));
        order.ended(first, Optional.of(done()));
        order.ended(first, Optional.of(done()));
        assertThat(asked).hasSize(1);
    }

    @Test
    void theDelayDoublesUpToASecondWhileAnotherProcessHoldsTheIdentity() {
        begin(record("ann", "a"));
        for (int i = 0; i < 8; i++) {
            asked.remove().complete(new StoreReply.Busy(EntryId.of(2, 7)));
            alarms.remove().run();
        }

        assertThat(delays).extracting(Duration::toMillis).containsExactly(20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L);
    }

    @Test
    void attachedRequestsGetTheOutcomeOfTheFirst() {
        Failure why = new Failure("Unavailable", "why", Details.local("create-lead", "default", List.of()));
        StoredAnswer answer = new StoredAnswer(200, new byte[] {1});

        assertThat(outcomeOfAttached(new EndResult.Done(answer, 1))).isEqualTo(new BeginResult.Duplicate(EntryId.of(1, 1), answer));
        assertThat(outcomeOfAttached(new EndResult.Failed(why, false))).isEqualTo(new BeginResult.SharedFailure(EntryId.of(1, 2), why));
        assertThat(outcomeOfAttached(new EndResult.Unknown(why))).isEqualTo(new BeginResult.EarlierOutcomeUnknown(EntryId.of(1, 3), why));
    }

    private BeginResult outcomeOfAttached(EndResult outcome) {
        begin(record("ann", "a"));
        EntryLease first = send(record("ann", "a"));
        CompletableFuture<BeginResult> attached = begin(record("ann", "a"));
        order.ended(first, Optional.of(outcome));
        return attached.join();
    }

    @Test
    void attachedRequestsGetAnyOtherDecisionToo() {
        CompletableFuture<BeginResult> first = begin(record("ann", "a"));
        CompletableFuture<BeginResult> attached = begin(record("ann", "a"));
        BeginResult duplicate = new BeginResult.Duplicate(EntryId.of(1, 9), new StoredAnswer(200, new byte[] {1}));
        asked.remove().complete(new StoreReply.Decided(duplicate));

        assertThat(first).isCompletedWithValue(duplicate);
        assertThat(attached).isCompletedWithValue(duplicate);
    }

    @Test
    void forcedAndRedrivenRequestsDoNotAttach() {
        begin(record("ann", "a"));
        CompletableFuture<BeginResult> forced = begin(record("ann", "a").forced());
        CompletableFuture<BeginResult> redriven = begin(record("ann", "a").redriving(EntryId.of(1, 9)));
        order.ended(send(record("ann", "a")), Optional.of(done()));
        assertThat(forced).isNotDone();
        order.ended(send(record("ann", "a").forced()), Optional.of(done()));
        assertThat(forced.join()).isInstanceOf(BeginResult.Send.class);
        send(record("ann", "a").redriving(EntryId.of(1, 9)));
        assertThat(redriven.join()).isInstanceOf(BeginResult.Send.class);
    }

    @Test
    void anErrorWhileTheDatabaseIsAskedFailsTheRequestAndNotTheNextOne() {
        failure = new OutOfMemoryError("none left");
        CompletableFuture<BeginResult> failed = begin(record("ann", "a"));
        failure = null;

        assertThatThrownBy(failed::join).hasCauseInstanceOf(OutOfMemoryError.class);
        CompletableFuture<BeginResult> next = begin(record("ann", "b"));
        send(record("ann", "b"));
        assertThat(next).isCompleted();
    }

    @Test
    void anErrorWhileTheReplyIsHandledFailsTheRequest() {
        IdentitySequencer broken = new IdentitySequencer(this::ask, (time, wake) -> {
            throw new OutOfMemoryError("none left");
        });
        CompletableFuture<BeginResult> waiting = broken.begin(record("ann", "a"), reservation).toCompletableFuture();
        asked.remove().complete(new StoreReply.Busy(EntryId.of(2, 7)));

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void closingFailsEveryWaitingRequest() {
        CompletableFuture<BeginResult> first = begin(record("ann", "a"));
        CompletableFuture<BeginResult> attached = begin(record("ann", "a"));
        CompletableFuture<BeginResult> second = begin(record("ann", "b"));
        CompletableFuture<BeginResult> queued = begin(record("ann", "a").ofQueue(EntryId.of(1, 9)));

        order.close(new LedgerException(LedgerException.Reason.CLOSED, "closed"));

        assertThat(List.of(first, attached, second, queued)).allMatch(CompletableFuture::isCompletedExceptionally);
        asked.clear();
        begin(record("ann", "c"));
        assertThat(asked).as("the queue of the identity is empty").hasSize(1);
    }

    @Test
    void aQueuedRecordNeitherWaitsForOthersNorMakesThemWait() {
        begin(record("ann", "a"));
        begin(record("ann", "a").ofQueue(EntryId.of(1, 9)));
        begin(record("bob", "a").ofQueue(EntryId.of(1, 8)));
        begin(record("bob", "b"));

        assertThat(asked).hasSize(4);
    }

    @Test
    void everyRequestIsAnsweredAndTwoOfOneIdentityAreNeverInFlight() {
        Random random = new Random(7);
        List<CompletableFuture<BeginResult>> told = new ArrayList<>();
        Deque<EntryLease> inFlight = new ArrayDeque<>();
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

    private static Optional<EndResult> outcome(Random random) {
        Failure failure = new Failure("Unavailable", "why", Details.local("create-lead", "default", List.of()));
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new EndResult.Failed(failure, false));
            default -> Optional.of(done());
        };
    }
}
