package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.RecordInput.RowIterator;
import com.whitelabelcro.camel.importer.TableRows.RecordSource.TableRecord;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rows of a table: its records by the names of its header. A row may have fewer cells than the header, and also more if
 * these are empty. Rows without content are skipped, and so are repeated headers; the rows after a repeated header are read in
 * its order. Rows under the header of another table are broken.
 */
final class TableRows implements RowIterator {

    /** The number of lines with a repeated header that are stored. */
    static final int MOST_REPEATS = 20;

    private final RecordSource source;
    private final CsvDialect dialect;
    private final CellSplitter splitter;
    private final Predicate<List<String>> isHeader;
    private final List<String> columns;
    private final long headerLine;
    private TableHeader header;
    /** The line of the header of another table in the same file; 0 for none. */
    private long otherHeader;
    private final boolean failedBefore;
    private final List<Long> repeats = new ArrayList<>();

    /**
     * Reads the header, which is the next record.
     *
     * @param dialect the format of the text; null if the input is not text
     * @param isHeader recognises a header by its names; null if the names do not matter
     * @throws ImportConfigurationException if there is no header, or if it cannot be used
     */
    TableRows(RecordSource source, CsvDialect dialect, Predicate<List<String>> isHeader) throws IOException {
        this.source = source;
        this.isHeader = isHeader;
        this.dialect = dialect;
        this.splitter = dialect == null ? null : dialect.splitter();
        TableRecord first = source.next();
        while (first != null && first.mistake() == null && used(first.cells()) == 0 && InvisibleCharacters.isBlank(first.raw())) {
            first = source.next();
        }
        if (first == null) {
            throw new ImportConfigurationException("The input is empty: the first line must hold the column names");
        }
        if (first.mistake() != null) {
            throw new ImportConfigurationException("The header " + first.mistake());
        }
        this.header = TableHeader.of(isWrapped() ? TableHeader.inner(first, splitter) : first.cells());
        this.headerLine = first.line();
        boolean recognised = isHeader != null && isHeader.test(header.columns());
        if (!recognised && header.columns().stream().anyMatch(ColumnNames::isAddress)) {
            throw new ImportConfigurationException("Line " + headerLine + " holds an e-mail address, so it is a record and not the"
                    + " names of the columns: put a line with their names above it");
        }
        this.failedBefore = FailedColumns.areIn(header.columns());
        this.columns = failedBefore ? FailedColumns.without(header.columns()) : header.columns();
    }

    private boolean isWrapped() {
        return dialect != null && dialect.wrapped();
    }

    /** The names of the columns. */
    List<String> columns() {
        return columns;
    }

    /** The separator of the cells; a comma if the input is not text. */
    char separator() {
        return dialect == null ? ',' : dialect.separator();
    }

    long headerLine() {
        return headerLine;
    }

    /** The lines in which the header is repeated; the first {@value #MOST_REPEATS}. */
    List<Long> repeats() {
        return repeats;
    }

    @Override
    public InputRow next() throws IOException {
        for (TableRecord record = source.next(); record != null; record = source.next()) {
            if (record.mistake() != null) {
                return broken(record, record.mistake());
            }
            String[] cells = cells(record);
            int used = used(cells);
            if (used == 0 || isHeaderAgain(record.line(), cells)) {
                continue;
            } else if (otherHeader > 0) {
                return broken(record, otherHeader == record.line() ? "is the header of another table"
                        : "belongs to another table, whose header is in line " + otherHeader);
            } else if (used > header.width()) {
                return broken(record, "has " + count(cells.length, "cell") + ", the header has " + header.width());
            } else {
                return failedBefore ? FailedColumns.read(record.line(), header.fields(cells))
                        : new InputRow.Record(record.line(), header.fields(cells));
            }
        }
        return null;
    }

    /**
     * Whether the row repeats the header, perhaps in another order. Otherwise, it may be the header of another table, if files were
     * concatenated.
     */
    private boolean isHeaderAgain(long line, String[] cells) {
        if (!header.sharesNamesWith(cells)) {
            return false;
        }
        Optional<TableHeader> again = header.again(cells);
        if (again.isPresent()) {
            header = again.get();
            otherHeader = 0;
            repeat(line);
        } else if (isHeader != null && isHeader.test(TableHeader.columns(cells))) {
            otherHeader = line;
        }
        return again.isPresent();
    }

    private String[] cells(TableRecord record) {
        if (isWrapped() || record.firstQuoted() && record.cells().length == 1 && header.width() > 2) {
            String[] inner = TableHeader.inner(record, splitter);
            if (inner.length == header.width() || isWrapped() && inner.length > 0) {
                return inner;
            }
        }
        boolean tooMany = used(record.cells()) > header.width();
        if (tooMany && dialect != null && TypographicQuotes.areIn(record.raw())) {
            String[] cells = TypographicQuotes.split(record.raw(), dialect.separator());
            return used(cells) <= header.width() ? cells : record.cells();
        }
        return record.cells();
    }

    /** The number of cells without the empty ones at the end. */
    private static int used(String[] cells) {
        int used = cells.length;
        while (used > 0 && InvisibleCharacters.isBlank(cells[used - 1])) {
            used--;
        }
        return used;
    }

    private void repeat(long line) {
        if (repeats.size() < MOST_REPEATS) {
            repeats.add(line);
        }
    }

    private static InputRow.Broken broken(TableRecord record, String reason) {
        return new InputRow.Broken(record.line(), reason, CharsetDecodingReader.mended(record.raw()));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Provides the records of a table one after the other, each as its cells, before the header is known. */
    interface RecordSource {

        /**
         * One record of a table.
         *
         * @param line the physical line on which it begins, or the row of a sheet; from 1
         * @param cells its cells as they were written, not cleaned; null if it cannot be read
         * @param firstQuoted whether its first cell was quoted
         * @param mistake why it cannot be read; null if it can
         * @param raw its text as it is in the input
         */
        record TableRecord(long line, String[] cells, boolean firstQuoted, String mistake, String raw) {
        }

        /** The next record that is not just an empty line; null at the end. */
        TableRecord next() throws IOException;
    }
}
