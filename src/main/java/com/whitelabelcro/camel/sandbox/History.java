package com.whitelabelcro.camel.sandbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;

/** The last requests, in a ring: old ones make room for new ones. */
final class History {

    static final int KEPT = 10_000;

    private final AtomicReferenceArray<SandboxRequest> ring = new AtomicReferenceArray<>(KEPT);

    /** Puts a request down, or what has become of it since: the same {@code seq} takes the same place. */
    void put(SandboxRequest request) {
        int place = (int) (request.seq() % KEPT);
        ring.accumulateAndGet(place, request, (kept, given) -> kept == null || kept.seq() <= given.seq() ? given : kept);
    }

    /** The requests that are kept, by arrival. */
    List<SandboxRequest> all() {
        return Stream.iterate(0, place -> place < KEPT, place -> place + 1).map(ring::get)
                .filter(request -> request != null)
                .sorted((a, b) -> Long.compare(a.seq(), b.seq())).toList();
    }
}
