package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;

/**
 * Text in a cell of a file that a spreadsheet opens. A cell that begins with {@code = + - @}, a tab or a carriage return
 * would be run as a formula (CSV injection, CWE-1236); an apostrophe in front, which means "this is text" to spreadsheets,
 * prevents that. {@link #read} removes that apostrophe again, also before a digit, where spreadsheets and users put it to keep a
 * leading zero. A leading apostrophe that belongs to the text is written twice, so that {@code read(write(text))} is {@code
 * text}, except for spaces at its ends. A single one before a letter, as in {@code 't Hooft}, belongs to the text, because other
 * programs write it like that.
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
     * The text that a cell stands for, without:
     *
     * <ul>
     * <li>white space and zero-width characters at both ends;
     * <li>the formula by which a spreadsheet stores a text: {@code ="02138"} is {@code 02138};
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

    /** Whether a cell must be quoted although it contains neither a separator nor a quote nor a line end. */
    public static boolean needsQuotes(String cell) {
        return !TypographicQuotes.without(cell).equals(cell);
    }
}
