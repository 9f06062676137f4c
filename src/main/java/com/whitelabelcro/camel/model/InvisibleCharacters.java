package com.whitelabelcro.camel.model;

/**
 * Decides which characters are invisible; nothing else in the pack does. Around a value they have no meaning, and a
 * value that consists of nothing else is empty. Invisible are white space of any kind (including the no-break space),
 * control characters, zero-width characters and direction marks, and the fillers of some scripts, which Unicode
 * classifies as letters or marks.
 */
public final class InvisibleCharacters {

    private InvisibleCharacters() {}

    /** Whether this character is invisible. */
    public static boolean isBlank(int character) {
        return !isPlain(character) && (isSpace(character) || isInvisible(character));
    }

    /** Whether this character is white space, which separates words. */
    private static boolean isSpace(int character) {
        return Character.isSpaceChar(character) || character >= '\t' && character <= '\r';
    }

    /** Whether this character has no width. */
    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> true;
            case Character.FORMAT -> !isPrefix(character);
            default -> isFiller(character) || isJoined(character);
        };
    }

    /** Signs before Arabic and Kaithi numbers. Unicode classifies them as formatting, but they are visible. */
    private static boolean isPrefix(int c) {
        return c >= 0x0600 && c <= 0x0605 || c == 0x06DD || c == 0x070F || c == 0x0890 || c == 0x0891 || c == 0x08E2
                || c == 0x110BD || c == 0x110CD;
    }

    private static boolean isFiller(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x2800 || c == 0x3164 || c == 0xFFA0;
    }

    /** Whether this character modifies the one before it, such as the variation selector of an emoji. */
    private static boolean isJoined(int c) {
        return c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF || c >= 0xE0020 && c <= 0xE007F
                || c == 0x034F || c == 0x17B4 || c == 0x17B5 || c >= 0x180B && c <= 0x180D || c == 0x180F;
    }

    /** Whether this character is certainly visible; a shortcut, since most texts begin and end with one. */
    private static boolean isPlain(int character) {
        return character > ' ' && character < 0x7F;
    }

    /** Whether this text is empty or consists of invisible characters only. */
    public static boolean isBlank(String text) {
        return text.isEmpty() || !isPlain(text.charAt(0)) && text.codePoints().allMatch(c -> isBlank(c));
    }

    /** Removes invisible characters from both ends of the text. */
    public static String strip(String text) {
        int end = text.length();
        if (end == 0 || isPlain(text.charAt(0)) && isPlain(text.charAt(end - 1))) {
            return text;
        }
        int start = 0;
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        while (end > start && end < text.length() && isJoined(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(start, end);
    }

    /** The text as a person sees it: without zero-width characters, and with one space for each gap. */
    public static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (!isBlank(character)) {
                shown.appendCodePoint(character);
            } else if (isSpace(character) && !(shown.isEmpty() || shown.charAt(shown.length() - 1) == ' ')) {
                shown.append(' ');
            }
        }
        return shown.toString().stripTrailing();
    }
}
