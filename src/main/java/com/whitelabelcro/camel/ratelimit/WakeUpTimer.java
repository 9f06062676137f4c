package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.function.LongConsumer;

/** When a gate is to look again; its {@link PermitQueue} holds a lock. */
final class WakeUpTimer {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long LATE = 1_000_000_000;

    private final Scheduler alarm;
    private final LongConsumer ring;
    private long setTo = NEVER;

    /** @param ring called with the time that it was set to */
    WakeUpTimer(Scheduler alarm, LongConsumer ring) {
        this.alarm = alarm;
        this.ring = ring;
    }

    /** Rings at this time; unless it is set to an earlier one. */
    void at(long time, long now) {
        if (time < setTo) {
            alarm.in(Duration.ofNanos(Math.max(1, time - now)), () -> ring.accept(time));
            setTo = time;
        }
    }

    /** Whether it was to ring at this time. One that was set for later, before an earlier time was known, is ignored. */
    boolean hasRung(long time) {
        boolean now = time == setTo;
        setTo = now ? NEVER : setTo;
        return now;
    }

    /** Forgets an alarm that should have rung long ago, and was lost for lack of memory. */
    void forgetLost(long now) {
        if (setTo < now - LATE) {
            setTo = NEVER;
        }
    }
}
