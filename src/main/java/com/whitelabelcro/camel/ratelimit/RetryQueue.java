package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records that rest before their next attempt. They do not hold a thread. Not thread-safe: the {@link PermitQueue} holds a lock.
 */
final class RetryQueue {

    private static final long LATE = 1_000_000_000;

    private final Map<PermitWaiter, Long> until = new HashMap<>();
    private final Scheduler scheduler;
    private final Consumer<PermitWaiter> rested;

    /** @param rested called when a record has rested long enough */
    RetryQueue(Scheduler scheduler, Consumer<PermitWaiter> rested) {
        this.scheduler = scheduler;
        this.rested = rested;
    }

    void add(PermitWaiter waiter, long nanos, long now) {
        until.put(waiter, now + nanos);
        scheduler.in(Duration.ofNanos(nanos), () -> rested.accept(waiter));
    }

    /** Ends the rest of a record; true if it was resting. */
    boolean end(PermitWaiter waiter) {
        return until.remove(waiter) != null;
    }

    /** Records whose timer should have fired long ago, and was lost for lack of memory. */
    List<PermitWaiter> late(long now) {
        return until.entrySet().stream().filter(each -> each.getValue() < now - LATE).map(Map.Entry::getKey).toList();
    }

    /** Ends the rest of all records, and returns them. */
    List<PermitWaiter> endAll() {
        List<PermitWaiter> all = List.copyOf(until.keySet());
        until.clear();
        return all;
    }

    int size() {
        return until.size();
    }
}
