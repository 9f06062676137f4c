package com.whitelabelcro.camel.queue;

import java.time.Duration;

/** How long after a failure the route of a scenario, or a reply target, is called again: 1 s, 2 s, 4 s, and so on up to 10 minutes. */
final class GrowingDelay {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private GrowingDelay() {}

    /** @param before how many calls failed before this one */
    static Duration after(int before) {
        Duration delay = Duration.ofSeconds(1L << Math.min(before, 20));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
