package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.prepare.Blanks;

/**
 * Takes off the text of a cell what programs put around it, and nothing else:
 *
 * <ul>
 * <li>white space and zero-width characters at both ends;
 * <li>the formula by which a spreadsheet keeps a text: {@code ="02138"} is {@code 02138};
 * <li>the apostrophe before {@code + - = @} or a digit, which says "this is text" to a spreadsheet, and one of two
 *     apostrophes, since {@link #escaped} doubles a leading one. {@code 't Hooft} stays.
 * </ul>
 */
public final class Cleaning {

    private static final String STARTS_A_FORMULA = "+-=@";
    private static final String NEEDS_AN_APOSTROPHE = "+-=@\t\r'";

    private Cleaning() {
    }

    /** The value that a cell means. */
    static String text(String cell) {
        String text = Blanks.strip(cell);
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        return first == '=' ? unwrapped(text) : first == '\'' ? withoutApostrophe(text) : text;
    }

    private static String unwrapped(String text) {
        int end = text.length() - 1;
        if (end < 2 || text.charAt(1) != '"' || text.charAt(end) != '"') {
            return text;
        }
        String content = text.substring(2, end);
        String single = content.replace("\"\"", "");
        return single.indexOf('"') >= 0 ? text : Blanks.strip(content.replace("\"\"", "\""));
    }

    private static String withoutApostrophe(String text) {
        if (text.length() < 2) {
            return text;
        }
        char second = text.charAt(1);
        boolean added = second == '\'' || STARTS_A_FORMULA.indexOf(second) >= 0 || second >= '0' && second <= '9';
        return added ? text.substring(1) : text;
    }

    /**
     * A value as a cell that a spreadsheet does not run as a formula, and that {@link #text} reads back: with an
     * apostrophe before what would begin a formula, and before an apostrophe.
     */
    public static String escaped(String value) {
        boolean escapes = !value.isEmpty() && NEEDS_AN_APOSTROPHE.indexOf(value.charAt(0)) >= 0;
        return escapes ? "'" + value : value;
    }

    /** Whether a cell must stand in quotes, though it holds neither a separator nor a quote nor a line end. */
    public static boolean needsQuotes(String cell) {
        return !TypographicQuotes.without(cell).equals(cell);
    }
}
