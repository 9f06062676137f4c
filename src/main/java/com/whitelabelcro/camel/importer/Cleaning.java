package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;

/**
 * Removes from the text of a cell what programs put around it, and nothing else:
 *
 * <ul>
 * <li>white space and zero-width characters at both ends;
 * <li>the formula by which a spreadsheet keeps a text: {@code ="02138"} is {@code 02138};
 * <li>the apostrophe that says "this is text"; see {@link SpreadsheetText}.
 * </ul>
 */
final class Cleaning {

    private Cleaning() {
    }

    /** The value that a cell means. */
    static String text(String cell) {
        String text = InvisibleCharacters.strip(cell);
        if (text.isEmpty()) {
            return text;
        }
        return text.charAt(0) == '=' ? unwrapped(text) : SpreadsheetText.read(text);
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
}
