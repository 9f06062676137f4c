package com.whitelabelcro.camel.sandbox;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Everything that a reset drops. A request keeps the world it arrived in, so that one under way during a reset cannot
 * leave traces in the next world.
 */
record SandboxState(ServerTime time, RateHeaders rateHeaders, RequestAdmission gate, FakeCrm crm, RequestCounters tally, History history) {

    static SandboxState begin(SandboxConfig config, InstantSource wall, LongSupplier nanos) {
        ServerTime time = new ServerTime(wall, nanos);
        return new SandboxState(time, new RateHeaders(time), new RequestAdmission(config, time), new FakeCrm(), new RequestCounters(time.now()), new History());
    }

    SandboxStats stats() {
        return tally.stats(gate.perKey());
    }
}
