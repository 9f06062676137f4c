package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.Scheduler;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.ratelimit.PermitStore.Reservation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps requests with the same identity in order within this process. Each identity has a queue. The request at its
 * head asks the database, is sent, and leaves the queue when it has ended. A request with the same content as the tail
 * of its queue attaches to it and shares its result. Between processes, the database separates requests with the same
 * identity: if another process holds the identity, the request asks again after a delay that doubles from 20 ms to 1 s. So
 * does a request that has to wait for a queued record; queued records themselves have no place in these queues.
 *
 * <p>Thread-safe; no thread waits.
 */
public final class IdentitySequencer {

    private static final Duration FIRST_DELAY = Duration.ofMillis(20);
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);

    /** The database's reply to a request. */
    public sealed interface StoreReply {

        /** The decision is made. */
        record Decided(BeginResult result) implements StoreReply {}

        /** Another process holds this identity; ask again later. */
        record Busy(EntryId other) implements StoreReply {}
    }

    /** Asks the database. */
    public interface Store {

        /**
         * @param permit for a record that did not have to wait for another one
         * @param waitedFor the entry of another process that was in flight at the previous call; null if there was none
         */
        CompletionStage<StoreReply> ask(LedgerRequest request, Reservation permit, EntryId waitedFor);
    }

    /** A request in its queue, with the requests that attached to it. */
    private static final class Slot {

        private final List<CompletableFuture<BeginResult>> attached = new ArrayList<>();
        private LedgerRequest request;
        private CompletableFuture<BeginResult> result = new CompletableFuture<>();
        private EntryId entry;

        Slot(LedgerRequest request) {
            this.request = request;
        }

        /** Continues with the first attached request, which neither forces nor redrives anything. */
        void handOver() {
            result = attached.remove(0);
            request = request.plain();
            entry = null;
        }
    }

    private final Store store;
    private final Scheduler scheduler;
    private final Map<Sha256, Deque<Slot>> queues = new HashMap<>();
    private final Set<Slot> apart = ConcurrentHashMap.newKeySet();

    /**
     * @param store asks the database
     * @param scheduler runs delayed repeats
     */
    public IdentitySequencer(Store store, Scheduler scheduler) {
        this.store = store;
        this.scheduler = scheduler;
    }

    /**
     * Decides what to do with a record; completes when the record reaches the head of its queue and the database has
     * decided.
     *
     * @param permit used only if nothing precedes the record: no permit is held by one that waits in a queue
     */
    public CompletionStage<BeginResult> begin(LedgerRequest request, Reservation permit) {
        Optional<Sha256> identity = request.identity();
        Slot slot = new Slot(request);
        if (request.fromQueue()) {
            // The queue keeps the order. A queued record must not wait for records that wait for it.
            apart.add(slot);
            slot.result.whenComplete((decided, problem) -> apart.remove(slot));
        } else if (identity.isPresent()) {
            synchronized (queues) {
                Deque<Slot> queue = queues.computeIfAbsent(identity.get(), key -> new ArrayDeque<>());
                if (!queue.isEmpty() && joins(request, queue.peekLast())) {
                    CompletableFuture<BeginResult> follower = new CompletableFuture<>();
                    queue.peekLast().attached.add(follower);
                    return follower;
                }
                queue.add(slot);
                if (queue.size() > 1) {
                    return slot.result;
                }
            }
        }
        ask(slot, permit, null, FIRST_DELAY);
        return slot.result;
    }

    private static boolean joins(LedgerRequest request, Slot last) {
        return !request.force()
                && request.redriven() == null
                && request.content().equals(last.request.content());
    }

    /**
     * Lets the next request of the queue continue, and completes the attached requests.
     *
     * @param outcome how the record ended; empty if another process has taken over, so that the outcome is unknown here
     */
    public void ended(EntryLease entry, Optional<EndResult> outcome) {
        Slot slot = first(entry.request());
        if (slot != null && entry.id().equals(slot.entry)) {
            if (outcome.isPresent()) {
                leave(slot).forEach(follower -> follower.complete(resultFor(entry.id(), outcome.get())));
            } else {
                leaveToFollowers(slot);
            }
        }
    }

    private Slot first(LedgerRequest request) {
        synchronized (queues) {
            Deque<Slot> queue = request.identity().map(queues::get).orElse(null);
            return queue == null ? null : queue.peekFirst();
        }
    }

    private static BeginResult resultFor(EntryId id, EndResult outcome) {
        if (outcome instanceof EndResult.Done done) {
            return new BeginResult.Duplicate(id, done.answer());
        } else if (outcome instanceof EndResult.Failed failed) {
            return new BeginResult.SharedFailure(id, failed.failure());
        }
        return new BeginResult.EarlierOutcomeUnknown(id, ((EndResult.Unknown) outcome).failure());
    }

    private void ask(Slot slot, EntryId waitedFor, Duration delay) {
        ask(slot, Reservation.NONE, waitedFor, delay);
    }

    private void ask(Slot slot, Reservation permit, EntryId waitedFor, Duration delay) {
        try {
            store.ask(slot.request, permit, waitedFor).whenComplete((reply, problem) -> {
                try {
                    handleReply(slot, reply, problem, delay);
                } catch (Throwable e) {
                    fail(slot, e);
                }
            });
        } catch (Throwable e) {
            fail(slot, e);
        }
    }

    private void handleReply(Slot slot, StoreReply reply, Throwable problem, Duration delay) {
        if (problem != null) {
            fail(slot, problem);
        } else if (reply instanceof StoreReply.Busy busy) {
            Duration next = delay.multipliedBy(2);
            scheduler.in(delay, () -> ask(slot, busy.other(), next.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : next));
        } else {
            decided(slot, ((StoreReply.Decided) reply).result());
        }
    }

    /** Fails the request and those attached to it, and lets the next one ask. */
    private void fail(Slot slot, Throwable problem) {
        List<CompletableFuture<BeginResult>> joined = List.of();
        try {
            joined = leave(slot);
        } finally {
            slot.result.completeExceptionally(problem);
            joined.forEach(follower -> follower.completeExceptionally(problem));
        }
    }

    /** Fails all waiting requests; nothing more will be decided. */
    public void close(Throwable problem) {
        List<CompletableFuture<BeginResult>> all = new ArrayList<>(apart.stream().map(each -> each.result).toList());
        synchronized (queues) {
            for (Deque<Slot> queue : queues.values()) {
                for (Slot each : queue) {
                    all.add(each.result);
                    all.addAll(each.attached);
                }
            }
            queues.clear();
        }
        all.forEach(each -> each.completeExceptionally(problem));
    }

    private void decided(Slot slot, BeginResult decision) {
        CompletableFuture<BeginResult> result = slot.result;
        if (decision instanceof BeginResult.Send send) {
            synchronized (queues) {
                slot.entry = send.lease().id();
            }
        } else if (decision instanceof BeginResult.NotRedriven) {
            leaveToFollowers(slot);
        } else {
            leave(slot).forEach(follower -> follower.complete(decision));
        }
        result.complete(decision);
    }

    /** Passes the slot on to the first attached request, because the request at the head was not sent. */
    private void leaveToFollowers(Slot slot) {
        Slot next = slot;
        synchronized (queues) {
            if (slot.attached.isEmpty()) {
                next = remove(slot);
            } else {
                slot.handOver();
            }
        }
        if (next != null) {
            ask(next, null, FIRST_DELAY);
        }
    }

    /**
     * Removes the slot from its queue and lets the next one ask. Returns the attached requests, still to be completed.
     */
    private List<CompletableFuture<BeginResult>> leave(Slot slot) {
        Slot next;
        List<CompletableFuture<BeginResult>> joined;
        synchronized (queues) {
            next = remove(slot);
            joined = List.copyOf(slot.attached);
            slot.attached.clear();
        }
        if (next != null) {
            ask(next, null, FIRST_DELAY);
        }
        return joined;
    }

    /** Returns the new head of the queue; null if there is none or if the slot was removed before. */
    private Slot remove(Slot slot) {
        Sha256 identity = slot.request.identity().orElse(null);
        Deque<Slot> queue = identity == null ? null : queues.get(identity);
        if (queue == null || !queue.remove(slot)) {
            return null;
        } else if (queue.isEmpty()) {
            queues.remove(identity);
        }
        return queue.peekFirst();
    }
}
