package com.whitelabelcro.camel.response;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: a random delay between 0 and 1 s, 2 s, 4 s … 30 s, so that requests that
 * failed together are not repeated together. Thread-safe if its random generator is.
 */
public final class Backoff {

    private static final long FIRST = 1_000;
    private static final long MAX = 30_000;
    private static final int DOUBLINGS = 15;

    private final RandomGenerator random;

    /** @param random source of jitter; must be thread-safe */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns the delay before the next attempt.
     *
     * @param failures the number of failures so far, at least 1
     */
    public Duration after(int failures) {
        long most = Math.min(MAX, FIRST << Math.min(DOUBLINGS, failures - 1));
        return Duration.ofMillis(1 + random.nextLong(most));
    }
}
