package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parses a duration: {@code 500ms}, {@code 60s}, {@code 15m}, {@code 1h30m}, {@code 30d}. A number without a unit is
 * refused, because people mean seconds and Camel means milliseconds.
 */
public final class Durations {

    /** A maximum for durations that have no other one. */
    public static final Duration CENTURY = Duration.ofDays(36_500);

    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    private static final Pattern TIME = Pattern.compile(
            "(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m(?!s))?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final Pattern ALMOST = Pattern.compile("([+-]?)((?:[0-9]+(?:ms|[dhms])?)+)");
    private static final Pattern UNFINISHED = Pattern.compile("(?:.*?(ms|[dhms]))?([0-9]+)");

    private Durations() {}

    /**
     * Parses a duration longer than zero.
     *
     * @param name the name of the property, header or option, for the message
     * @param most the maximum, in whole hours or days
     * @throws ConfigurationException if the text is not such a duration; the message says what to write
     */
    public static Duration parse(String name, String text, Duration most) {
        String given = text.strip();
        Matcher time = TIME.matcher(given);
        if (given.isEmpty() || !time.matches()) {
            throw wrong(name, given, most);
        }
        BigInteger millis = BigInteger.ZERO;
        for (int i = 0; i < MILLIS.length; i++) {
            String part = time.group(i + 1);
            if (part != null) {
                millis = millis.add(new BigInteger(part).multiply(BigInteger.valueOf(MILLIS[i])));
            }
        }
        if (millis.signum() == 0) {
            throw new ConfigurationException(name + " must be longer than 0s, and is " + Values.printable(given));
        } else if (millis.compareTo(BigInteger.valueOf(most.toMillis())) > 0) {
            throw new ConfigurationException(name + " must be at most " + text(most) + ", and is " + Values.printable(given));
        }
        return Duration.ofMillis(millis.longValueExact());
    }

    private static ConfigurationException wrong(String name, String given, Duration most) {
        String plain = plain(given);
        Matcher almost = ALMOST.matcher(plain);
        if (!almost.matches() || !Values.printable(plain).equals(plain)) {
            return new ConfigurationException(name + " must be a time such as 500ms, 60s or 15m, at most " + text(most)
                    + ", and is " + Values.printable(given));
        } else if (almost.group(1).equals("-") || plain.matches("[+]?0+")) {
            return new ConfigurationException(name + " must be longer than 0s, and is " + plain);
        }
        String digits = almost.group(2);
        Matcher unfinished = UNFINISHED.matcher(digits);
        if (unfinished.matches() && unfinished.group(1) == null) {
            return new ConfigurationException(
                    name + ": " + digits + " has no unit; write " + digits + "s or " + digits + "ms");
        }
        String whole = digits;
        if (unfinished.matches()) {
            int before = UNITS.indexOf(unfinished.group(1));
            whole += UNITS.get(Math.min(before + 1, UNITS.size() - 1));
        }
        if (!TIME.matcher(whole).matches()) {
            return new ConfigurationException(name + ": " + plain
                    + " must name each unit once, the longer ones first, such as 1h30m");
        }
        String what = unfinished.matches() ? digits + " has no unit at its end"
                : "a time is written without spaces and signs, with the digits 0 to 9 and small letters";
        return new ConfigurationException(name + ": " + what + "; write " + whole);
    }

    /**
     * The probable intention: digits of any script, capital letters and spaces are understood, so that the message can
     * suggest the right form.
     */
    private static String plain(String given) {
        return given.codePoints().filter(each -> !Character.isWhitespace(each) && !Character.isSpaceChar(each))
                .mapToObj(each -> Character.isDigit(each) ? String.valueOf(Character.digit(each, 10)) : Character.toString(each))
                .collect(Collectors.joining()).toLowerCase(Locale.ROOT);
    }

    private static String text(Duration time) {
        return time.toDays() > 1 ? time.toDays() + "d" : time.toHours() + "h";
    }
}
