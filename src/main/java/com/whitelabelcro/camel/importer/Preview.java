package com.whitelabelcro.camel.importer;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The preview of an import before anything is sent: its first requests, and how long it will take. It reads the first rows of
 * the input without consuming them.
 */
public final class Preview {

    /** How many requests are shown. */
    private static final int REQUESTS = 3;
    /** The number of rows that are read ahead: all of a small file, and of a large one enough to estimate the number of its rows. */
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_BYTES = 512 * 1024;

    private final RecordReader reader;
    private final Target target;
    private final ImportOptions options;
    private final BodyMapper bodies;
    private final List<String> requests = new ArrayList<>();
    private long rows;
    private long before;
    private long unfit;

    /** @param reader the input, after its header was found */
    public Preview(RecordReader reader, Mapping mapping, Target target, ImportOptions options) {
        this.reader = reader;
        this.target = target;
        this.options = options;
        this.bodies = new BodyMapper(mapping, reader, target.action(), options, new ImportCounters());
    }

    /**
     * Reads the first rows.
     *
     * @param series of the import; empty for none
     * @param withRequests whether the first requests are shown; they contain personal data, and must not be written to a log
     * @return lines for the user
     */
    public List<String> lines(String series, boolean withRequests) {
        if (target.remembers()) {
            bodies.begin(series, target.account());
        }
        List<InputRow> first = firstRows();
        first.forEach(this::look);
        List<String> lines = new ArrayList<>();
        if (withRequests && !requests.isEmpty()) {
            lines.add(requests.size() == 1 ? "The first request:" : "The first " + requests.size() + " requests:");
            requests.forEach(each -> lines.add("  " + Printable.of(each)));
        }
        if (!options.dryRun()) {
            forecast().ifPresent(lines::add);
        }
        return lines;
    }

    private List<InputRow> firstRows() {
        try {
            return reader.ahead().peek(MOST_ROWS, MOST_BYTES);
        } catch (UncheckedIOException e) {
            // The problem is reported when the rows are read.
            return List.of();
        }
    }

    private void look(InputRow row) {
        if (row.line() <= options.afterLine()) {
            return;
        }
        rows++;
        Optional<ImportRecord> record = record(row);
        Optional<String> request = record.flatMap(each -> target.request(each.body()));
        if (request.isEmpty()) {
            unfit++;
        } else if (target.known(record.get().body(), record.get().key()).isPresent()) {
            before++;
        } else if (requests.size() < REQUESTS) {
            requests.add(request.get());
        }
    }

    /** The record of a row, if it can be sent. */
    private Optional<ImportRecord> record(InputRow row) {
        return row instanceof InputRow.Record record
                ? Optional.of(bodies.of(record)).filter(each -> each.flaw().isEmpty()) : Optional.empty();
    }

    /**
     * The forecast of a real run; a dry run counts the rows. It is empty if rows are skipped at the beginning, because the rows that
     * were read ahead are not representative then.
     */
    private Optional<String> forecast() {
        if (reader.ahead().isEnded()) {
            return Optional.of(ImportForecast.of(rows - unfit - before, true, before, target.quota()));
        }
        long bytes = reader.ahead().bytesAhead();
        if (reader.bytesTotal().isEmpty() || bytes <= 0 || options.afterLine() > 0) {
            return Optional.empty();
        }
        double each = (double) (rows - unfit - before) / bytes;
        return Optional.of(ImportForecast.of(Math.round(each * reader.bytesTotal().getAsLong()), false, 0, target.quota()));
    }
}
