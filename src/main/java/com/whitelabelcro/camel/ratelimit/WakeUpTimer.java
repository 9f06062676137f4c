package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Wakes a {@link PermitQueue} when a permit may be free. Not thread-safe: the queue holds a lock. */
final class WakeUpTimer {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long LATE = 1_000_000_000;

    private final Scheduler scheduler;
    private final LongConsumer ring;
    private long setTo = NEVER;

    /** @param ring called with the time for which the timer was set */
    WakeUpTimer(Scheduler scheduler, LongConsumer ring) {
        this.scheduler = scheduler;
        this.ring = ring;
    }

    /** Fires at this time, unless it is set to an earlier one. */
    void at(long time, long now) {
        if (time < setTo) {
            scheduler.in(Duration.ofNanos(Math.max(1, time - now)), () -> ring.accept(time));
            setTo = time;
        }
    }

    /** Whether the timer is set to this time. A call for a time that an earlier one has replaced is ignored. */
    boolean hasRung(long time) {
        boolean now = time == setTo;
        setTo = now ? NEVER : setTo;
        return now;
    }

    /** Forgets a timer that should have fired long ago, and was lost for lack of memory. */
    void forgetLost(long now) {
        if (setTo < now - LATE) {
            setTo = NEVER;
        }
    }
}
