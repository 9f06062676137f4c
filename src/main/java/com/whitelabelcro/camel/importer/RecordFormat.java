package com.whitelabelcro.camel.importer;

import java.util.Locale;
import java.util.regex.Pattern;

/** The format of an input. */
enum RecordFormat {
    CSV("CSV"), JSON_LINES("JSON Lines"), JSON("JSON"), WORKBOOK("Excel workbook");

    /** The beginnings that no header of a table has. */
    private static final Pattern BEGINS_JSON = Pattern.compile("\\{\\s*[\"}]|\\[\\s*[{\\]]");

    private final String label;

    RecordFormat(String label) {
        this.label = label;
    }

    /** By the beginning of a text, and by the name of its file. */
    static RecordFormat of(String name, String head) {
        String start = head.stripLeading();
        if (!BEGINS_JSON.matcher(start).lookingAt()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
                return CSV;
            } else if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
                return JSON_LINES;
            }
        }
        // A brace alone on its line begins an object in several lines.
        boolean json = start.startsWith("[") || start.startsWith("{\n") || start.startsWith("{\r");
        return json ? JSON : start.startsWith("{") ? JSON_LINES : CSV;
    }

    @Override
    public String toString() {
        return label;
    }
}
