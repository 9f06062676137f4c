package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.GatewayToken;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits how many records the holder of each token may hand in per minute. A minute's worth may come at once. A request
 * is admitted as long as the records before it have been paid for, so that an array that is larger than the rate can
 * come in, and what follows waits for as long as it took. Thread-safe.
 */
final class CallerRates {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    /** For each token, when what it handed in so far has been paid for. */
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
