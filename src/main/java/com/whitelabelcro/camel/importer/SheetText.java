package com.whitelabelcro.camel.importer;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as the cells of a workbook hold it. */
final class SheetText {

    /** How the format writes a character that XML cannot hold or would change, and an underscore that could be read so. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)Z?)?");

    private SheetText() {
    }

    /** The text that was meant: {@code a_x000D_} is an {@code a} and a carriage return. */
    static String unescaped(String text) {
        return text.contains("_x") ? CharsetDecodingReader.mended(ESCAPED.matcher(text).replaceAll(SheetText::character)) : text;
    }

    private static String character(MatchResult escaped) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 16)));
    }

    /** A date of ISO 8601 as {@link #of} writes it; all other texts as they are. */
    static String ofDate(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return text;
        } else if (date.group(2) == null) {
            return date.group(1);
        }
        try {
            LocalDateTime moment = LocalDateTime.parse(date.group(1) + "T" + date.group(2));
            return of(moment.plus(500, ChronoUnit.MILLIS).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** A date, with its time unless that is midnight. */
    static String of(LocalDateTime moment) {
        LocalTime time = moment.toLocalTime();
        return time.equals(LocalTime.MIDNIGHT) ? moment.toLocalDate().toString() : moment.toLocalDate() + "T" + of(time);
    }

    /** A time with its seconds. */
    static String of(LocalTime time) {
        return time.getSecond() == 0 ? time + ":00" : time.toString();
    }
}
