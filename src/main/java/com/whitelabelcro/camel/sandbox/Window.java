package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A rate window of a server: at most this many requests per period, by arrival. The time is a parameter. Not thread-safe.
 */
public abstract sealed class Window {

    /** How a server may read "per minute". The contract (section 3) leaves it open. */
    public enum Kind {
        /** Windows are adjacent and begin at multiples of the period since 1970. */
        @JsonProperty("fixed") FIXED,
        /** Every stretch of one period counts, wherever it begins. */
        @JsonProperty("sliding") SLIDING
    }

    /**
     * The result for one request.
     *
     * @param accepted whether it was within the limit; a refused request does not count
     * @param remaining the number of further requests that would be accepted at this moment
     * @param reset nanoseconds since 1970: when the fixed window ends, or when the oldest request leaves the sliding one
     */
    public record Turn(boolean accepted, int remaining, long reset) {}

    final int limit;
    final long period;
    private long latest = Long.MIN_VALUE;

    private Window(int limit, long period) {
        if (limit < 1 || period < 1) {
            throw new IllegalArgumentException("A window needs a limit and a period of at least 1, not "
                    + limit + " per " + period + " ns");
        }
        this.limit = limit;
        this.period = period;
    }

    /** An empty window that accepts {@code limit} requests per {@code period} nanoseconds. */
    public static Window of(Kind kind, int limit, long period) {
        return switch (kind) {
            case FIXED -> new Fixed(limit, period);
            case SLIDING -> new Sliding(limit, period);
        };
    }

    /** Counts a request that arrived at {@code now} (nanoseconds since 1970), if it is within the limit. */
    public final Turn take(long now) {
        // A clock that steps back must not open an old window again.
        latest = Math.max(latest, now);
        return takeAt(latest);
    }

    abstract Turn takeAt(long now);

    private static final class Fixed extends Window {

        private long current = Long.MIN_VALUE;
        private int used;

        Fixed(int limit, long period) {
            super(limit, period);
        }

        @Override
        Turn takeAt(long now) {
            long window = Math.floorDiv(now, period);
            if (window != current) {
                current = window;
                used = 0;
            }
            boolean accepted = used < limit;
            if (accepted) {
                used++;
            }
            return new Turn(accepted, limit - used, (window + 1) * period);
        }
    }

    private static final class Sliding extends Window {

        private final Times accepted = new Times();

        Sliding(int limit, long period) {
            super(limit, period);
        }

        @Override
        Turn takeAt(long now) {
            accepted.dropUntil(now - period);
            boolean free = accepted.size() < limit;
            if (free) {
                accepted.add(now);
            }
            return new Turn(free, limit - accepted.size(), accepted.oldest() + period);
        }
    }
}
