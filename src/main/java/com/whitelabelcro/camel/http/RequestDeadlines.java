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
 * Aborts calls that take too long. It checks all calls twenty times per timeout, so that a call may last up to a
 * twentieth longer than the timeout. A timer per call would be exact, but would need a lock that all calls share.
 */
final class RequestDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDeadlines.class);
    private static final int CHECKS_PER_TIMEOUT = 20;

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final long timeout;
    private final LongSupplier clock;

    /** A call in progress, the action that aborts it, and its deadline. */
    static final class Call {

        private final long deadline;
        private final Runnable abort;

        private Call(long deadline, Runnable abort) {
            this.deadline = deadline;
            this.abort = abort;
        }
    }

    /**
     * @param timeout how long a call may take
     * @param timer runs the checks
     * @param clock monotonic clock, in nanoseconds
     */
    RequestDeadlines(Duration timeout, ScheduledExecutorService timer, LongSupplier clock) {
        this.timeout = timeout.toNanos();
        this.clock = clock;
        long pause = Math.max(1_000_000, this.timeout / CHECKS_PER_TIMEOUT);
        timer.scheduleWithFixedDelay(this::checkSafely, pause, pause, TimeUnit.NANOSECONDS);
    }

    /**
     * Registers a call.
     *
     * @param abort aborts the call; must not block
     */
    Call begin(Runnable abort) {
        Call call = new Call(clock.getAsLong() + timeout, abort);
        calls.add(call);
        return call;
    }

    void end(Call call) {
        calls.remove(call);
    }

    /** Catches everything, because the timer would not run the check again after an exception. */
    private void checkSafely() {
        try {
            check();
        } catch (Throwable e) {
            // The next check follows soon.
        }
    }

    private void check() {
        long now = clock.getAsLong();
        for (Call call : calls) {
            if (call.deadline <= now && calls.remove(call)) {
                abort(call);
            }
        }
    }

    /** A failure must not keep the other calls from being aborted. */
    private static void abort(Call call) {
        try {
            call.abort.run();
        } catch (Throwable e) {
            LOG.warn("A call that took too long could not be ended: {}", e.getClass().getName());
        }
    }
}
