package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.LineReader.Line;
import com.whitelabelcro.camel.importer.TableRows.RecordSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a CSV text. A record with a mistake in its quotes is reported alone, and reading continues with the line after
 * its first one, so that an unclosed quote does not hide the following text. The drawback: if the further lines of such a record
 * were intended as quoted text, they are read as separate records.
 */
final class CsvRecords implements RecordSource {

    /** A record with more lines than this is considered an unclosed quote. */
    static final int MOST_LINES = 1_000;

    private static final String UNCLOSED = "has a quote that is never closed";
    private static final String AFTER_QUOTE = "has text after a closing quote";
    private static final String TOO_LONG = "is longer than " + LineReader.LIMIT + " characters";
    private static final String DAMAGED = "holds bytes that do not fit the encoding of the file";

    private final LineReader lines;
    private final char quote;
    private final CellSplitter usual;
    private final CellSplitter other;
    private final List<Line> taken = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private CellSplitter splitter;
    private boolean damaged;

    CsvRecords(LineReader lines, CsvDialect dialect) {
        this.lines = lines;
        this.quote = dialect.quote();
        this.usual = dialect.splitter();
        this.other = dialect.otherSplitter();
    }

    @Override
    public TableRecord next() throws IOException {
        Line first = lines.next();
        while (first != null && first.text().isEmpty() && !first.tooLong()) {
            first = lines.next();
        }
        if (first == null) {
            return null;
        }
        String mistake = collect(first, usual);
        if (mistake != null && anyEscape(first) && collect(first, other) == null) {
            mistake = null;
        }
        if (mistake != null || damaged) {
            String raw = mistake != null || taken.isEmpty() ? first.text() : text.toString();
            return new TableRecord(first.number(), null, false, mistake != null ? mistake : DAMAGED, raw);
        }
        String raw = taken.isEmpty() ? first.text() : text.toString();
        return new TableRecord(first.number(), splitter.cells(), splitter.isQuoted(0), null, raw);
    }

    /** Whether the last record could be split only with the other meaning of {@code \"}. */
    boolean byOther() {
        return splitter == other;
    }

    /** Whether the last record spans more than one line. */
    boolean isOverLines() {
        return !taken.isEmpty();
    }

    /** Whether a cell of the last record was quoted. */
    boolean isQuoted(int cell) {
        return splitter.isQuoted(cell);
    }

    /**
     * Takes the lines of one record.
     *
     * @return what is wrong with its quotes or its length; null if nothing is. In case of a mistake, all lines but the first are read again
     */
    private String collect(Line first, CellSplitter by) throws IOException {
        splitter = by;
        splitter.begin();
        text.setLength(0);
        taken.clear();
        damaged = false;
        for (Line line = first; line != null; line = lines.next()) {
            if (line != first) {
                taken.add(line);
            }
            if (line.tooLong()) {
                return giveBack(line == first ? TOO_LONG : UNCLOSED);
            }
            damaged |= lines.isDamaged(line.text());
            CellSplitter.End end = splitter.add(line.text());
            if (end == CellSplitter.End.MISPLACED) {
                return giveBack(AFTER_QUOTE);
            }
            if (end == CellSplitter.End.CLOSED && taken.isEmpty()) {
                return null;
            }
            text.append(line.text());
            if (end == CellSplitter.End.CLOSED) {
                return null;
            }
            splitter.addLineEnd(line.end());
            text.append(line.end());
            if (taken.size() + 1 >= MOST_LINES || text.length() > LineReader.LIMIT) {
                return giveBack(UNCLOSED);
            }
        }
        return giveBack(UNCLOSED);
    }

    private boolean anyEscape(Line first) {
        String escape = "\\" + quote;
        return first.text().contains(escape) || taken.stream().anyMatch(line -> line.text().contains(escape));
    }

    private String giveBack(String mistake) {
        lines.giveBack(taken);
        return mistake;
    }
}
