package com.whitelabelcro.camel.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls that take too long. It looks at all of them twenty times within the timeout: an alarm for each call would
 * be exact, and cost a lock that all calls share.
 */
final class RequestDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDeadlines.class);
    private static final int LOOKS = 20;

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final long timeout;
    private final LongSupplier clock;

    /** One call under way; what ends it, and when. */
    static final class Call {

        private final long deadline;
        private final Runnable abort;

        private Call(long deadline, Runnable abort) {
            this.deadline = deadline;
            this.abort = abort;
        }
    }

    RequestDeadlines(Duration timeout, ScheduledExecutorService timer, LongSupplier clock) {
        this.timeout = timeout.toNanos();
        this.clock = clock;
        long pause = Math.max(1_000_000, this.timeout / LOOKS);
        timer.scheduleWithFixedDelay(this::lookInAnyCase, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** @param abort must not take time */
    Call begin(Runnable abort) {
        Call call = new Call(clock.getAsLong() + timeout, abort);
        calls.add(call);
        return call;
    }

    void end(Call call) {
        calls.remove(call);
    }

    /** The timer would not call it again after anything that it throws. */
    private void lookInAnyCase() {
        try {
            look();
        } catch (Throwable e) {
            // The next look is soon.
        }
    }

    private void look() {
        long now = clock.getAsLong();
        for (Call call : calls) {
            if (call.deadline <= now && calls.remove(call)) {
                abort(call);
            }
        }
    }

    /** One that fails must not keep the others from their end: the timer calls nobody again after an exception. */
    private static void abort(Call call) {
        try {
            call.abort.run();
        } catch (Throwable e) {
            LOG.warn("A call that took too long could not be ended: {}", e.getClass().getName());
        }
    }
}
