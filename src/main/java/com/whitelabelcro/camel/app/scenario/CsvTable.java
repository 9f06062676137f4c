package com.whitelabelcro.camel.app.scenario;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes maps as CSV: a header of all their keys, in the order in which they come first, and a row for each map. */
final class CsvTable {

    /** With these a spreadsheet takes a text for a formula, and would run it. */
    private static final String FORMULA = "=+-@\t\r";

    private final List<Map<?, ?>> rows;
    private final Set<String> columns = new LinkedHashSet<>();

    CsvTable(List<Map<?, ?>> rows) {
        this.rows = rows;
        rows.forEach(row -> row.keySet().forEach(column -> columns.add(String.valueOf(column))));
    }

    void write(Writer writer) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
        if (!columns.isEmpty()) {
            csv.writeRecord(columns.stream().map(CsvTable::harmless).toList());
        }
        for (Map<?, ?> row : rows) {
            csv.writeRecord(columns.stream().map(column -> cell(row.get(column))).toList());
        }
        csv.flush();
    }

    private static String cell(Object value) {
        // A number is no formula, though it may begin with a minus.
        return value == null ? "" : value instanceof Number ? value.toString() : harmless(value.toString());
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
