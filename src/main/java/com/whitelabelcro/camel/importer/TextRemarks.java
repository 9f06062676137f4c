package com.whitelabelcro.camel.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Remarks about how a text was decoded, each with a word of the text as an example for the user to check. */
final class TextRemarks {

    private static final int LONGEST_SAMPLE = 40;
    private static final String DAMAGED = "Text such as ";

    private static final Pattern BEYOND_ASCII = word("[\u0080-\uFFFF]");

    /**
     * A word that a program has decoded wrongly and saved: {@code JosÃ©}. It contains a pair of characters that results from
     * reading UTF-8 as windows-1252 and that occurs in no language. The original can only be guessed, so it is sent as it is and reported.
     */
    private static final Pattern MOJIBAKE = word("(?:[\u00C2\u00C3][\u0080-\u00BF\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030"
            + "\u0160\u2039\u0152\u017D\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178]"
            + "|\u00E2\u20AC[\u0080-\u00BF\u2018-\u203A\u0153\u02DC\u2122\u00A6])");

    private TextRemarks() {
    }

    /**
     * Matches a whole word that contains this part. It is searched from the beginning of each word only; from each letter would take far
     * too long.
     */
    private static Pattern word(String part) {
        return Pattern.compile("(?<![^\\s,;|\t\"])[^\\s,;|\t\"]*" + part + "[^\\s,;|\t\"]*");
    }

    static List<String> of(CharsetDecodingReader text) {
        List<String> remarks = new ArrayList<>();
        if (!text.isSure()) {
            String sample = first(BEYOND_ASCII, text.sampleText()).map(word -> ": " + shown(word)).orElse("");
            remarks.add("Read as " + text.encoding() + sample + "; if that is wrong, say it with --encoding");
        }
        damagedWordIn(text.sampleText()).ifPresent(word -> remarks.add(ofDamaged(word)));
        return remarks;
    }

    /** The first word of a text that another program has damaged. */
    static Optional<String> damagedWordIn(String text) {
        boolean candidate = text.chars().anyMatch(c -> c == '\u00C3' || c == '\u00C2' || c == '\u00E2');
        return candidate ? first(MOJIBAKE, text) : Optional.empty();
    }

    /** The remark about a damaged word. */
    static String ofDamaged(String word) {
        return DAMAGED + shown(word) + " was damaged by another program before; it is sent as it is";
    }

    static boolean isOfDamaged(String remark) {
        return remark.startsWith(DAMAGED);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    private static String shown(String word) {
        return Printable.of(word.substring(0, Math.min(word.length(), LONGEST_SAMPLE)));
    }
}
