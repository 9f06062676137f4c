package com.whitelabelcro.camel.app.importer;

import java.text.Normalizer;

/**
 * Text as people mean it, for comparing: composed (NFC), with line ends of one kind, and without the blanks, control
 * characters and invisible characters (zero-width spaces, a byte order mark) that spreadsheets leave at its ends.
 */
final class CleanText {

    private CleanText() {
    }

    static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace("\r\n", "\n").replace('\r', '\n');
        int begin = 0;
        int end = composed.length();
        while (begin < end && isNothing(composed.codePointAt(begin))) {
            begin += Character.charCount(composed.codePointAt(begin));
        }
        while (begin < end && isNothing(composed.codePointBefore(end))) {
            end -= Character.charCount(composed.codePointBefore(end));
        }
        return composed.substring(begin, end);
    }

    private static boolean isNothing(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character)
                || Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
    }
}
