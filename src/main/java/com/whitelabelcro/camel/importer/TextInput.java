package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.RecordInput.RowIterator;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A CSV or JSON text. Everything that {@link ReadOptions} do not define is detected. */
final class TextInput implements RecordInput {

    private final CharsetDecodingReader text;
    private final ReadOptions options;
    private final RecordFormat format;
    private TableRows table;
    private String layout = "";

    /** @param name the name of its file; empty if it has none */
    TextInput(CharsetDecodingReader text, String name, ReadOptions options) {
        if (options.sheet().isPresent()) {
            throw new ImportConfigurationException("--sheet names a sheet of an Excel workbook (.xlsx); this is a text");
        }
        this.text = text;
        this.options = options;
        this.format = RecordFormat.of(name, text.head());
    }

    @Override
    public RowIterator begin(Predicate<List<String>> isHeader) throws IOException {
        if (format == RecordFormat.CSV) {
            return table(isHeader);
        }
        JsonShape shape = JsonShape.of(text.head(), options.records().orElse(null), isHeader);
        layout = shape.description();
        JsonRecord json = new JsonRecord(shape.fields());
        return format == RecordFormat.JSON_LINES && shape.records().isEmpty()
                ? new JsonLineRows(new LineReader(text), json)
                : new JsonArrayRows(new JsonCursor(text), shape.records(), json);
    }

    private RowIterator table(Predicate<List<String>> isHeader) throws IOException {
        if (options.records().isPresent()) {
            throw new ImportConfigurationException("--records says where records are in JSON; this is a table");
        }
        CsvDialect dialect = DialectGuess.of(() -> new LineReader(text.sample()), text.isLonger(), options, isHeader);
        LineReader lines = new LineReader(text);
        lines.skip(dialect.headerLine() - 1);
        table = new TableRows(new CsvRecords(lines, dialect), dialect, isHeader);
        layout = ", " + (table.columns().size() == 1 ? "one column" : dialect.description())
                + ", header in line " + table.headerLine();
        return table;
    }

    @Override
    public long bytesUsed() {
        return text.bytesUsed();
    }

    @Override
    public Optional<TableRows> table() {
        return Optional.ofNullable(table);
    }

    @Override
    public String description() {
        return format + ", " + text.encoding() + layout;
    }

    @Override
    public List<String> remarks() {
        return TextRemarks.of(text);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** The format of a text. */
    enum RecordFormat {
        CSV("CSV"), JSON_LINES("JSON Lines"), JSON("JSON");

        /** The beginning of JSON, with which no header of a table begins. */
        private static final Pattern BEGINS_JSON = Pattern.compile("\\{\\s*[\"}]|\\[\\s*[{\\]]");

        private final String label;

        RecordFormat(String label) {
            this.label = label;
        }

        /** Determines the format from the name of the file and the beginning of the text. */
        static RecordFormat of(String name, String head) {
            String start = InvisibleCharacters.strip(head);
            if (!BEGINS_JSON.matcher(start).lookingAt()) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
                    return CSV;
                } else if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
                    return JSON_LINES;
                }
            }
            return start.startsWith("[") || start.startsWith("{") && !isOneToALine(start) ? JSON : start.startsWith("{") ? JSON_LINES : CSV;
        }

        /**
         * Whether the first object ends with its line. If its end is missing, the next object must begin in the next line.
         */
        private static boolean isOneToALine(String start) {
            int depth = 0;
            boolean quoted = false;
            for (int i = 0; i < start.length(); i++) {
                char c = start.charAt(i);
                if (c == '\n' || c == '\r') {
                    return i > 1 && start.substring(i).stripLeading().startsWith("{");
                } else if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == '{' || c == '[')) {
                    depth++;
                } else if (!quoted && (c == '}' || c == ']') && --depth == 0) {
                    String rest = start.substring(i + 1).lines().findFirst().orElse("").strip();
                    return !rest.startsWith("{") && !rest.startsWith(",");
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
