package com.whitelabelcro.camel.app.importer;

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
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the records of a CSV or JSON text one by one, in constant memory. A row that cannot be read comes out as
 * {@link Row.Broken}, in its place, and the rows after it are not affected. Not for use by several threads.
 *
 * <p>The format is told from the extension (.csv, .tsv, .jsonl, .ndjson) and else from the first character that is not
 * blank: <code>{</code> begins JSON Lines, {@code [} a JSON array, all else is CSV. For encodings see {@link Decoding},
 * for CSV {@link CsvRows}, for JSON {@link JsonRecord}.
 */
public final class RecordReader implements Iterator<Row>, Closeable {

    /** What the input turned out to be. */
    public enum Format {
        CSV("CSV"), JSON_LINES("JSON Lines"), JSON("JSON");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private final String name;
    private final Format format;
    private final Rows rows;
    private final String description;
    private final List<String> columns;
    private final long size;
    private Row next;

    private RecordReader(InputStream in, String name, long size) throws IOException {
        Decoding text = Decoding.of(in);
        this.name = name;
        this.size = size;
        this.format = formatOf(name.toLowerCase(Locale.ROOT), text.head());
        this.rows = switch (format) {
            case CSV -> new CsvRows(new Lines(text));
            case JSON_LINES -> new JsonLineRows(new Lines(text));
            case JSON -> new JsonArrayRows(text);
        };
        String separator = rows instanceof CsvRows csv ? ", separated by " + nameOf(csv.separator()) : "";
        this.description = format + ", " + text.encoding() + separator;
        this.columns = rows instanceof CsvRows csv ? csv.columns() : null;
    }

    /**
     * Opens a file.
     *
     * @throws ImportConfigurationException if it cannot be opened, or if it has no usable header
     */
    public static RecordReader open(Path file) {
        InputStream in = null;
        try {
            if (Files.isDirectory(file)) {
                throw new ImportConfigurationException("Not a file but a directory: " + file);
            }
            in = Files.newInputStream(file);
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            return new RecordReader(in, file.getFileName().toString(), size);
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

    /**
     * Reads from a stream of unknown length, such as the standard input.
     *
     * @throws ImportConfigurationException if it cannot be read, or if it has no usable header
     */
    public static RecordReader open(InputStream in) {
        try {
            return new RecordReader(in, "", -1);
        } catch (IOException e) {
            throw new ImportConfigurationException("Cannot read the input: " + e.getMessage());
        }
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

    private static Format formatOf(String name, String head) {
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return Format.CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Format.JSON_LINES;
        }
        String start = head.stripLeading();
        // A brace alone on its line begins an object that was printed for people.
        boolean json = start.startsWith("[") || start.startsWith("{\n") || start.startsWith("{\r");
        return json ? Format.JSON : start.startsWith("{") ? Format.JSON_LINES : Format.CSV;
    }

    private static String nameOf(char separator) {
        return separator == '\t' ? "tabs" : separator == ';' ? "semicolons" : "commas";
    }

    /** The file's name without its folder; empty if it is no file. */
    String name() {
        return name;
    }

    public Format format() {
        return format;
    }

    /** What was recognised, for people: {@code CSV, UTF-8, separated by commas}. */
    public String description() {
        return description;
    }

    /** The columns of a CSV text. JSON has none: each record has keys of its own. */
    public Optional<List<String>> columns() {
        return Optional.ofNullable(columns);
    }

    /** The length of the input in bytes, if it is a file. */
    public OptionalLong bytesTotal() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** How many bytes the rows so far have used up; exact to about a line. */
    public long bytesUsed() {
        return rows.bytesUsed();
    }

    /** The row that comes next, without taking it. */
    Optional<Row> peek() {
        return hasNext() ? Optional.of(next) : Optional.empty();
    }

    /** @throws UncheckedIOException if the input fails: what follows is unknown */
    @Override
    public boolean hasNext() {
        try {
            if (next == null) {
                next = rows.next();
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
