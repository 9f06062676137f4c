package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.GatewayToken;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits how many records the holder of each token may send per minute. The quota of a minute may arrive at once. A request is
 * admitted if the quota of all earlier records has been refilled. An array that is larger than the rate is therefore admitted,
 * and delays later requests accordingly. Thread-safe.
 */
final class CallerRates {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    /** For each token, the time at which the quota for all its records so far is refilled. */
    private final Map<String, Long> paid = new ConcurrentHashMap<>();

    /** @param clock monotonic clock, in nanoseconds */
    CallerRates(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Counts these records, unless the rate is used up.
     *
     * @return zero if they are admitted; otherwise how long to wait
     */
    Duration tryAcquire(GatewayToken token, int records) {
        long now = clock.getAsLong();
        long[] wait = {0};
        paid.compute(token.name(), (name, before) -> {
            long from = before == null || before - (now - MINUTE) < 0 ? now - MINUTE : before;
            long each = Math.max(1, MINUTE / token.rate());
            wait[0] = Math.max(0, from + each - now);
            return wait[0] > 0 ? from : from + each * records;
        });
        return Duration.ofNanos(wait[0]);
    }
}
