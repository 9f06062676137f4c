package com.whitelabelcro.camel.sandbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the worker threads of slow answers, and lets all of them go when the sandbox closes. */
final class Latency {

    private final CountDownLatch closing = new CountDownLatch(1);

    /** Waits for so many nanoseconds. */
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
