package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.config.Connection;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The correlation key of the Throttler EIP: the API key, because the API counts per key, and the limit, because
 * changing the limit of an existing throttler blocks. The third part counts jumps of the wall clock. Camel's Throttler
 * reads that clock, so that its permits would be free an hour late after the clock is set back by an hour. A jump
 * changes the key and thereby starts a new throttler; the permits in front of it use a monotonic clock and are not
 * affected.
 */
final class ThrottlerCorrelation extends ExpressionAdapter {

    private static final long JUMP = 1_000;

    private final InstantSource wall;
    private final LongSupplier monotonic;
    private final ToIntFunction<Connection> limit;
    private volatile Epoch epoch;

    /** A period without a jump of the wall clock. */
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
