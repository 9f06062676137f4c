package com.whitelabelcro.camel.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The wall clock and the monotonic clock of a sandbox, moved by the test. The time starts at a full minute. */
final class TestClock implements InstantSource, LongSupplier {

    static final Instant START = Instant.parse("2026-03-04T05:06:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private volatile Duration jump = Duration.ZERO;

    /** Advances both clocks. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Sets the wall clock; no time passes. */
    void jump(Duration by) {
        jump = jump.plus(by);
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get()).plus(jump);
    }

    @Override
    public long getAsLong() {
        return nanos.get() + 77;
    }
}
