package com.whitelabelcro.camel.importer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of the records that an import could not apply: JSON Lines that can be imported again as they are. Each line has
 * the fields of the record and one member {@code _failed} with: line, error and message; key and row, by which the record is
 * recognised when it is imported again, corrected or not; account and company, which it belongs to; and forgotten, if the
 * ledger that would recognise it was lost. For a row that could not be read there is only {@code _failed}, with its text in
 * {@code raw}.
 *
 * <p>If the input is a table, the same records also are in a {@linkplain #table table} beside it, with the columns of the input and
 * {@link FailedColumns three more}, for people who correct them in a spreadsheet. Either of the two can be imported again.
 *
 * <p>For {@code contacts.csv} it is {@code contacts.csv.failed.jsonl} beside it, or, if that exists already, {@code
 * contacts.csv.failed.2.jsonl} and so on: no file is ever overwritten, moved or removed, in particular not the one that is being
 * read. It is created when the first record is written, readable by its owner only.
 */
public final class FailedFile implements Closeable {

    private static final Pattern FAILED_ALREADY = Pattern.compile(
            "(.+)\\.failed(?:\\.\\d+)?\\.jsonl|(.+\\.\\w{1,5}|import)\\.failed(?:\\.\\d+)?\\.csv");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final NumberedFile lines;
    private final NumberedFile table;
    private FailedColumns columns;

    private FailedFile(Path directory, String stem) {
        this.directory = directory;
        this.lines = new NumberedFile(directory, stem + ".failed", ".jsonl");
        this.table = new NumberedFile(directory, stem + ".failed", ".csv");
    }

    /** For an imported file; a pipe or a device is handled like the standard input. */
    public static FailedFile beside(Path input) {
        if (!Files.isRegularFile(input)) {
            return inDirectory(Path.of(""));
        }
        String name = input.getFileName().toString();
        Matcher already = FAILED_ALREADY.matcher(name);
        return new FailedFile(input.toAbsolutePath().getParent(), already.matches()
                ? already.group(1) == null ? already.group(2) : already.group(1) : name);
    }

    /** For the standard input: {@code import.failed.jsonl} in the working directory, or in another one. */
    public static FailedFile inDirectory(Path directory) {
        return new FailedFile(directory.toAbsolutePath(), "import");
    }

    /** @throws ImportConfigurationException if no such file can be created; nothing must be sent then */
    void mustBeWritable() {
        if (!Files.isWritable(directory)) {
            throw new ImportConfigurationException("No permission to write to " + directory
                    + ", where the records would go that fail");
        }
    }

    /** Sets the columns of the input if it is a table; the records are then also written as a table. */
    synchronized void ofTable(List<String> names, char separator) {
        columns = new FailedColumns(names, separator);
    }

    /** Writes a record that can be sent again. */
    synchronized void add(ImportRecord pending, String error, String message) throws IOException {
        Map<String, Object> record = new LinkedHashMap<>(pending.body());
        Map<String, Object> failure = failure(pending.line(), error, message);
        putIfKnown(failure, "key", pending.key().key());
        putIfKnown(failure, "row", pending.key().row());
        putIfKnown(failure, JsonRecord.ACCOUNT, pending.key().account().account());
        putIfKnown(failure, JsonRecord.COMPANY, pending.key().account().company());
        if (pending.isForgotten()) {
            failure.put(JsonRecord.FORGOTTEN, true);
        }
        record.put(JsonRecord.FAILED, failure);
        write(record);
        if (columns != null) {
            table.write(columns.header(), columns.line(pending, error + ": " + message));
        }
    }

    /** Writes a row that could not be read. */
    synchronized void add(InputRow.Broken row) throws IOException {
        Map<String, Object> failure = failure(row.line(), "Unreadable", row.reason());
        failure.put("raw", row.raw());
        write(Map.of(JsonRecord.FAILED, failure));
        if (columns != null) {
            table.write(columns.header(), columns.line(row));
        }
    }

    private static void putIfKnown(Map<String, Object> failure, String name, String value) {
        if (!value.isEmpty()) {
            failure.put(name, value);
        }
    }

    private static Map<String, Object> failure(long line, String error, String message) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("line", line);
        failure.put("error", error);
        failure.put("message", CharsetDecodingReader.mended(message == null ? "" : message));
        return failure;
    }

    private void write(Map<String, Object> record) throws IOException {
        lines.write("", JSON.writeValueAsString(record) + "\n");
    }

    /** The file; empty if nothing was written. */
    public synchronized Optional<Path> path() {
        return lines.path();
    }

    /** The same records as a table; empty if the input was not a table or nothing was written. */
    public synchronized Optional<Path> table() {
        return table.path();
    }

    @Override
    public synchronized void close() throws IOException {
        try (table) {
            lines.close();
        }
    }

    /**
     * A file that is created when the first text is written to it, readable by its owner only, and that never replaces another
     * one: {@code contacts.csv.failed.jsonl}, or, if that exists already, {@code contacts.csv.failed.2.jsonl} and so on.
     */
    static final class NumberedFile implements Closeable {

        private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

        private final Path directory;
        private final String stem;
        private final String extension;
        private Path path;
        private FileChannel channel;

        NumberedFile(Path directory, String stem, String extension) {
            this.directory = directory;
            this.stem = stem;
            this.extension = extension;
        }

        /**
         * Writes a text as a whole, or not at all.
         *
         * @param first a header that is written before the first text
         */
        void write(String first, String text) throws IOException {
            String all = channel == null ? first + text : text;
            if (channel == null) {
                create();
            }
            ByteBuffer bytes = ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8));
            long before = channel.position();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                // An incomplete line would be an unreadable row.
                channel.truncate(before);
                throw e;
            }
        }

        private void create() throws IOException {
            boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
            FileAttribute<?>[] mode = posix
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
            for (int number = 1; channel == null; number++) {
                Path candidate = directory.resolve(stem + (number == 1 ? "" : "." + number) + extension);
                try {
                    channel = FileChannel.open(candidate,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
                    path = candidate;
                } catch (FileAlreadyExistsException e) {
                    // Try the next number.
                }
            }
        }

        /** The file; empty if nothing was written. */
        Optional<Path> path() {
            return Optional.ofNullable(path);
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
