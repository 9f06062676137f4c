package com.whitelabelcro.camel.ratelimit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Counts requests like a server, with one of the possible interpretations of "per minute". */
final class SimulatedServer {

    private final long period;
    private final long phase;
    private final boolean sliding;
    private final ArrayDeque<Long> recent = new ArrayDeque<>();
    private final List<Long> arrivals = new ArrayList<>();
    private int limit;
    private long window = Long.MIN_VALUE;
    private int inWindow;
    private int refused;

    SimulatedServer(int limit, long period, long phase, boolean sliding) {
        this.limit = limit;
        this.period = period;
        this.phase = phase;
        this.sliding = sliding;
    }

    void limit(int newLimit) {
        limit = newLimit;
    }

    /** A request arrives; arrivals are in the order of time. Returns the remaining quota, or -1 if the request is refused. */
    int arrive(long now) {
        arrivals.add(now);
        return count(now);
    }

    /** A request of another client arrives. */
    void arriveOfOther(long now) {
        count(now);
    }

    private int count(long now) {
        advance(now);
        if (used() >= limit) {
            refused++;
            return -1;
        }
        inWindow++;
        recent.add(now);
        return limit - used();
    }

    private void advance(long now) {
        long present = Math.floorDiv(now - phase, period);
        if (present != window) {
            window = present;
            inWindow = 0;
        }
        while (!recent.isEmpty() && recent.peek() <= now - period) {
            recent.poll();
        }
    }

    private int used() {
        return sliding ? recent.size() : inWindow;
    }

    /** The end of the window that is current at {@code now}. */
    long reset(long now) {
        advance(now);
        return sliding ? (recent.isEmpty() ? now : recent.peek()) + period : (window + 1) * period + phase;
    }

    int refused() {
        return refused;
    }

    List<Long> arrivals() {
        return arrivals;
    }

    /** The maximum number of our requests in any interval of one period. */
    int mostInAnyWindow() {
        int most = 0;
        int from = 0;
        for (int to = 0; to < arrivals.size(); to++) {
            while (arrivals.get(from) <= arrivals.get(to) - period) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
