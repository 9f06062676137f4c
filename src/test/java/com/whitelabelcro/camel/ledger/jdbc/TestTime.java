package com.whitelabelcro.camel.ledger.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The wall clock and the monotonic clock, moved by the test. */
final class TestTime implements InstantSource {

    private final AtomicLong nanos = new AtomicLong();
    private volatile Duration set = Duration.ZERO;

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Sets the wall clock; no time passes. */
    void set(Duration by) {
        set = set.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.parse("2026-03-04T05:06:00Z").plusNanos(nanos.get()).plus(set);
    }

    Clocks clocks() {
        return new Clocks(this, nanos::get);
    }
}
