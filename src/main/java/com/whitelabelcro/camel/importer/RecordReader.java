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
 * Reads the records of a CSV or JSON text one by one, in constant memory. A row that cannot be read comes out as
 * {@link InputRow.Broken}, in its place, and the rows after it are not affected. Not for use by several threads.
 *
 * <p>What is not said by {@link ReadOptions} is found out: the format from the extension (.csv, .tsv, .jsonl, .ndjson) and
 * from the first character that is not blank (<code>{</code> begins JSON Lines, {@code [} a JSON array, all else is CSV),
 * the encoding by {@link EncodingGuess}, and how CSV is written by {@link DialectGuess}. The values of a table come out
 * as {@link Cleaning} leaves them.
 */
public final class RecordReader implements Iterator<InputRow>, Closeable {

    private final RecordFormat format;
    private final CharsetDecodingReader text;
    private final ReadOptions options;
    private final long size;
    private Predicate<List<String>> isHeader;
    private RowsAhead rows;
    private String layout = "";
    private TableRows table;

    private RecordReader(CharsetDecodingReader text, String name, long size, ReadOptions options) {
        this.text = text;
        this.size = size;
        this.options = options;
        this.format = RecordFormat.of(name, text.head());
    }

    /**
     * Opens a file.
     *
     * @throws ImportConfigurationException if it cannot be opened, or if it holds neither a table nor JSON
     */
    public static RecordReader open(Path file, ReadOptions options) {
        InputStream in = null;
        try {
            if (Files.isDirectory(file)) {
                throw new ImportConfigurationException("Not a file but a directory: " + file);
            }
            in = Files.newInputStream(file);
            boolean regular = Files.isRegularFile(file);
            CharsetDecodingReader text = CharsetDecodingReader.of(in, options.encoding(), first -> regular ? BeyondAscii.of(file, first) : first);
            return new RecordReader(text, file.getFileName().toString(), regular ? Files.size(file) : -1, options);
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

    /** Opens a file of which nothing is said. */
    public static RecordReader open(Path file) {
        return open(file, ReadOptions.none());
    }

    /**
     * Reads from a stream of unknown length, such as the standard input.
     *
     * @throws ImportConfigurationException if it cannot be read, or if it holds neither a table nor JSON
     */
    public static RecordReader open(InputStream in, ReadOptions options) {
        try {
            return new RecordReader(CharsetDecodingReader.of(in, options.encoding(), first -> first), "", -1, options);
        } catch (IOException e) {
            throw new ImportConfigurationException("Cannot read the input: " + e.getMessage());
        }
    }

    /** Reads from a stream of which nothing is said. */
    public static RecordReader open(InputStream in) {
        return open(in, ReadOptions.none());
    }

    /**
     * Says how the header of a table is known, so that titles above it can be told from it. To be called before anything is
     * read; without it, the first line is the header.
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
                rows = new RowsAhead(begin());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return rows;
    }

    private RowIterator begin() throws IOException {
        if (format == RecordFormat.CSV) {
            return table();
        }
        JsonShape shape = JsonShape.of(text.head(), options.records().orElse(null), isHeader);
        layout = shape.description();
        JsonRecord json = new JsonRecord(shape.fields());
        return format == RecordFormat.JSON_LINES && shape.records().isEmpty()
                ? new JsonLineRows(new LineReader(text), json)
                : new JsonArrayRows(new JsonCursor(text), shape.records(), json);
    }

    private RowIterator table() throws IOException {
        if (options.records().isPresent()) {
            throw new ImportConfigurationException("--records says where records are in JSON; this is a table");
        }
        CsvDialect dialect = DialectGuess.of(() -> new LineReader(text.sample()), text.isLonger(), options, isHeader);
        LineReader lines = new LineReader(text);
        lines.skip(dialect.headerLine() - 1);
        table = new TableRows(new CsvRecords(lines, dialect), dialect);
        layout = ", " + (table.columns().size() == 1 ? "one column" : dialect.description())
                + ", header in line " + table.headerLine();
        return table;
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

    public RecordFormat format() {
        return format;
    }

    /** What was recognised, for people: {@code CSV, UTF-8, separated by commas, header in line 1}. */
    public String description() {
        rows();
        return format + ", " + text.encoding() + layout;
    }

    /** What people should know of how it was read, besides that; each one sentence. */
    public List<String> remarks() {
        rows();
        return TextRemarks.of(text);
    }

    /** The columns of a table. JSON has none: each record has keys of its own. */
    public Optional<List<String>> columns() {
        rows();
        return table == null ? Optional.empty() : Optional.of(table.columns());
    }

    /** The name as it stands in the header, of a column that shares it: of {@code Notes (2nd)}, {@code Notes}. */
    public static String nameOf(String column) {
        return TableHeader.nameOf(column);
    }

    /** In which lines the header of a table came again, and was passed over; the first of them. */
    public List<Long> repeatedHeaders() {
        return table == null ? List.of() : table.repeats();
    }

    /** The length of the input in bytes, if it is a file. */
    public OptionalLong bytesTotal() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** How many bytes the rows that were taken have used up; exact to about a line. */
    public long bytesUsed() {
        return rows().bytesUsed();
    }

    /** The rows, to look at before they are taken. */
    RowsAhead ahead() {
        return rows();
    }

    /** The row that comes next, without taking it. */
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
        return row;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
