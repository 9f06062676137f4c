package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.turn.Delivery;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The key of the guard: the connection. Camel's Throttler reads the wall clock; if somebody sets that back, its permits
 * would be free an hour late. So the key changes with the clock's jumps, and a new guard begins; the permits in front
 * of it read a monotonic clock and do not notice.
 */
final class GuardKey extends ExpressionAdapter {

    private static final long JUMP = 1_000;

    private final InstantSource wall;
    private final LongSupplier monotonic;
    private long offset;
    private int jumps;

    GuardKey(InstantSource wall, LongSupplier monotonic) {
        this.wall = wall;
        this.monotonic = monotonic;
        this.offset = offset();
    }

    @Override
    public Object evaluate(Exchange exchange) {
        return of(Delivery.of(exchange).request().connection().name());
    }

    synchronized String of(String connection) {
        long now = offset();
        if (Math.abs(now - offset) > JUMP) {
            jumps++;
            offset = now;
        }
        return connection + "#" + jumps;
    }

    private long offset() {
        return wall.millis() - TimeUnit.NANOSECONDS.toMillis(monotonic.getAsLong());
    }
}
