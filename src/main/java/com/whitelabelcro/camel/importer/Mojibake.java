package com.whitelabelcro.camel.importer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that some program has decoded wrongly and saved: {@code JosÃ©}. The original can only be guessed, so the text is sent
 * as it is and reported.
 */
final class Mojibake {

    /** A pair that UTF-8 gives if it is taken for windows-1252, and that no language has. */
    private static final String PAIR = "(?:[\u00C2\u00C3][\u0080-\u00BF\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030"
            + "\u0160\u2039\u0152\u017D\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178]"
            + "|\u00E2\u20AC[\u0080-\u00BF\u2018-\u203A\u0153\u02DC\u2122\u00A6])";

    /** A whole word with such a pair. It is searched from the beginning of each word only: from each letter would take for ever. */
    static final Pattern WORD = Pattern.compile("(?<![^\\s,;|\t\"])[^\\s,;|\t\"]*" + PAIR + "[^\\s,;|\t\"]*");

    private static final String START = "Text such as ";

    private Mojibake() {
    }

    /** The first word of a text that was damaged so. */
    static Optional<String> wordIn(String text) {
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\u00C3' || c == '\u00C2' || c == '\u00E2') {
                Matcher found = WORD.matcher(text);
                return found.find() ? Optional.of(found.group()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether this is the remark about such text. */
    static boolean isRemark(String text) {
        return text.startsWith(START);
    }

    static String remark(String word) {
        return START + word + " was damaged by another program before; it is sent as it is";
    }
}
