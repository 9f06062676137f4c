package com.whitelabelcro.camel.prepare;

/**
 * What does not show: Unicode white space (the no-break space among it), zero-width characters, marks of the writing
 * direction, and control characters. Around a value they mean nothing, and a value of nothing else is empty.
 */
public final class Blanks {

    private Blanks() {}

    /** Whether this character shows nothing. */
    public static boolean isBlank(char c) {
        if (c < 0x80) {
            return c <= ' ' || c == 0x7F;
        }
        return c <= 0xA0 || c == 0xAD || Character.isSpaceChar(c) || isZeroWidth(c);
    }

    private static boolean isZeroWidth(char c) {
        return c >= 0x200B && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2060 && c <= 0x206F
                || c == 0xFEFF || c == 0x061C || c == 0x180E || c == 0x2800 || c == 0x3164;
    }

    /** Whether nothing in this text shows. */
    public static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Most texts begin and end so. */
    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7F;
    }

    /** The text without what does not show at both its ends. */
    public static String strip(String text) {
        int end = text.length();
        if (end == 0 || isPlain(text.charAt(0)) && isPlain(text.charAt(end - 1))) {
            return text;
        }
        int start = 0;
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
