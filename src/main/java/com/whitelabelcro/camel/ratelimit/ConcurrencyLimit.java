package com.whitelabelcro.camel.ratelimit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Limits the number of requests in flight, of each connection and of all together, because each occupies a thread until its
 * answer has arrived. More requests than a quota can use in one response time do not make a connection faster. By Little's law
 * this number is the rate times the measured response time; a quarter is added for variation.
 *
 * <ul>
 * <li>A connection may have as many requests in flight as its quota uses, {@value #FEW_OF_ONE} at least and {@value #MOST_OF_ONE} at
 * most.
 *   <li>All connections together may have as many requests in flight as all quotas use, {@value #FEW} at least and {@value
 *       #MOST} at most. If that is too few for all records that have a permit, the connections take turns, one request each.
 *   <li>A connection that has not been answered for {@value #STALLED_SECONDS} s does not count for the others, so that a server
 *       that hangs over one key does not slow another key.
 * </ul>
 *
 * <p>All times are nanoseconds of the same monotonic clock. Thread-safe; no callback is made under a lock.
 */
public final class ConcurrencyLimit {

    static final int FEW_OF_ONE = 8;
    static final int MOST_OF_ONE = 32;
    static final int FEW = 24;
    static final int MOST = 1_000;
    static final int STALLED_SECONDS = 1;

    private static final long STALLED = STALLED_SECONDS * 1_000_000_000L;
    /** The weight of one answer in the average response time. */
    private static final double WEIGHT = 0.1;
    private static final double HEADROOM = 1.25;

    private final int few;
    private final int fewOfOne;
    private final List<Share> shares = new ArrayList<>();
    private final Set<Share> waiting = new LinkedHashSet<>();
    private int inFlight;
    private double needed;
    private int stalled;

    ConcurrencyLimit() {
        this(FEW, FEW_OF_ONE);
    }

    /** A limit with other minima. */
    ConcurrencyLimit(int few, int fewOfOne) {
        this.few = few;
        this.fewOfOne = fewOfOne;
    }

    /** The maximum number of requests in flight of a pack with at most this many connections. */
    public static int most(int connections) {
        return (int) Math.min(MOST, (long) MOST_OF_ONE * connections);
    }

    /**
     * The share of one connection.
     *
     * @param limit requests in one period
     * @param period nanoseconds
     * @param offered called when a request that was refused may be sent: its slot is already taken, and must be used by
     *     {@link Share#tryAcquire} or returned by {@link Share#returnOffers}
     */
    synchronized Share share(int limit, long period, Runnable offered) {
        Share share = new Share((double) limit / period, offered);
        shares.add(share);
        return share;
    }

    /** Offers free slots to the connections that wait for one, in turn. Must not be called under the lock of a queue. */
    void dispatch() {
        for (Share next = offer(); next != null; next = offer()) {
            next.offered.run();
        }
    }

    private synchronized Share offer() {
        if (waiting.isEmpty() || inFlight >= most()) {
            return null;
        }
        Share next = waiting.iterator().next();
        waiting.remove(next);
        next.offers++;
        next.add(1);
        return next;
    }

    /** To be called every second: determines which connections get no answers, and offers slots that have become free. */
    void look(long now) {
        synchronized (this) {
            shares.forEach(each -> each.need(now));
        }
        dispatch();
    }

    private int most() {
        return (int) Math.min(MOST, stalled + Math.max(few, HEADROOM * needed));
    }

    /** The requests in flight of one connection. */
    final class Share {

        private double rate;
        private final Runnable offered;
        private int mine;
        private int offers;
        private double responseTime;
        private double mineNeeded;
        private int mineStalled;
        private long lastAnswer;

        private Share(double rate, Runnable offered) {
            this.rate = rate;
            this.offered = offered;
        }

        /** Changes the quota of the connection. */
        void configure(int limit, long period) {
            synchronized (ConcurrencyLimit.this) {
                rate = (double) limit / period;
            }
        }

        /** Takes a slot for one request; false if none is free. In this case one is offered as soon as it is free. */
        boolean tryAcquire(long now) {
            synchronized (ConcurrencyLimit.this) {
                lastAnswer = mine == offers ? now : lastAnswer;
                if (offers > 0) {
                    offers--;
                    return true;
                }
                if (mine >= mostOfOne()) {
                    return false;
                }
                if (inFlight >= most() || !waiting.isEmpty()) {
                    waiting.add(this);
                    return false;
                }
                add(1);
                return true;
            }
        }

        /** Returns the slot of a request that was answered, or will not be. */
        void answered(long since, long now) {
            synchronized (ConcurrencyLimit.this) {
                add(-1);
                lastAnswer = now;
                responseTime = responseTime == 0 ? now - since : responseTime + WEIGHT * (now - since - responseTime);
                need(now);
            }
        }

        /** Returns the slot of a request that was not sent. */
        void unused() {
            synchronized (ConcurrencyLimit.this) {
                add(-1);
            }
        }

        /** Returns the slots that were offered and are not needed. */
        void returnOffers() {
            synchronized (ConcurrencyLimit.this) {
                add(-offers);
                offers = 0;
            }
        }

        /** See {@link ConcurrencyLimit#dispatch}. */
        void dispatch() {
            ConcurrencyLimit.this.dispatch();
        }

        private void add(int slots) {
            mine += slots;
            inFlight += slots;
        }

        private int mostOfOne() {
            return (int) Math.max(fewOfOne, Math.min(MOST_OF_ONE, HEADROOM * rate * responseTime));
        }

        /** Computes how many slots this connection needs, and how many it holds without an answer. */
        private void need(long now) {
            boolean stalls = now - lastAnswer > STALLED;
            double needs = stalls ? 0 : Math.min(MOST_OF_ONE, rate * responseTime);
            needed += needs - mineNeeded;
            mineNeeded = needs;
            int holds = stalls ? mine : 0;
            stalled += holds - mineStalled;
            mineStalled = holds;
        }
    }
}
