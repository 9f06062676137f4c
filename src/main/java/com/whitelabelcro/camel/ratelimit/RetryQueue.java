package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Those who are to be tried again, and rest before they ask for their next turn; their {@link PermitQueue} holds a lock. */
final class RetryQueue {

    private static final long LATE = 1_000_000_000;

    private final Map<PermitWaiter, Long> until = new HashMap<>();
    private final Scheduler alarm;
    private final Consumer<PermitWaiter> rested;

    /** @param rested called when somebody has rested long enough */
    RetryQueue(Scheduler alarm, Consumer<PermitWaiter> rested) {
        this.alarm = alarm;
        this.rested = rested;
    }

    void add(PermitWaiter waiter, long nanos, long now) {
        until.put(waiter, now + nanos);
        alarm.in(Duration.ofNanos(nanos), () -> rested.accept(waiter));
    }

    /** Whether this one was resting; he is not any more. */
    boolean end(PermitWaiter waiter) {
        return until.remove(waiter) != null;
    }

    /** Those whose alarm should have rung long ago, and was lost for lack of memory. */
    List<PermitWaiter> late(long now) {
        return until.entrySet().stream().filter(each -> each.getValue() < now - LATE).map(Map.Entry::getKey).toList();
    }

    /** All of them; nobody rests any more. */
    List<PermitWaiter> endAll() {
        List<PermitWaiter> all = List.copyOf(until.keySet());
        until.clear();
        return all;
    }

    int size() {
        return until.size();
    }
}
