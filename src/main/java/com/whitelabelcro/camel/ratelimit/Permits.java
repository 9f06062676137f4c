package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.CallResult;
import java.util.ArrayDeque;

/**
 * The permits of one connection: integer arithmetic on a monotonic clock, no threads, no waiting.
 *
 * <p>A request takes a permit; the permit is free again one period after the <em>answer arrived</em>. The server counted the
 * request before it answered. Therefore, between any two uses of the same permit more than one period passes at the
 * server, however long either request was on its way, and no window of one period, fixed or sliding, ever counts more
 * requests than there are permits (API: contract section 3).
 *
 * <p>All times are nanoseconds of the same monotonic clock. Not thread-safe: its {@link PermitQueue} holds a lock.
 */
final class Permits {

    /** The result of {@link #nextFreeAt} if only an answer can free a permit. */
    static final long AFTER_AN_ANSWER = Long.MAX_VALUE;

    private volatile int configured;
    private int most;
    private final long period;

    private final ArrayDeque<Long> freeAt = new ArrayDeque<>();
    private int limit;
    private int taken;
    private long freed;
    private int aside;
    private long asideUntil;
    private long asideReset;

    /**
     * @param limit requests in one period
     * @param most requests that may be without an answer at a time
     * @param period nanoseconds
     */
    public Permits(int limit, int most, long period) {
        this.configured = limit;
        this.limit = limit;
        this.most = most;
        this.period = period;
    }

    /** Changes the configured limit. A lower limit of the server is then learned again. */
    void configure(int newLimit, int newMost) {
        configured = newLimit;
        limit = newLimit;
        most = newMost;
    }

    /** Takes a permit if one is free. */
    boolean take(long now) {
        expire(now);
        if (taken >= most || used() + aside >= limit) {
            return false;
        }
        taken++;
        return true;
    }

    /** Gives a permit back that was not used. */
    void unused() {
        taken--;
    }

    /** Gives a permit back to cool down, whether or not an answer came. */
    void answered(long now) {
        taken--;
        freeAt.add(now + period);
    }

    /** When the next permit is free at the earliest, if nothing else happens. */
    long nextFreeAt(long now) {
        expire(now);
        if (taken >= most) {
            return AFTER_AN_ANSWER;
        } else if (used() + aside < limit) {
            return now;
        }
        long next = freeAt.isEmpty() ? AFTER_AN_ANSWER : freeAt.peek();
        return aside > 0 ? Math.min(next, asideUntil) : next;
    }

    /**
     * Learns from the rate-limit headers of an answer.
     *
     * @param freedBefore {@link #freed} when the request left
     */
    void learn(CallResult.Rate rate, long freedBefore, long now) {
        learnLimit(rate.limit());
        if (rate.remaining() >= 0) {
            learnRemaining(rate.remaining(), freedBefore, rate.reset(), now + rate.resetIn(), now);
        }
    }

    /**
     * Learns the limit from an answer; it never rises above the configured one.
     *
     * @param serverLimit {@code X-RateLimit-Limit}
     */
    void learnLimit(int serverLimit) {
        if (serverLimit > 0) {
            limit = Math.min(configured, serverLimit);
        }
    }

    /**
     * Learns from {@code X-RateLimit-Remaining} whether another client uses the key, and sets its share aside.
     *
     * <p>The server has counted {@code limit - remaining} in its window. At most those whose permit is used now or was freed
     * since the request was sent are our own; any more belong to other clients.
     *
     * @param remaining the remaining quota that the server reports
     * @param freedBefore {@link #freed} when the request left
     * @param reset identifies the server's window; the highest value within one window applies
     * @param until the end of the server's window on the local clock; limited to one period from now
     */
    void learnRemaining(int remaining, long freedBefore, long reset, long until, long now) {
        expire(now);
        int others = limit - Math.max(0, remaining) - used() - (int) (freed - freedBefore);
        boolean sameWindow = reset == asideReset && aside > 0;
        if (others > (sameWindow ? aside : 0)) {
            // One permit remains; otherwise the server would never be asked again.
            aside = Math.min(others, limit - 1);
            asideReset = reset;
            asideUntil = Math.min(until, now + period);
        }
    }

    /** The number of permits that have become free again since the start. */
    long freed() {
        return freed;
    }

    /** The number of permits that are in use, that is, in flight or cooling down. */
    int used(long now) {
        expire(now);
        return used() + aside;
    }

    int inFlight() {
        return taken;
    }

    /** The configured limit; may be read by any thread. */
    int configured() {
        return configured;
    }

    int limit() {
        return limit;
    }

    long period() {
        return period;
    }

    private int used() {
        return taken + freeAt.size();
    }

    private void expire(long now) {
        while (!freeAt.isEmpty() && freeAt.peek() - now <= 0) {
            freeAt.poll();
            freed++;
        }
        if (aside > 0 && asideUntil - now <= 0) {
            aside = 0;
        }
    }
}
