package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.config.Connection;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The correlation key of the Throttler EIP. Camel has one throttler for each value; this one has three parts:
 *
 * <ul>
 *   <li>a hash of the API key, because the API counts by key;
 *   <li>the limit, because changing the limit of an existing throttler blocks;
 * <li>how often the wall clock has jumped. Camel's Throttler reads that clock: if it is set back by an hour, the throttler's permits
 * are free an hour late. Therefore a jump starts a new throttler. ({@code ratelimit/Permits} uses a monotonic clock and does not need
 * this.)
 * </ul>
 */
final class ThrottlerCorrelation extends ExpressionAdapter {

    /** The minimum change of the difference between the wall clock and the monotonic one that counts as a jump, in milliseconds. */
    private static final long JUMP = 1_000;

    private final InstantSource wall;
    private final LongSupplier monotonic;
    private final ToIntFunction<Connection> limit;
    private volatile Epoch epoch;

    /** The time between two jumps; {@code offset} is the wall clock minus the monotonic one, in milliseconds. */
    private record Epoch(long offset, int number) {}

    /** @param limit the present limit of a connection */
    ThrottlerCorrelation(InstantSource wall, LongSupplier monotonic, ToIntFunction<Connection> limit) {
        this.wall = wall;
        this.monotonic = monotonic;
        this.limit = limit;
        this.epoch = new Epoch(offset(), 0);
    }

    @Override
    public Object evaluate(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        return of(context.permit().key() + "/" + limit.applyAsInt(context.request().connection()));
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
