package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How fast records have finished lately. It tells how long the rest takes where the server is slower than the limit. */
final class Pace {

    private static final long LATELY = Duration.ofSeconds(60).toNanos();
    private static final long ENOUGH = Duration.ofSeconds(8).toNanos();

    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long ended) {
    }

    /** @param nanos a clock that only goes forward, such as {@link System#nanoTime} */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Stores how many have finished by now. */
    void note(long ended) {
        long now = nanos.getAsLong();
        while (samples.size() > 1 && now - samples.peekFirst().nanos() > LATELY) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(now, ended));
    }

    /** How long so many take at this pace; zero if it is not known yet, or if none has ended lately. */
    Duration timeFor(long records) {
        if (samples.isEmpty()) {
            return Duration.ZERO;
        }
        long time = samples.peekLast().nanos() - samples.peekFirst().nanos();
        long ended = samples.peekLast().ended() - samples.peekFirst().ended();
        return time < ENOUGH || ended <= 0 ? Duration.ZERO : Duration.ofNanos((long) ((double) time / ended * records));
    }
}
