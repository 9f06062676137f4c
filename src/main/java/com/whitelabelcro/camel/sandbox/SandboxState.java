package com.whitelabelcro.camel.sandbox;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Everything that a reset deletes. A request keeps the state in which it arrived, so that a request in flight during a reset
 * does not change the next state.
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
