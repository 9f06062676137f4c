package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.LineReader.Line;
import com.whitelabelcro.camel.importer.TableHeader.ColumnPlace;
import com.whitelabelcro.camel.importer.TableRows.RecordSource.TableRecord;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the dialect of a CSV text from its first records. Each separator and each quote is tried; the best combination is
 * the one with which a header is found and whose rows are most regular. A line {@code sep=;} at the top names the separator.
 */
final class DialectGuess {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int MOST_RECORDS = 50 + TableHeader.MOST_LINES_BEFORE;
    private static final Pattern SAID = Pattern.compile("\"?sep=(.)\"?[,;\\s]*", Pattern.CASE_INSENSITIVE);
    /** Values that programs which quote all texts write without quotes: numbers, times, and SQL keywords. */
    private static final Pattern NO_TEXT = Pattern.compile("[-+0-9., :/TZ]+|\\\\N|null|true|false", Pattern.CASE_INSENSITIVE);

    private final Supplier<LineReader> sample;
    private final boolean cut;
    private final ReadOptions options;
    private final Predicate<List<String>> isHeader;
    private final long linesBefore;

    private DialectGuess(Supplier<LineReader> sample, boolean cut, ReadOptions options, Predicate<List<String>> isHeader,
            long linesBefore) {
        this.sample = sample;
        this.cut = cut;
        this.options = options;
        this.isHeader = isHeader;
        this.linesBefore = linesBefore;
    }

    /**
     * Determines the dialect.
     *
     * @param sample provides the first lines, the same ones each time
     * @param cut whether the last line of the sample may be truncated
     * @param isHeader recognises the header by its names; null if the names do not matter and the first line is the header
     */
    static CsvDialect of(Supplier<LineReader> sample, boolean cut, ReadOptions options, Predicate<List<String>> isHeader) throws IOException {
        long before = options.skipLines().orElse(0);
        Optional<Line> first = firstLine(sample, before);
        Matcher said = SAID.matcher(first.map(Line::text).orElse(""));
        if (!said.matches() || options.separator().isPresent()) {
            long from = said.matches() ? first.get().number() : before;
            return new DialectGuess(sample, cut, options, isHeader, from).best(SEPARATORS);
        }
        DialectGuess guess = new DialectGuess(sample, cut, options, isHeader, first.get().number());
        CsvDialect asSaid = guess.best(new char[] {said.group(1).charAt(0)});
        // A spreadsheet that saved the file again may have kept the line and changed the separator.
        CsvDialect asFound = guess.best(SEPARATORS);
        return guess.attempt(asSaid.separator(), asSaid.quote()).width > 1 ? asSaid : asFound;
    }

    /** Whether this separator can be detected. */
    static boolean finds(char separator) {
        return new String(SEPARATORS).indexOf(separator) >= 0;
    }

    private static Optional<Line> firstLine(Supplier<LineReader> sample, long before) throws IOException {
        LineReader lines = sample.get();
        Line line = lines.next();
        while (line != null && (line.number() <= before || InvisibleCharacters.isBlank(line.text()))) {
            line = lines.next();
        }
        return Optional.ofNullable(line);
    }

    private CsvDialect best(char[] candidates) throws IOException {
        char[] separators = options.separator().map(said -> new char[] {said}).orElse(candidates);
        char[] quotes = options.quote().map(said -> new char[] {said}).orElse(new char[] {'"', '\''});
        List<Attempt> attempts = new ArrayList<>();
        for (char separator : separators) {
            for (char quote : quotes) {
                if (quote != separator) {
                    attempts.add(attempt(separator, quote));
                }
            }
        }
        if (options.quote().isEmpty()) {
            attempts.removeIf(attempt -> attempt.quote == '\'' && !attempt.allQuoted());
        }
        Comparator<Attempt> better = Comparator.<Attempt, Boolean>comparing(attempt -> attempt.found)
                .thenComparing(attempt -> attempt.quote == '\'')
                .thenComparing(attempt -> attempt.width > 1)
                .thenComparing(attempt -> attempt.readable)
                .thenComparing(attempt -> attempt.agreement)
                .thenComparing(attempt -> attempt.width);
        // Of equal candidates, the first one is taken.
        Attempt best = attempts.get(0);
        for (Attempt attempt : attempts) {
            best = better.compare(attempt, best) > 0 ? attempt : best;
        }
        return new CsvDialect(best.separator, best.quote, best.backslash, best.headerLine, best.wrapped);
    }

