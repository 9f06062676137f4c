package com.whitelabelcro.camel.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates in the format of HTTP (RFC 9110, section 5.6.7), cached for one second. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private record Second(long epoch, String text) {}

    private volatile Second last = new Second(Long.MIN_VALUE, "");

    /** The date of this instant, without fractions of a second. */
    String of(Instant instant) {
        Second known = last;
        if (known.epoch != instant.getEpochSecond()) {
            known = new Second(instant.getEpochSecond(), FORMAT.format(instant));
            last = known;
        }
        return known.text;
    }

    /** The first whole second at or after this instant, since 1970: to wait for it is always enough. */
    static long wholeSecond(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }
}
