package com.whitelabelcro.camel.response;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code Retry-After} (RFC 9110 section 10.2.3): seconds, or an HTTP date in any of its three forms (section
 * 5.6.7). A date is relative to the answer's own {@code Date}, so that wrong clocks on either side do not matter.
 * Unreadable values are ignored; the longest of several values counts.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,9})?");
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("EEEE, dd-MMM-")
                    // A two-digit year means the year that is at most 49 years ahead (RFC 9110 section 5.6.7).
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1976)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

    private RetryAfter() {}

    /**
     * Returns how long the server asks to wait.
     *
     * @param values all values of the header
     * @param sent the answer's {@code Date}, or the local clock if it has none
     * @return negative if the time has passed; empty if there is no readable value
     */
    static Optional<Duration> wait(List<String> values, Instant sent) {
        return values.stream().map(value -> one(value.strip(), sent)).flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    private static Optional<Duration> one(String value, Instant sent) {
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(bounded(Duration.ofMillis(Math.round(Double.parseDouble(value) * 1_000))));
        }
        return date(value).map(date -> bounded(Duration.between(sent, date)));
    }

    /** Caps the duration, so that it fits into nanoseconds. */
    private static Duration bounded(Duration wait) {
        if (wait.abs().compareTo(ENDLESS) <= 0) {
            return wait;
        }
        return wait.isNegative() ? ENDLESS.negated() : ENDLESS;
    }

    /** Parses an HTTP date in any of its forms; empty if it is none. */
    static Optional<Instant> date(String value) {
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(form.parse(value, time -> time.isSupported(ChronoField.OFFSET_SECONDS)
                        ? Instant.from(time)
                        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC)));
            } catch (DateTimeException e) {
                // Try the next format.
            }
        }
        return Optional.empty();
    }
}
