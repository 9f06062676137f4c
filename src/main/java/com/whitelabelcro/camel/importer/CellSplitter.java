package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Splits the lines of one CSV record into its cells (RFC 4180). Spaces around a quoted cell, and the {@code =} of {@code
 * ="02138"}, are ignored. A quote inside a cell that does not begin with one is text. A cell that begins with spaces or {@code =}
 * before its quote, and has more text after the closing quote, is text as well.
 */
final class CellSplitter {

    /** Means that there is no quote character. */
    static final char NO_QUOTE = '\0';

    /** The state of the quotes at the end of a line. */
    enum End {
        /** The record may end here. */
        CLOSED,
        /** A quoted cell continues in the next line. */
        OPEN,
        /** There is text after a closing quote. */
        MISPLACED
    }

    private static final int OPEN = -1;
    private static final int MISPLACED = -2;

    private final char separator;
    private final char quote;
    private final boolean backslash;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder quoted = new StringBuilder();
    private boolean open;
    private final BitSet inQuotes = new BitSet();

    /**
     * @param quote the character around a cell; {@link #NO_QUOTE} for nothing
     * @param backslash whether a quote inside a quoted cell may be written as {@code \"}, besides {@code ""}
     */
    CellSplitter(char separator, char quote, boolean backslash) {
        this.separator = separator;
        this.quote = quote;
        this.backslash = backslash;
    }

    /** Begins a record. */
    void begin() {
        cells.clear();
        open = false;
        inQuotes.clear();
    }

    /** Takes the next line of the record, without its end. */
    End add(String line) {
        int end = open ? closing(line, 0) : cell(line, 0);
        while (end >= 0 && end < line.length()) {
            end = cell(line, end + 1);
        }
        return end == OPEN ? End.OPEN : end == MISPLACED ? End.MISPLACED : End.CLOSED;
    }

    /** Takes the line end that belongs to an open cell. */
    void addLineEnd(String end) {
        quoted.append(end);
    }

    /** The cells of the record, as they were written. */
    String[] cells() {
        return cells.toArray(String[]::new);
    }

    /** Whether a cell was quoted. */
    boolean isQuoted(int cell) {
        return inQuotes.get(cell);
    }

    /** Splits a text that is one whole record; null if its quotes do not allow it. */
    String[] split(String text) {
        begin();
        return add(text) == End.CLOSED ? cells() : null;
    }

    /** Reads one cell and returns where it ends: at a separator or at the end of the line. */
    private int cell(String line, int start) {
        int first = quote == NO_QUOTE ? line.length() : afterBlanks(line, start);
        boolean formula = isFormula(line, first);
        if (formula || first < line.length() && line.charAt(first) == quote) {
            quoted.setLength(0);
            int end = closing(line, formula ? first + 2 : first + 1);
            boolean surely = first == start && !formula;
            if (end >= 0 || surely || end == OPEN && !formula) {
                return end;
            }
            open = false;
        }
        int end = line.indexOf(separator, start);
        end = end < 0 ? line.length() : end;
        cells.add(TypographicQuotes.without(line.substring(start, end)));
        return end;
    }

    private boolean isFormula(String line, int at) {
        return at + 1 < line.length() && line.charAt(at) == '=' && line.charAt(at + 1) == quote;
    }

    /** Reads the rest of a quoted cell that continues here. */
    private int closing(String line, int from) {
        int copied = from;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : separator;
            if (backslash && c == '\\' && (next == quote || next == '\\') && i + 1 < line.length()
                    || c == quote && next == quote && i + 1 < line.length()) {
                quoted.append(line, copied, i);
                i++;
                copied = i;
            } else if (c == quote) {
                return closed(line, copied, i);
            }
        }
        quoted.append(line, copied, line.length());
        open = true;
        return OPEN;
    }

    private int closed(String line, int copied, int at) {
        int end = afterBlanks(line, at + 1);
        if (end < line.length() && line.charAt(end) != separator) {
            return MISPLACED;
        }
        inQuotes.set(cells.size());
        cells.add(quoted.append(line, copied, at).toString());
        open = false;
        return end;
    }

    private int afterBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != separator && InvisibleCharacters.isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
