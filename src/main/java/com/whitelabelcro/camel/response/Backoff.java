package com.whitelabelcro.camel.response;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter: anything up to 1 s, 2 s, 4 s … 30 s, so that those who failed together part. */
public final class Backoff {

    private static final long FIRST = 1_000;
    private static final long LONGEST = 30_000;
    private static final int DOUBLINGS = 15;

    private final RandomGenerator random;

    /** @param random must be safe for use by several threads */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param failures how many there were, at least 1 */
    public Duration after(int failures) {
        long most = Math.min(LONGEST, FIRST << Math.min(DOUBLINGS, failures - 1));
        return Duration.ofMillis(1 + random.nextLong(most));
    }
}
