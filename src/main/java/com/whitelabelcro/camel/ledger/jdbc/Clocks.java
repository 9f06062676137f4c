package com.whitelabelcro.camel.ledger.jdbc;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Both clocks of this machine. The wall clock may be set; the monotonic one may stop while the machine sleeps.
 *
 * @param wall for times that are stored
 * @param monotonic for waiting times; nanoseconds
 */
public record Clocks(InstantSource wall, LongSupplier monotonic) {}
