package com.whitelabelcro.camel.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time as Camel's users write it: 500ms, 60s, 15m, 1h, 1m30s, 30d, or a plain number of milliseconds. */
public final class Durations {

    private static final Pattern TIME =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,7})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,12})(?:ms)?)?");

    private Durations() {}

    /** The time, or nothing if the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (text.isBlank() || !time.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(part(time, 1)).plusHours(part(time, 2)).plusMinutes(part(time, 3))
                .plusSeconds(part(time, 4)).plusMillis(part(time, 5)));
    }

    private static long part(Matcher time, int group) {
        return time.group(group) == null ? 0 : Long.parseLong(time.group(group));
    }
}
