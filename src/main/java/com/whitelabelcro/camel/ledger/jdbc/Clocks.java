package com.whitelabelcro.camel.ledger.jdbc;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Both clocks of this machine. The wall clock may be set; the monotonic one may stand still while the machine sleeps.
 *
 * @param wall for what is stored
 * @param monotonic nanoseconds, for what is waited for
 */
public record Clocks(InstantSource wall, LongSupplier monotonic) {}
