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
 * Reads {@code Retry-After} (RFC 9110 section 10.2.3): seconds, or a date in any of the three forms of HTTP (section
 * 5.6.7). A date is taken relative to the answer's own {@code Date}, so that a wrong clock on either side does not
 * matter. What cannot be read is ignored; of several values the longest counts.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,9})?");
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("EEEE, dd-MMM-")
                    // Two digits are the year that is less than 50 years ahead.
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1976)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

    private RetryAfter() {}

    /**
     * How long the server wants to be left alone.
     *
     * @param values all values of the header
     * @param sent the answer's {@code Date}, or our own clock if it has none
     * @return negative if the time is over; nothing if there is no readable value
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

    /** So that it can be counted in nanoseconds. */
    private static Duration bounded(Duration wait) {
        if (wait.abs().compareTo(ENDLESS) <= 0) {
            return wait;
        }
        return wait.isNegative() ? ENDLESS.negated() : ENDLESS;
    }

    /** A date of HTTP, in any of its forms. */
    static Optional<Instant> date(String value) {
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(form.parse(value, time -> time.isSupported(ChronoField.OFFSET_SECONDS)
                        ? Instant.from(time)
                        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC)));
            } catch (DateTimeException e) {
                // not this form; the next one may fit
            }
        }
        return Optional.empty();
    }
}
