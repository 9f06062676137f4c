package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A queue whose clock, scheduler and workers are controlled by the test. Nothing runs unless the test calls a method. */
final class PermitQueueFixture {

    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final long PERIOD = 60 * SECOND;
    static final long SUSPEND = 60 * SECOND;

    private record Alarm(long at, Runnable wake) {}

    static final AccountId ACCOUNT = new AccountId("a".repeat(64));

    final FakePermitStore rows = new FakePermitStore();
    /** The account of the connection. */
    CompletionStage<ConnectionOwner> owner = CompletableFuture.completedFuture(new ConnectionOwner(FakePermitStore.KEY, ACCOUNT));
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::at));
    private final List<Runnable> work = new ArrayList<>();
    private final List<String> granted = new ArrayList<>();
    final DistributedPermits shared = new DistributedPermits(
            rows, () -> owner, () -> 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
    final List<WlcroEvent> events = new ArrayList<>();
    final PermitQueue queue;
    private long now;

    PermitQueueFixture(int limit) {
        this(limit, limit);
    }

    PermitQueueFixture(int limit, int most) {
        this(limit, most, new ConcurrencyLimit(1_000, 1_000));
    }

    PermitQueueFixture(int limit, int most, ConcurrencyLimit concurrency) {
        StateChangePublisher changes = new StateChangePublisher("acme", shared, new EventPublisher(List.of(events::add), work::add),
                () -> Instant.EPOCH.plusNanos(now));
        queue = new PermitQueue(new Permits(limit, most, PERIOD), concurrency, shared, new ConnectionCircuitBreaker(SUSPEND), changes, () -> now,
                (time, wake) -> alarms.add(new Alarm(now + time.toNanos(), wake)), work::add);
    }

    /** A record asks for a permit. */
    Someone acquire(String name, long sequence) {
        return acquire(name, sequence, Long.MAX_VALUE);
    }

    Someone acquire(String name, long sequence, long deadline) {
        Someone someone = new Someone(name, sequence, deadline);
        acquire(someone);
        return someone;
    }

    void acquire(Someone someone) {
        someone.permit = null;
        queue.acquire(someone);
        work();
    }

    Someone acquireLater(String name, long sequence, long nanos) {
        Someone someone = new Someone(name, sequence, Long.MAX_VALUE);
        queue.acquireLater(someone, nanos);
        work();
        return someone;
    }

    /** Advances the clock and runs each scheduled task at its time. */
    void pass(long nanos) {
        long end = now + nanos;
        while (!alarms.isEmpty() && alarms.peek().at() <= end) {
            Alarm scheduler = alarms.poll();
            now = Math.max(now, scheduler.at());
            scheduler.wake().run();
            work();
        }
        now = end;
        work();
    }

    /** Advances the clock and loses all scheduled tasks, as after an OutOfMemoryError. */
    void passWithoutAlarms(long nanos) {
        alarms.clear();
        now += nanos;
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove(0).run();
        }
    }

    int alarmsSet() {
        return alarms.size();
    }

    /** Returns the names of the records that were granted a permit, in order, and forgets them. */
    List<String> went() {
        List<String> names = List.copyOf(granted);
        granted.clear();
        return names;
    }

    void stop() {
        queue.stop(true);
        work();
    }

    void look() {
        queue.look();
        work();
    }

    void remove(Rejection why) {
        queue.remove(why);
        work();
    }

    /** A record that waits, is granted a permit, or is rejected. */
    final class Someone implements PermitWaiter {

        final String name;
        private final long sequence;
        private final long deadline;
        AccountId account = ACCOUNT;
        boolean interactive = true;
        Permit permit;
        Rejection why;
        int calls;

        Someone(String name, long sequence, long deadline) {
            this.name = name;
            this.sequence = sequence;
            this.deadline = deadline;
        }

        @Override
        public void granted(Permit mine) {
            permit = mine;
            calls++;
            granted.add(name);
        }

        @Override
        public void rejected(Rejection reason) {
            why = reason;
            calls++;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public AccountId account() {
            return account;
        }

        @Override
        public boolean isInteractive() {
            return interactive;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        boolean waits() {
            return permit == null && why == null;
        }

        void ends(Meaning kind) {
            ends(kind, 0, Rejection.Obstacle.UNAVAILABLE);
        }

        void limitedFor(long pause) {
            ends(Meaning.LIMITED, pause, Rejection.Obstacle.UNAVAILABLE);
        }

        void refused() {
            ends(Meaning.REFUSED, 0, Rejection.Obstacle.KEY_REFUSED);
        }

        void forbidden() {
            ends(Meaning.SUSPECT, 0, Rejection.Obstacle.FORBIDDEN);
        }

        private void ends(Meaning kind, long pause, Rejection.Obstacle others) {
            permit.release(new CallResult(kind, now, pause, new Rejection(others, kind.name()), Optional.empty()));
            work();
        }
    }
}
