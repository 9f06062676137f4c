package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Reads the records of a CSV or JSON text, or of an Excel workbook, one by one, in constant memory. A row that cannot be read is
 * returned as {@link InputRow.Broken}, in its place, and the rows after it are not affected. Not thread-safe.
 *
 * <p>Everything that {@link ReadOptions} do not define is detected: the format from the extension (.csv, .tsv, .jsonl, .ndjson) and
 * from the first character that is not blank (<code>{</code> begins JSON Lines, {@code [} a JSON array, all else is CSV),
 * the encoding by {@link EncodingGuess}, and how CSV is written by {@link DialectGuess}. The values of a table are cleaned by
 * {@link SpreadsheetText#read}.
 */
public final class RecordReader implements Iterator<InputRow>, Closeable {

    private final RecordInput input;
    private final long size;
    private Predicate<List<String>> isHeader;
    private RowsAhead rows;
    private String damaged;

    private RecordReader(RecordInput input, long size) {
        this.input = input;
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @throws ImportConfigurationException if it cannot be opened, or if it contains neither a table nor JSON
     */
    public static RecordReader open(Path file, ReadOptions options) {
        InputStream in = null;
        try {
            if (Files.isDirectory(file)) {
                throw new ImportConfigurationException("Not a file but a directory: " + file);
            }
            boolean regular = Files.isRegularFile(file);
            long size = regular ? Files.size(file) : -1;
            if (regular && NotATable.isZip(file)) {
                return new RecordReader(WorkbookInput.open(file, size, options), size);
            }
            in = Files.newInputStream(file);
            CharsetDecodingReader text = CharsetDecodingReader.of(in, options.encoding(), Optional.of(file).filter(each -> regular));
            return new RecordReader(new TextInput(text, file.getFileName().toString(), options), size);
        } catch (NoSuchFileException e) {
            throw new ImportConfigurationException("There is no such file: " + file);
        } catch (AccessDeniedException e) {
            throw new ImportConfigurationException("No permission to read " + file);
        } catch (IOException e) {
            close(in);
            throw new ImportConfigurationException("Cannot read " + file + ": " + e.getMessage());
        } catch (ImportConfigurationException e) {
            close(in);
            throw e;
        }
    }

    /** Opens a file and detects everything. */
    public static RecordReader open(Path file) {
        return open(file, ReadOptions.none());
    }

    /**
     * Reads from a stream of unknown length, such as the standard input.
     *
     * @throws ImportConfigurationException if it cannot be read, or if it contains neither a table nor JSON
     */
    public static RecordReader open(InputStream in, ReadOptions options) {
        try {
            CharsetDecodingReader text = CharsetDecodingReader.of(in, options.encoding(), Optional.empty());
            return new RecordReader(new TextInput(text, "", options), -1);
        } catch (IOException e) {
            throw new ImportConfigurationException("Cannot read the input: " + e.getMessage());
        }
    }

    /** Reads from a stream and detects everything. */
    public static RecordReader open(InputStream in) {
        return open(in, ReadOptions.none());
    }

    /**
     * Sets how the header of a table is recognised, so that titles above it can be distinguished from it. To be called before
     * anything is read; otherwise the first line is the header.
     */
    void findHeader(Predicate<List<String>> byItsNames) {
        if (rows != null) {
            throw new IllegalStateException("The header has been read already");
        }
        isHeader = byItsNames;
    }

    private RowsAhead rows() {
        if (rows == null) {
            try {
                rows = new RowsAhead(input.begin(isHeader), input::bytesUsed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return rows;
    }

    private static void close(InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // The first problem is the one to report.
        }
    }

    /** Describes the detected format for the user: {@code CSV, UTF-8, separated by commas, header in line 1}. */
    public String description() {
        rows();
        return input.description();
    }

    /** Remarks for the user about how the input was read; one sentence each. */
    public List<String> remarks() {
        rows();
        return input.remarks();
    }

    /** Remarks that arose while the rows were read. */
    public List<String> laterRemarks() {
        String remark = damaged == null ? null : TextRemarks.ofDamaged(damaged);
        boolean told = remark == null || remarks().stream().anyMatch(TextRemarks::isOfDamaged);
        return told ? List.of() : List.of(remark);
    }

    /** The columns of a table. JSON has none: each record has keys of its own. */
    public Optional<List<String>> columns() {
        rows();
        return input.table().map(TableRows::columns);
    }

    /** The separator of the cells of a table, so that another one can be written in the same format. */
    char separator() {
        return input.table().map(TableRows::separator).orElse(',');
    }

    /** The name in the header of a column that shares its name with others: {@code Notes} for {@code Notes (2nd)}. */
    public static String nameOf(String column) {
        return TableHeader.nameOf(column);
    }

    /** The lines in which the header of a table was repeated and skipped; only the first ones. */
    public List<Long> repeatedHeaders() {
        return input.table().map(TableRows::repeats).orElse(List.of());
    }

    /** The length of the input in bytes, if it is a file. */
    public OptionalLong bytesTotal() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** The number of bytes of the rows that were consumed; exact to about a line. */
    public long bytesUsed() {
        return rows().bytesUsed();
    }

    /** The rows, with a preview. */
    RowsAhead ahead() {
        return rows();
    }

    /** The next row, without consuming it. */
    Optional<InputRow> peek() {
        return rows().peek(1, Long.MAX_VALUE).stream().findFirst();
    }

    /** @throws UncheckedIOException if the input fails: what follows is unknown */
    @Override
    public boolean hasNext() {
        return rows().hasNext();
    }

    @Override
    public InputRow next() {
        InputRow row = rows().next();
        if (row == null) {
            throw new NoSuchElementException();
        }
        if (damaged == null && row instanceof InputRow.Record record) {
            lookForDamage(record);
        }
        return row;
    }

    private void lookForDamage(InputRow.Record record) {
        for (Object value : record.fields().values()) {
            if (damaged == null && value instanceof String cell) {
                damaged = TextRemarks.damagedWordIn(cell).orElse(null);
            }
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
