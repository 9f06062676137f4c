package com.whitelabelcro.camel.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Slows down clients that guess tokens: the delay of the answer doubles with each wrong token from an address.
 * Right tokens are never delayed, not even from the same address. Remembers a bounded number of addresses, and delays a
 * bounded number of answers at a time. Thread-safe.
 */
public final class Guesses {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int MOST_DELAYED = 500;

    private final LongSupplier clock;
    /** The least recently used address first. */
    private final Map<String, Guesser> guessers = new LinkedHashMap<>(16, 0.75f, true);
    private int delayed;

    private record Guesser(int guesses, long last) {}

    /** @param clock monotonic clock, in nanoseconds */
    public Guesses(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Counts a wrong token.
     *
     * @return how long its answer is delayed, after which {@link #answered} is called; empty if the maximum number of answers is
     *     already delayed, so that this one is refused at once
     */
    public synchronized Optional<Duration> delay(String address) {
        long now = clock.getAsLong();
        Guesser before = guessers.get(address);
        int guesses = before == null || now - before.last() > FORGOTTEN.toNanos() ? 0 : before.guesses();
        guessers.put(address, new Guesser(guesses + 1, now));
        if (guessers.size() > MOST_ADDRESSES) {
            guessers.remove(guessers.keySet().iterator().next());
        }
        if (delayed >= MOST_DELAYED) {
            return Optional.empty();
        }
        delayed++;
        Duration delay = FIRST.multipliedBy(1L << Math.min(guesses, 10));
        return Optional.of(delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }

    /** A delayed answer was sent. */
    public synchronized void answered() {
        delayed--;
    }
}
