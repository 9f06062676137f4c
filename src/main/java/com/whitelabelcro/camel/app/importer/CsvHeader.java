package com.whitelabelcro.camel.app.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of the columns, from the first line that is not empty. */
final class CsvHeader {

    /** More than any export has; a file of so many separators is not a table. */
    static final int MOST_COLUMNS = 10_000;

    private final List<String> columns;

    private CsvHeader(List<String> columns) {
        this.columns = columns;
    }

    /**
     * Reads the names. A column without a name is called {@code column 3}, so that it can be mapped.
     *
     * @throws ImportConfigurationException if there is no name at all, if a name occurs twice, or with too many columns
     */
    static CsvHeader of(String[] cells) {
        if (cells.length > MOST_COLUMNS) {
            throw new ImportConfigurationException("The header has " + cells.length + " columns; at most "
                    + MOST_COLUMNS + " are read. Is this a table?");
        }
        Map<String, Integer> positions = new LinkedHashMap<>();
        boolean named = false;
        for (int i = 0; i < cells.length; i++) {
            String name = cells[i].strip();
            named |= !name.isEmpty();
            Integer other = positions.putIfAbsent(name.isEmpty() ? "column " + (i + 1) : name, i + 1);
            if (other != null) {
                throw new ImportConfigurationException("The column \"" + Printable.of(name) + "\" stands twice in the"
                        + " header, as columns " + other + " and " + (i + 1) + ": rename or remove one of them");
            }
        }
        if (!named) {
            throw new ImportConfigurationException("The header names no column: the first line must hold the names");
        }
        return new CsvHeader(new ArrayList<>(positions.keySet()));
    }

    /** Which of comma, semicolon and tab stands most often outside quotes; a comma if none does. */
    static char separatorOf(String line) {
        int[] count = new int[128];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (!quoted && c < count.length) {
                count[c]++;
            }
        }
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count[candidate] > count[best]) {
                best = candidate;
            }
        }
        return best;
    }

    List<String> columns() {
        return columns;
    }

    /** The cells by name. */
    Map<String, Object> fields(String[] cells) {
        Map<String, Object> fields = new LinkedHashMap<>(cells.length * 2);
        for (int i = 0; i < cells.length; i++) {
            fields.put(columns.get(i), cells[i]);
        }
        return fields;
    }
}
