package com.whitelabelcro.camel.sandbox;

import java.util.Arrays;

/** A queue of instants in nanoseconds, without boxing: a busy sandbox contains hundreds of thousands of them. */
final class Times {

    private long[] ring = new long[16];
    private int head;
    private int size;

    void add(long time) {
        if (size == ring.length) {
            long[] wider = Arrays.copyOf(ring, size * 2);
            System.arraycopy(ring, head, wider, 0, size - head);
            System.arraycopy(ring, 0, wider, size - head, head);
            ring = wider;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = time;
        size++;
    }

    /** Removes everything at or before {@code time}. Each instant is removed once, so the cost per request stays constant. */
    void dropUntil(long time) {
        while (size > 0 && ring[head] <= time) {
            head = (head + 1) & (ring.length - 1);
            size--;
        }
    }

    long oldest() {
        if (size == 0) {
            throw new IllegalStateException("No instant is kept");
        }
        return ring[head];
    }

    int size() {
        return size;
    }
}
