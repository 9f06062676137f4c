package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records that wait for their next attempt, without occupying a thread. Not thread-safe: the {@link PermitQueue} holds a lock.
 */
final class RetryQueue {

    private static final long LATE = 1_000_000_000;

    private final Map<PermitWaiter, Long> until = new HashMap<>();
    private final Scheduler scheduler;
    private final Consumer<PermitWaiter> rested;

    /** @param rested called when the delay of a record is over */
    RetryQueue(Scheduler scheduler, Consumer<PermitWaiter> rested) {
        this.scheduler = scheduler;
        this.rested = rested;
    }

    void add(PermitWaiter waiter, long nanos, long now) {
        until.put(waiter, now + nanos);
        scheduler.in(Duration.ofNanos(nanos), () -> rested.accept(waiter));
    }

    /** Removes a record; true if it was waiting here. */
    boolean end(PermitWaiter waiter) {
        return until.remove(waiter) != null;
    }

    /** Returns the records whose timer should have fired long ago, and was lost for lack of memory. */
    List<PermitWaiter> late(long now) {
        return until.entrySet().stream().filter(each -> each.getValue() < now - LATE).map(Map.Entry::getKey).toList();
    }

    /** Removes and returns all records. */
    List<PermitWaiter> endAll() {
        List<PermitWaiter> all = List.copyOf(until.keySet());
        until.clear();
        return all;
    }

    int size() {
        return until.size();
    }
}
