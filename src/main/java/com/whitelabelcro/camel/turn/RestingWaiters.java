package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.once.Alarm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Those who are to be tried again, and rest before they ask for their next turn; their {@link Gate} holds a lock. */
final class RestingWaiters {

    private static final long LATE = 1_000_000_000;

    private final Map<Waiter, Long> until = new HashMap<>();
    private final Alarm alarm;
    private final Consumer<Waiter> rested;

    /** @param rested called when somebody has rested long enough */
    RestingWaiters(Alarm alarm, Consumer<Waiter> rested) {
        this.alarm = alarm;
        this.rested = rested;
    }

    void add(Waiter waiter, long nanos, long now) {
        until.put(waiter, now + nanos);
        alarm.in(Duration.ofNanos(nanos), () -> rested.accept(waiter));
    }

    /** Whether this one was resting; he is not any more. */
    boolean end(Waiter waiter) {
        return until.remove(waiter) != null;
    }

    /** Those whose alarm should have rung long ago, and was lost for lack of memory. */
    List<Waiter> late(long now) {
        return until.entrySet().stream().filter(each -> each.getValue() < now - LATE).map(Map.Entry::getKey).toList();
    }

    /** All of them; nobody rests any more. */
    List<Waiter> endAll() {
        List<Waiter> all = List.copyOf(until.keySet());
        until.clear();
        return all;
    }

    int size() {
        return until.size();
    }
}
