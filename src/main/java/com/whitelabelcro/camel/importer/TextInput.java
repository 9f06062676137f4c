package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A CSV or JSON text; what is not said by {@link ReadOptions} is found out. */
final class TextInput implements RecordInput {

    private final CharsetDecodingReader text;
    private final ReadOptions options;
    private final RecordFormat format;
    private TableRows table;
    private String layout = "";

    /** @param name of its file; empty if it has none */
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
        table = new TableRows(new CsvRecords(lines, dialect), dialect);
        layout = ", " + (table.columns().size() == 1 ? "one column" : dialect.description())
                + ", header in line " + table.headerLine();
        return table;
    }

    @Override
    public Optional<TableRows> table() {
        return Optional.ofNullable(table);
    }

    @Override
    public RecordFormat format() {
        return format;
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
}
