package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;

/**
 * Text in a cell of a file that a spreadsheet opens. A cell that begins with {@code = + - @}, a tab or a carriage return
 * would be run as a formula (CSV injection, CWE-1236); an apostrophe in front, which spreadsheets take for "this is
 * text", prevents that. {@link #read} takes that one apostrophe away again, also in front of a digit, where spreadsheets
 * and people put it to keep a leading zero. A leading apostrophe that belongs to the text is written twice, so that
 * {@code read(write(text))} is {@code text}, except for blanks at its ends; one that stands alone before a letter, as in
 * {@code 't Hooft}, belongs to the text, because files of other programs have it so.
 */
public final class SpreadsheetText {

    private static final String FORMULA = "=+-@\t\r";

    private SpreadsheetText() {
    }

    /** The cell for a text. */
    public static String write(String text) {
        boolean protect = !text.isEmpty() && (text.charAt(0) == '\'' || FORMULA.indexOf(text.charAt(0)) >= 0);
        return protect ? "'" + text : text;
    }

    /**
     * The text that a cell means, without what programs put around it:
     *
     * <ul>
     * <li>white space and zero-width characters at both ends;
     * <li>the formula by which a spreadsheet keeps a text: {@code ="02138"} is {@code 02138};
     * <li>the apostrophe that says "this is text".
     * </ul>
     */
    static String read(String cell) {
        String text = InvisibleCharacters.strip(cell);
        return text.startsWith("=") ? unwrapped(text) : withoutApostrophe(text);
    }

    private static String unwrapped(String text) {
        int end = text.length() - 1;
        if (end < 2 || text.charAt(1) != '"' || text.charAt(end) != '"') {
            return text;
        }
        String content = text.substring(2, end);
        String single = content.replace("\"\"", "");
        return single.indexOf('"') >= 0 ? text : InvisibleCharacters.strip(content.replace("\"\"", "\""));
    }

    private static String withoutApostrophe(String text) {
        if (text.length() < 2 || text.charAt(0) != '\'') {
            return text;
        }
        char second = text.charAt(1);
        boolean added = second == '\'' || FORMULA.indexOf(second) >= 0 || second >= '0' && second <= '9';
        return added ? text.substring(1) : text;
    }

    /** Whether a cell must stand in quotes, though it holds neither a separator nor a quote nor a line end. */
    public static boolean needsQuotes(String cell) {
        return !TypographicQuotes.without(cell).equals(cell);
    }
}
