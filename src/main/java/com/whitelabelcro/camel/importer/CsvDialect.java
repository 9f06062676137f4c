package com.whitelabelcro.camel.importer;

/**
 * The format of a CSV text.
 *
 * @param separator the character between two cells
 * @param quote the character around a cell; {@link CellSplitter#NO_QUOTE} for nothing
 * @param backslash whether a quote inside a cell is written {@code \"}
 * @param headerLine the physical line in which the header begins
 * @param wrapped whether each line is quoted as a whole, as one cell
 */
record CsvDialect(char separator, char quote, boolean backslash, long headerLine, boolean wrapped) {

    /** A dialect to try. */
    CsvDialect(char separator, char quote) {
        this(separator, quote, false, 0, false);
    }

    CellSplitter splitter() {
        return new CellSplitter(separator, quote, backslash);
    }

    /** The splitter for a record that the other one cannot split. */
    CellSplitter otherSplitter() {
        return new CellSplitter(separator, quote, !backslash);
    }

    /** A description for the user, such as {@code separated by commas}. */
    String description() {
        String quotes = quote == '"' ? "" : quote == CellSplitter.NO_QUOTE ? ", without quotes"
                : ", quoted by " + Printable.of(String.valueOf(quote));
        return "separated by " + nameOf(separator) + quotes
                + (backslash ? ", quotes inside written \\" + Printable.of(String.valueOf(quote)) : "")
                + (wrapped ? ", each line in quotes" : "");
    }

    private static String nameOf(char separator) {
        return switch (separator) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            case '|' -> "pipes";
            case ' ' -> "spaces";
            default -> Printable.of(String.valueOf(separator));
        };
    }
}
