package com.whitelabelcro.camel.importer;

/**
 * Text in a cell of a file that a spreadsheet opens. A cell that begins with {@code = + - @}, a tab or a carriage return
 * would be run as a formula (CSV injection, CWE-1236); an apostrophe in front, which spreadsheets take for "this is
 * text", prevents that. {@link #read} takes that one apostrophe away again, also in front of a digit, where spreadsheets
 * and people put it to keep a leading zero. A leading apostrophe that belongs to the text is written twice, so that
 * {@code read(write(text))} is always {@code text}; one that stands alone before a letter, as in {@code 't Hooft}, is the
 * text's own, for so it stands in files of others.
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

    /** The text of a cell. */
    public static String read(String cell) {
        if (cell.length() < 2 || cell.charAt(0) != '\'') {
            return cell;
        }
        char second = cell.charAt(1);
        boolean added = second == '\'' || FORMULA.indexOf(second) >= 0 || second >= '0' && second <= '9';
        return added ? cell.substring(1) : cell;
    }

    /** Whether a cell must stand in quotes, though it holds neither a separator nor a quote nor a line end. */
    public static boolean needsQuotes(String cell) {
        return !TypographicQuotes.without(cell).equals(cell);
    }
}