    private Attempt attempt(char separator, char quote) throws IOException {
        Attempt attempt = new Attempt(separator, quote);
        LineReader lines = sample.get();
        lines.skip(linesBefore);
        CsvRecords records = new CsvRecords(lines, attempt.dialect());
        for (TableRecord record = records.next(); record != null && attempt.records.size() < MOST_RECORDS; record = records.next()) {
            attempt.add(record, records);
        }
        attempt.judge();
        return attempt;
    }

    /** The sample, split with one separator and one quote. */
    private final class Attempt {

        private final char separator;
        private final char quote;
        private final List<TableRecord> records = new ArrayList<>();
        private boolean backslash;
        private int quoted;
        private int bare;
        private int mistakes;
        private boolean overLines;
        private boolean headerQuoted;
        private boolean found;
        private boolean wrapped;
        private boolean readable;
        private int width;
        private double agreement;
        private long headerLine;

        private Attempt(char separator, char quote) {
            this.separator = separator;
            this.quote = quote;
        }

        private CsvDialect dialect() {
            return new CsvDialect(separator, quote);
        }

        private void add(TableRecord record, CsvRecords from) {
            records.add(record);
            if (record.cells() == null) {
                mistakes++;
                return;
            }
            backslash |= from.byOther();
            overLines |= from.isOverLines();
            for (int i = 0; i < record.cells().length; i++) {
                String cell = record.cells()[i];
                boolean text = !InvisibleCharacters.isBlank(cell) && !NO_TEXT.matcher(cell).matches();
                if (text && records.size() == 1) {
                    headerQuoted = from.isQuoted(i);
                } else if (text) {
                    quoted += from.isQuoted(i) ? 1 : 0;
                    bare += from.isQuoted(i) ? 0 : 1;
                }
            }
        }

        /** Whether every cell with text is quoted, without a contradiction. */
        private boolean allQuoted() {
            return quoted >= 2 && bare == 0 && mistakes == 0 && !overLines && (headerQuoted || records.size() > 2);
        }

        private void judge() {
            if (cut && records.size() > 1) {
                records.remove(records.size() - 1);
            }
            if (records.isEmpty()) {
                headerLine = linesBefore + 1;
                return;
            }
            CellSplitter splitter = dialect().splitter();
            Optional<ColumnPlace> place = TableHeader.find(records, splitter,
                    options.skipLines().isPresent() ? null : isHeader);
            found = isHeader == null || place.isPresent();
            wrapped = place.isPresent() && place.get().wrapped();
            int header = place.map(ColumnPlace::index).orElseGet(() -> isHeader == null ? 0 : TableHeader.likely(records));
            headerLine = records.get(header).line();
            readable = records.get(header).cells() != null;
            width = width(records.get(header), splitter);
            agreement = agreement(found ? records.subList(header + 1, records.size()) : records, splitter);
        }

        private int width(TableRecord record, CellSplitter splitter) {
            return record.cells() == null
                    ? 1 + (int) record.raw().chars().filter(c -> c == separator).count()
                    : wrapped ? TableHeader.inner(record, splitter).length : record.cells().length;
        }

        /** From 0 to 1: a row with as many cells as the header counts fully, one with fewer cells counts half. */
        private double agreement(List<TableRecord> rows, CellSplitter splitter) {
            double sum = 0;
            for (TableRecord row : rows) {
                int cells = row.cells() == null ? 0 : width(row, splitter);
                sum += cells == width ? 1 : cells > 0 && cells < width ? 0.5 : 0;
            }
            return rows.isEmpty() ? 1 : sum / rows.size();
        }
    }
}
