package com.whitelabelcro.camel.sandbox;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

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

    /** The last requests, in a ring buffer. */
    static final class History {

        static final int KEPT = 10_000;

        private final AtomicReferenceArray<SandboxRequest> ring = new AtomicReferenceArray<>(KEPT);

        /** Adds a request, or replaces the earlier version of the same request, which has the same {@code seq}. */
        void put(SandboxRequest request) {
            int place = (int) (request.seq() % KEPT);
            ring.accumulateAndGet(place, request, (kept, given) -> kept == null || kept.seq() <= given.seq() ? given : kept);
        }

        /** The stored requests in order of arrival. */
        List<SandboxRequest> all() {
            return Stream.iterate(0, place -> place < KEPT, place -> place + 1).map(ring::get)
                    .filter(request -> request != null)
                    .sorted((a, b) -> Long.compare(a.seq(), b.seq())).toList();
        }
    }
}
