package com.whitelabelcro.camel.pipeline;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The key of the guard: the API key, by which the API counts, and the limit, which is never changed in a guard, since that
 * would block. Camel's Throttler reads the wall clock; if somebody sets that back, its permits
 * would be free an hour late. So the key changes with the clock's jumps, and a new guard begins; the permits in front
 * of it read a monotonic clock and do not notice.
 */
final class ThrottlerCorrelation extends ExpressionAdapter {

    private static final long JUMP = 1_000;

    private final InstantSource wall;
    private final LongSupplier monotonic;
    private volatile Epoch epoch;

    /** A stretch without a jump. */
    private record Epoch(long offset, int number) {}

    ThrottlerCorrelation(InstantSource wall, LongSupplier monotonic) {
        this.wall = wall;
        this.monotonic = monotonic;
        this.epoch = new Epoch(offset(), 0);
    }

    @Override
    public Object evaluate(Exchange exchange) {
        WriteContext delivery = WriteContext.of(exchange);
        return of(delivery.permit().key() + "/" + delivery.request().connection().limit());
    }

    String of(String key) {
        Epoch present = epoch;
        long now = offset();
        if (Math.abs(now - present.offset()) > JUMP) {
            present = new Epoch(now, present.number() + 1);
            epoch = present;
        }
        return key + "#" + present.number();
    }

    private long offset() {
        return wall.millis() - TimeUnit.NANOSECONDS.toMillis(monotonic.getAsLong());
    }
}
