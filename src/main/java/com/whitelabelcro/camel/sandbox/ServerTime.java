package com.whitelabelcro.camel.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Combines the clocks of the sandbox. Windows use the monotonic clock, set once to nanoseconds since 1970, so that a jump of
 * the wall clock does not open or close a window. Dates for clients come from the wall clock, including its jumps.
 */
final class ServerTime {

    private static final Duration DRIFT = Duration.ofMillis(50);

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private record HttpDate(long second, String text) {}

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final long base;
    private volatile HttpDate latest = new HttpDate(Long.MIN_VALUE, "");

    ServerTime(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        Instant start = wall.instant();
        this.base = start.getEpochSecond() * 1_000_000_000L + start.getNano() - nanos.getAsLong();
    }

    /** The monotonic time, in nanoseconds since 1970. */
    long now() {
        return base + nanos.getAsLong();
    }

    /** The time of the wall clock at {@code time}. */
    Instant dateOf(long time) {
        Duration jump = Duration.between(at(now()), wall.instant());
        // The two clocks drift apart a little all the time; without this, the end of a window that falls on a whole
        // second would come out a hair later and be rounded up to the next.
        return jump.abs().compareTo(DRIFT) < 0 ? at(time) : at(time).plus(jump);
    }

    private static Instant at(long time) {
        return Instant.ofEpochSecond(Math.floorDiv(time, 1_000_000_000L), Math.floorMod(time, 1_000_000_000L));
    }

    /** The first whole second at or after {@code time}, since 1970 on the wall clock: to wait for it is always enough. */
    long wholeSecond(long time) {
        Instant date = dateOf(time);
        return date.getEpochSecond() + (date.getNano() > 0 ? 1 : 0);
    }

    /** A second since 1970 as a date of HTTP (RFC 9110, section 5.6.7). */
    String httpDate(long second) {
        HttpDate known = latest;
        if (known.second != second) {
            known = new HttpDate(second, FORMAT.format(Instant.ofEpochSecond(second)));
            latest = known;
        }
        return known.text;
    }

    /** The date of now. */
    String httpDate() {
        return httpDate(dateOf(now()).getEpochSecond());
    }
}
