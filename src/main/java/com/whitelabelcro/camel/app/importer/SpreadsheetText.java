package com.whitelabelcro.camel.app.importer;

import java.util.regex.Pattern;

/**
 * Text in a cell of a file that a spreadsheet opens. A cell that begins with {@code = + - @}, a tab or a carriage return
 * would be run as a formula (CSV injection, CWE-1236); an apostrophe in front, which spreadsheets take for "this is
 * text", prevents that. {@link #read} takes that one apostrophe away again, also in front of a digit, where spreadsheets
 * and people put it to keep a leading zero. An apostrophe that belongs to the text and stands in such a place is written
 * twice, so that {@code read(write(text))} is always {@code text}; in any other place, as in {@code 't Hooft}, it is
 * left alone by both.
 */
public final class SpreadsheetText {

    private static final Pattern TO_PROTECT = Pattern.compile("'*[=+\\-@\\t\\r].*|'+[0-9].*", Pattern.DOTALL);
    private static final Pattern PROTECTED = Pattern.compile("'+[=+\\-@\\t\\r0-9].*", Pattern.DOTALL);

    private SpreadsheetText() {
    }

    /** The cell for a text. */
    public static String write(String text) {
        return TO_PROTECT.matcher(text).matches() ? "'" + text : text;
    }

    /** The text of a cell. */
    public static String read(String cell) {
        return PROTECTED.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
