package com.whitelabelcro.camel.sandbox;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Everything that a reset drops. A request keeps the world it arrived in, so that one under way during a reset cannot
 * leave traces in the next world.
 */
record World(ServerTime time, RateHeaders rateHeaders, Gate gate, Crm crm, Tally tally, History history) {

    static World begin(SandboxConfig config, InstantSource wall, LongSupplier nanos) {
        ServerTime time = new ServerTime(wall, nanos);
        return new World(time, new RateHeaders(time), new Gate(config, time), new Crm(), new Tally(time.now()), new History());
    }

    SandboxStats stats() {
        return tally.stats(gate.perKey());
    }
}
