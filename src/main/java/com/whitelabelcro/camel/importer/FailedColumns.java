package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The columns of a table of failed records: those of the input, and three more. By {@value #ENTRY} the record is recognised if
 * it is imported again, whatever a spreadsheet has done to the other cells. {@value #LINE} and {@value #REASON} are for the user.
 */
final class FailedColumns {

    static final String ENTRY = "_entry";
    static final String LINE = "_line";
    static final String REASON = "_reason";
    private static final List<String> OURS = List.of(ENTRY, LINE, REASON);

    /** Spreadsheets recognise UTF-8 by this mark. */
    private static final String MARK = "\uFEFF";
    private static final String SENT = "sent";
    private static final String FORGOTTEN = "forgotten";
    private static final String BETWEEN = "~";
    private static final int PARTS = 5;
    /** A text that a spreadsheet would read as a number and truncate. */
    private static final Pattern DIGITS = Pattern.compile("0[0-9]+|[0-9]{12,}");
    private static final QuoteStrategy QUOTES = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return SpreadsheetText.needsQuotes(value);
        }
    };

    private final List<String> columns;
    private final char separator;

    /**
     * @param columns the columns of the input
     * @param separator the separator of the input; it is kept if it can be detected when the table is imported
     */
    FailedColumns(List<String> columns, char separator) {
        this.columns = columns;
        this.separator = DialectGuess.finds(separator) ? separator : ',';
    }

    /** Whether these are the columns of a table of failed records. */
    static boolean areIn(List<String> columns) {
        return columns.containsAll(OURS);
    }

    /** The columns of the input that failed. */
    static List<String> without(List<String> columns) {
        return columns.stream().filter(column -> !OURS.contains(column)).toList();
    }

    /** The first line of the file. */
    String header() {
        List<String> all = new ArrayList<>(columns.stream().map(SpreadsheetText::write).toList());
        all.addAll(OURS);
        return MARK + line(all);
    }

    /** The line of a record that can be sent again. */
    String line(ImportRecord pending, String reason) {
        return line(pending.cells(), entry(pending.key(), pending.isForgotten()), pending.line(), reason);
    }

    /** The line of a row that could not be read. */
    String line(InputRow.Broken row) {
        return line(Map.of(), "", row.line(), "the row " + row.reason() + ": " + row.raw());
    }

    private String line(Map<String, Object> cells, String entry, long line, String reason) {
        List<String> all = new ArrayList<>();
        columns.forEach(column -> all.add(cell(String.valueOf(cells.getOrDefault(column, "")))));
        all.add(entry);
        all.add(String.valueOf(line));
        all.add(SpreadsheetText.write(CharsetDecodingReader.mended(reason)));
        return line(all);
    }

    private String line(List<String> cells) {
        StringWriter line = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().fieldSeparator(separator).quoteStrategy(QUOTES).build(line)) {
            csv.writeRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static String cell(String text) {
        return DIGITS.matcher(text).matches() ? "'" + text : SpreadsheetText.write(text);
    }

    private static String entry(ImportRowKey key, boolean forgotten) {
        List<String> parts = new ArrayList<>();
        parts.add(forgotten ? FORGOTTEN : SENT);
        for (String part : List.of(key.key(), key.row(), key.account().account(), key.account().company())) {
            parts.add(URLEncoder.encode(part, StandardCharsets.UTF_8));
        }
        return String.join(BETWEEN, parts);
    }

    /**
     * Restores a row of a table of failed records to its state before the failure.
     *
     * @param cells all of its cells
     */
    static InputRow read(long line, Map<String, Object> cells) {
        Map<String, Object> rest = new LinkedHashMap<>(cells);
        String entry = String.valueOf(rest.remove(ENTRY));
        rest.remove(LINE);
        String reason = String.valueOf(rest.remove(REASON));
        if (rest.values().stream().allMatch(cell -> InvisibleCharacters.isBlank(String.valueOf(cell)))) {
            return new InputRow.Broken(line, "could not be read before, and was not corrected", reason);
        }
        String[] parts = entry.split(BETWEEN, -1);
        if (parts.length != PARTS) {
            return new InputRow.Record(line, rest);
        }
        try {
            AccountMark owner = new AccountMark(decoded(parts[3]), decoded(parts[4]));
            return new InputRow.Record(line, rest, new ImportRowKey(decoded(parts[1]), decoded(parts[2]), "", owner),
                    parts[0].equals(FORGOTTEN));
        } catch (IllegalArgumentException e) {
            return new InputRow.Broken(line, "has a cell " + ENTRY + " that was changed, by which the record is recognised", reason);
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
