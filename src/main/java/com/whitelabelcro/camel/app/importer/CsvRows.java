package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.app.importer.Lines.Line;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a CSV text (RFC 4180, with any line end, and a separator told from the header).
 *
 * <p>FastCSV reads the cells, one record at a time; where a record ends is found here. Left to itself, FastCSV takes
 * everything after an unclosed quote as one cell, and stops at the first row it does not like. Here a row with a
 * mistake in its quotes is reported alone, and reading goes on with the line after its first one: of the text that an
 * open quote would have swallowed, nothing is lost. The price: the further lines of such a row, if they were meant to
 * be a quoted text, are read as rows of their own; they seldom have the right number of cells, and are then reported
 * too.
 */
final class CsvRows implements Rows {

    /** A record of more lines than this is taken for an unclosed quote. */
    static final int MOST_LINES = 1_000;

    /** A record within the limit on its length can have no more cells than this, so FastCSV never stops at them. */
    private static final int MOST_CELLS = Lines.LIMIT + MOST_LINES + 1;

    private static final String UNCLOSED = "has a quote that is never closed";
    private static final String AFTER_QUOTE = "has text after a closing quote";
    private static final String TOO_LONG = "is longer than " + Lines.LIMIT + " characters";
    private static final String DAMAGED = "holds bytes that do not fit the encoding of the file";

    private final Lines lines;
    private final char separator;
    private final CsvReader.CsvReaderBuilder cells;
    private final CsvHeader header;
    private final List<Line> taken = new ArrayList<>();
    private final StringBuilder record = new StringBuilder();
    private boolean damaged;

    CsvRows(Lines lines) throws IOException {
        this.lines = lines;
        Line first = firstLine();
        this.separator = CsvHeader.separatorOf(first.text());
        this.cells = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraCharsAfterClosingQuote(false);
        String mistake = collect(first);
        String[] names = mistake == null && !damaged ? split() : null;
        if (names == null) {
            throw new ImportConfigurationException("The header " + (mistake != null ? mistake : DAMAGED));
        }
        this.header = CsvHeader.of(names);
    }

    private Line firstLine() throws IOException {
        Line line = lines.next();
        while (line != null && line.text().isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            throw new ImportConfigurationException("The input is empty: the first line must hold the column names");
        }
        return line;
    }

    /** The names of the columns. */
    List<String> columns() {
        return header.columns();
    }

    char separator() {
        return separator;
    }

    @Override
    public Row next() throws IOException {
        for (Line first = lines.next(); first != null; first = lines.next()) {
            if (first.text().isEmpty() && !first.tooLong()) {
                continue;
            }
            String mistake = collect(first);
            if (mistake != null) {
                return new Row.Broken(first.number(), mistake, Decoding.mended(first.text()));
            }
            String[] row = split();
            if (damaged || row == null) {
                return broken(first, damaged ? DAMAGED : AFTER_QUOTE);
            }
            if (hasContent(row)) {
                return row.length == header.columns().size()
                        ? new Row.Record(first.number(), header.fields(row))
                        : broken(first, "has " + count(row.length, "cell") + ", the header has "
                                + header.columns().size());
            }
        }
        return null;
    }

    /**
     * Puts the text of one record together.
     *
     * @return what is wrong with its quotes or its length, or null; if so, all lines but the first will come again
     */
    private String collect(Line first) throws IOException {
        record.setLength(0);
        taken.clear();
        damaged = false;
        boolean open = false;
        for (Line line = first; line != null; line = lines.next()) {
            if (line != first) {
                taken.add(line);
            }
            if (line.tooLong()) {
                return giveBack(line == first ? TOO_LONG : UNCLOSED);
            }
            Quote quote = quoteAfter(line.text(), open);
            if (quote == Quote.MISPLACED) {
                return giveBack(AFTER_QUOTE);
            }
            damaged |= lines.isDamaged(line.text());
            record.append(line.text());
            if (quote == Quote.CLOSED) {
                return null;
            }
            open = true;
            record.append(line.end());
            if (taken.size() + 1 >= MOST_LINES || record.length() > Lines.LIMIT) {
                return giveBack(UNCLOSED);
            }
        }
        return giveBack(UNCLOSED);
    }

    private String giveBack(String mistake) {
        lines.giveBack(taken);
        return mistake;
    }

    private enum Quote { CLOSED, OPEN, MISPLACED }

    /** How the quotes stand at the end of a line that began inside or outside a quoted cell. */
    private Quote quoteAfter(String text, boolean inside) {
        if (text.indexOf('"') < 0) {
            return inside ? Quote.OPEN : Quote.CLOSED;
        }
        boolean open = inside;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open && c == '"') {
                char after = i + 1 < text.length() ? text.charAt(i + 1) : separator;
                if (after == '"') {
                    i++;
                } else if (after == separator) {
                    open = false;
                } else {
                    return Quote.MISPLACED;
                }
            } else if (!open && c == '"' && (i == 0 || text.charAt(i - 1) == separator)) {
                open = true;
            }
        }
        return open ? Quote.OPEN : Quote.CLOSED;
    }

    private String[] split() throws IOException {
        StringArrayHandler handler = StringArrayHandler.of(each -> each.maxFields(MOST_CELLS));
        try (CsvReader<String[]> reader = cells.build(handler, record.toString());
                CloseableIterator<String[]> rows = reader.iterator()) {
            return Arrays.stream(rows.next()).map(SpreadsheetText::read).toArray(String[]::new);
        } catch (CsvParseException e) {
            // Its message quotes the character; ours says where.
            return null;
        }
    }

    private Row.Broken broken(Line first, String reason) {
        return new Row.Broken(first.number(), reason, Decoding.mended(record.toString()));
    }

    private static boolean hasContent(String[] row) {
        for (String cell : row) {
            if (!cell.isBlank()) {
                return true;
            }
        }
        return false;
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public long bytesUsed() {
        return lines.bytesUsed();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
