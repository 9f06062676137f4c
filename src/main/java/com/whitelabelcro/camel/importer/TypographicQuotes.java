package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles typographic quotes, which text processors write but no CSV writer does: around a whole cell they count as its quotes.
 * This applies to the text between two separators. Only in a row that would otherwise have too many cells, such quotes may also
 * contain a separator.
 */
final class TypographicQuotes {

    private static final String OPENING = "\u201C\u201E\u201D\u00AB";
    private static final String CLOSING = "\u201D\u201C\u00BB";

    private TypographicQuotes() {
    }

    static boolean areIn(String text) {
        return text.chars().anyMatch(c -> OPENING.indexOf(c) >= 0);
    }

    /** The cell without its quotes, if it has both and no further quote between them. */
    static String without(String cell) {
        if (cell.isEmpty() || CLOSING.indexOf(cell.charAt(cell.length() - 1)) < 0 && !endsInBlank(cell)) {
            return cell;
        }
        String text = InvisibleCharacters.strip(cell);
        int end = text.length() - 1;
        if (end < 1 || OPENING.indexOf(text.charAt(0)) < 0 || CLOSING.indexOf(text.charAt(end)) < 0) {
            return cell;
        }
        String content = text.substring(1, end);
        boolean more = content.chars().anyMatch(c -> OPENING.indexOf(c) >= 0 || CLOSING.indexOf(c) >= 0);
        return more ? cell : content;
    }

    private static boolean endsInBlank(String cell) {
        return InvisibleCharacters.isBlank(cell.charAt(cell.length() - 1));
    }

    /** Splits a record in which such quotes may contain a separator. */
    static String[] split(String record, char separator) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        while (start <= record.length()) {
            int end = endOf(record, start, separator);
            cells.add(without(record.substring(start, end)));
            start = end + 1;
        }
        return cells.toArray(String[]::new);
    }

    private static int endOf(String record, int start, char separator) {
        if (start < record.length() && OPENING.indexOf(record.charAt(start)) >= 0) {
            for (int i = start + 1; i < record.length(); i++) {
                boolean last = i + 1 == record.length() || record.charAt(i + 1) == separator;
                if (last && CLOSING.indexOf(record.charAt(i)) >= 0) {
                    return i + 1;
                }
            }
        }
        int end = record.indexOf(separator, start);
        return end < 0 ? record.length() : end;
    }
}
