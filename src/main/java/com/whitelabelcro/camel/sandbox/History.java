package com.whitelabelcro.camel.sandbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;

/** The last requests, in a ring buffer. */
final class History {

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
