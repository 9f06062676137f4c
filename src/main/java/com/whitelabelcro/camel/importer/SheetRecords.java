package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.TableRows.RecordSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** The rows of a sheet, one by one, each with the row number that the spreadsheet shows. Rows without content are skipped. */
final class SheetRecords implements RecordSource, Closeable {

    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final SheetCell text;
    private final List<TableRecord> first = new ArrayList<>();
    private boolean ended;
    private long passed;
    private long rowsTotal;
    private long size;

    private SheetRecords(Stream<Row> stream, SheetCell text, ReadOptions options) throws IOException {
        this.stream = stream;
        this.rows = stream.iterator();
        this.text = text;
        int before = options.skipLines().orElse(0);
        TableRecord record = read();
        while (record != null && first.size() <= TableHeader.MOST_LINES_BEFORE) {
            if (record.line() > before) {
                first.add(record);
            }
            record = first.size() <= TableHeader.MOST_LINES_BEFORE ? read() : null;
        }
    }

    /** @param since1904 whether the days of its dates are counted from 1904 on */
    static SheetRecords of(Sheet sheet, boolean since1904, ReadOptions options) throws IOException {
        return new SheetRecords(sheet.openStream(), new SheetCell(since1904), options);
    }

    /** A preview of the first records, as many as there may be lines before a header. */
    List<TableRecord> first() {
        return List.copyOf(first);
    }

    /** Skips the rows above the header. */
    void beginAtHeader(Predicate<List<String>> isHeader) {
        int header = TableHeader.find(first, null, isHeader).map(TableHeader.ColumnPlace::index)
                .orElseGet(() -> isHeader == null ? 0 : TableHeader.likely(first));
        first.subList(0, Math.min(header, first.size())).clear();
    }

    /** Sets the number of rows of the sheet and the size of the file, from which the progress is computed. */
    void of(long rowsOfSheet, long sizeOfFile) {
        rowsTotal = rowsOfSheet;
        size = sizeOfFile;
    }

    @Override
    public TableRecord next() throws IOException {
        return first.isEmpty() ? read() : first.remove(0);
    }

    private TableRecord read() throws IOException {
        try {
            while (!ended && rows.hasNext()) {
                Row row = rows.next();
                passed++;
                String[] cells = cells(row);
                if (cells.length > 0) {
                    return new TableRecord(row.getRowNum(), cells, false, null, String.join("\t", cells));
                }
            }
            // If called once more, the library would continue after the rows.
            ended = true;
            return null;
        } catch (RuntimeException e) {
            throw new IOException("the sheet is damaged behind its row " + passed, e);
        }
    }

    private String[] cells(Row row) {
        String[] cells = new String[row.getCellCount()];
        int used = 0;
        for (int i = 0; i < cells.length; i++) {
            Cell cell = row.getCell(i);
            cells[i] = cell == null ? "" : text.of(cell);
            used = cells[i].isBlank() ? used : i + 1;
        }
        return Arrays.copyOf(cells, used);
    }

    /** How many bytes of the file the records so far have used up. */
    long bytesUsed() {
        long read = passed - first.size();
        return rowsTotal == 0 ? size : Math.min(size, (long) ((double) size * read / rowsTotal));
    }

    @Override
    public void close() {
        stream.close();
    }
}
