package com.whitelabelcro.camel.sandbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays slow answers on their worker threads, and releases all of them when the sandbox closes. */
final class Latency {

    private final CountDownLatch closing = new CountDownLatch(1);

    /** Waits for this number of nanoseconds. */
    void hold(long nanos) {
        if (nanos <= 0) {
            return;
        }
        try {
            closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void endAll() {
        closing.countDown();
    }
}
