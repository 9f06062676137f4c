package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.Scheduler;
import com.whitelabelcro.camel.model.Sha256;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the order of what has the same identity, within this process: each identity has a line, whose first asks the
 * database, is in flight, and makes way when it has ended. What says the same as the last in the line joins it, and gets
 * its answer or its failure. Between processes the database keeps apart what has the same identity; who finds another
 * process at it asks again after a while.
 */
public final class IdentitySequencer {

    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    /** What the database says to a record. */
    public sealed interface Said {

        /** It is decided. */
        record Decided(BeginResult verdict) implements Said {}

        /** Another process is at this identity; ask again. */
        record Busy(EntryId other) implements Said {}
    }

    /** Asks the database. */
    public interface Store {

        /**
         * @param waitedFor the entry of another process that was in flight when this was asked first; null if none was
         */
        CompletionStage<Said> ask(LedgerRequest submission, EntryId waitedFor);
    }

    /** One who is at it or in the line, and those who joined. */
    private static final class Place {

        private final List<CompletableFuture<BeginResult>> joined = new ArrayList<>();
        private LedgerRequest submission;
        private CompletableFuture<BeginResult> told = new CompletableFuture<>();
        private EntryId entry;

        Place(LedgerRequest submission) {
            this.submission = submission;
        }

        /** To the first who joined; he neither forces nor drives anything again. */
        void handOver() {
            told = joined.remove(0);
            submission = submission.plain();
            entry = null;
        }
    }

    private final Store store;
    private final Scheduler alarm;
    private final Map<Sha256, Deque<Place>> lines = new HashMap<>();

    public IdentitySequencer(Store store, Scheduler alarm) {
        this.store = store;
        this.alarm = alarm;
    }

    /** Asks what is to be done with a record; completes when it is its turn. */
    public CompletionStage<BeginResult> begin(LedgerRequest submission) {
        Optional<Sha256> identity = submission.identity();
        Place place = new Place(submission);
        if (identity.isPresent()) {
            synchronized (lines) {
                Deque<Place> line = lines.computeIfAbsent(identity.get(), key -> new ArrayDeque<>());
                if (!line.isEmpty() && joins(submission, line.peekLast())) {
                    CompletableFuture<BeginResult> follower = new CompletableFuture<>();
                    line.peekLast().joined.add(follower);
                    return follower;
                }
                line.add(place);
                if (line.size() > 1) {
                    return place.told;
                }
            }
        }
        ask(place, null, FIRST_LOOK);
        return place.told;
    }

    private static boolean joins(LedgerRequest submission, Place last) {
        return !submission.force()
                && submission.redriven() == null
                && submission.content().equals(last.submission.content());
    }

    /**
     * Makes way for the next, and tells those who joined.
     *
     * @param outcome how it ended; empty if another process has taken over, so that nobody here knows
     */
    public void ended(EntryLease entry, Optional<EndResult> outcome) {
        Place place = first(entry.submission());
        if (place != null && entry.id().equals(place.entry)) {
            if (outcome.isPresent()) {
                leave(place).forEach(follower -> follower.complete(verdict(entry.id(), outcome.get())));
            } else {
                leaveToFollowers(place);
            }
        }
    }

    private Place first(LedgerRequest submission) {
        synchronized (lines) {
            Deque<Place> line = submission.identity().map(lines::get).orElse(null);
            return line == null ? null : line.peekFirst();
        }
    }

    private static BeginResult verdict(EntryId id, EndResult outcome) {
        if (outcome instanceof EndResult.Done done) {
            return new BeginResult.Duplicate(id, done.answer());
        } else if (outcome instanceof EndResult.Failed failed) {
            return new BeginResult.Failed(id, failed.failure());
        }
        return new BeginResult.Unknown(id, ((EndResult.Unknown) outcome).failure());
    }

    private void ask(Place place, EntryId waitedFor, Duration look) {
        try {
            store.ask(place.submission, waitedFor).whenComplete((said, problem) -> {
                try {
                    said(place, said, problem, look);
                } catch (Throwable e) {
                    fail(place, e);
                }
            });
        } catch (Throwable e) {
            fail(place, e);
        }
    }

    private void said(Place place, Said said, Throwable problem, Duration look) {
        if (problem != null) {
            fail(place, problem);
        } else if (said instanceof Said.Busy busy) {
            Duration next = look.multipliedBy(2);
            alarm.in(look, () -> ask(place, busy.other(), next.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : next));
        } else {
            decided(place, ((Said.Decided) said).verdict());
        }
    }

    /** Tells him and those who joined, and lets the next ask. */
    private void fail(Place place, Throwable problem) {
        List<CompletableFuture<BeginResult>> joined = List.of();
        try {
            joined = leave(place);
        } finally {
            place.told.completeExceptionally(problem);
            joined.forEach(follower -> follower.completeExceptionally(problem));
        }
    }

    /** Tells all who wait that nothing else will be decided. */
    public void close(Throwable problem) {
        List<CompletableFuture<BeginResult>> all = new ArrayList<>();
        synchronized (lines) {
            for (Deque<Place> line : lines.values()) {
                for (Place each : line) {
                    all.add(each.told);
                    all.addAll(each.joined);
                }
            }
            lines.clear();
        }
        all.forEach(each -> each.completeExceptionally(problem));
    }

    private void decided(Place place, BeginResult verdict) {
        CompletableFuture<BeginResult> told = place.told;
        if (verdict instanceof BeginResult.Send send) {
            synchronized (lines) {
                place.entry = send.entry().id();
            }
        } else if (verdict instanceof BeginResult.NotDriven) {
            leaveToFollowers(place);
        } else {
            leave(place).forEach(follower -> follower.complete(verdict));
        }
        told.complete(verdict);
    }

    /** The first who joined does what the first in the line did not. */
    private void leaveToFollowers(Place place) {
        Place next = place;
        synchronized (lines) {
            if (place.joined.isEmpty()) {
                next = remove(place);
            } else {
                place.handOver();
            }
        }
        if (next != null) {
            ask(next, null, FIRST_LOOK);
        }
    }

    /** Goes out of the line and lets the next ask; gives those who joined, to be told. */
    private List<CompletableFuture<BeginResult>> leave(Place place) {
        Place next;
        List<CompletableFuture<BeginResult>> joined;
        synchronized (lines) {
            next = remove(place);
            joined = List.copyOf(place.joined);
            place.joined.clear();
        }
        if (next != null) {
            ask(next, null, FIRST_LOOK);
        }
        return joined;
    }

    /** Gives who is first now; null if nobody is, or if the place was removed before. */
    private Place remove(Place place) {
        Sha256 identity = place.submission.identity().orElse(null);
        Deque<Place> line = identity == null ? null : lines.get(identity);
        if (line == null || !line.remove(place)) {
            return null;
        } else if (line.isEmpty()) {
            lines.remove(identity);
        }
        return line.peekFirst();
    }
}
