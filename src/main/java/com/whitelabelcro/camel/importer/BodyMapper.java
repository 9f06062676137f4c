package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.importer.DoubtRule.Doubt;
import com.whitelabelcro.camel.importer.ImportRecord.Flaw;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the rows of one input to records, and computes the keys by which each record is recognised when it is imported again. Rows of
 * a table share one column mapping; JSON records have one per set of keys.
 */
final class BodyMapper {

    /** Limits the memory for the keys of JSON records, of which the input may have any number. */
    private static final int MOST_LAYOUTS = 20;

    private final Mapping mapping;
    private final Action action;
    private final ImportCounters tally;
    private final Optional<ColumnMapping> ofAll;
    private final String plan;
    private final Set<String> planned = new HashSet<>();
    private final Map<List<String>, ColumnMapping> byKeys = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, ColumnMapping> eldest) {
            return size() > MOST_LAYOUTS;
        }
    };
    private final DoubtRule doubts;
    /** Null if records need not be recognised. */
    private RowKeys rowKeys;

    /** @throws ImportConfigurationException if the columns do not fit the action */
    BodyMapper(Mapping mapping, RecordReader reader, Action action, ImportOptions options, ImportCounters tally) {
        Collection<String> names = reader.columns().<Collection<String>>map(columns -> columns)
                .orElseGet(() -> reader.peek().map(BodyMapper::keys).orElse(Set.of()));
        this.mapping = mapping.settled(names);
        this.action = action;
        this.doubts = new DoubtRule(options.doubtful(), new SharedIds(action));
        this.tally = tally;
        this.ofAll = reader.columns().map(this.mapping::layoutOfColumns);
        this.plan = mapping.found(names).map(found -> "Mapping " + found + ", found by the header; --mapping none does without\n")
                .orElse("") + (ofAll.isPresent() ? ofAll.get().plan() : planOf(reader.peek()));
    }

    private static Collection<String> keys(InputRow row) {
        return row instanceof InputRow.Record record ? record.fields().keySet() : Set.of();
    }

    /** The mapping of JSON records is shown with the first record as the example. */
    private String planOf(Optional<InputRow> first) {
        if (first.isEmpty() || !(first.get() instanceof InputRow.Record record)) {
            return "By the keys of each record\n";
        }
        ColumnMapping ofFirst = mapping.layoutOfKeys(record.fields().keySet());
        byKeys.put(List.copyOf(record.fields().keySet()), ofFirst);
        planned.addAll(ofFirst.ignored());
        return "By the keys of the first record:\n" + ofFirst.plan();
    }

    /** A description for the user. */
    String plan() {
        return plan;
    }

    /**
     * Sets the series ({@link com.whitelabelcro.camel.ledger.Imports}) and the account of the rows that follow. Without this call,
     * rows that are imported again are not recognised.
     */
    void begin(String series, AccountMark account) {
        rowKeys = new RowKeys(action, series, account);
    }

    /** Maps the next row to a record. If two keys of the row would fill the same field, the record has a flaw and is not sent. */
    ImportRecord of(InputRow.Record row) {
        ColumnMapping layout;
        try {
            layout = layout(row);
        } catch (ImportConfigurationException e) {
            ImportRowKey key = key(row, row.fields().keySet(), row.fields());
            return new ImportRecord(row, row.fields(), key, action, Optional.of(new Flaw(false, e.getMessage())));
        }
        List<Doubt> found = new ArrayList<>();
        Map<String, Object> body = layout.body(row.fields(), found);
        ImportRowKey key = key(row, layout.ignored(), body);
        return new ImportRecord(row, body, key, action,
                doubts.settle(row.line(), found, body).map(reason -> new Flaw(true, reason)));
    }

    private ImportRowKey key(InputRow.Record row, Set<String> unused, Map<String, Object> body) {
        return rowKeys == null ? ImportRowKey.NONE : rowKeys.of(row, unused, body);
    }

    /** Skips the next row. It still counts as an occurrence, so that an equal row after it is the second one. */
    void pass(InputRow row) {
        tally.leftOut(row.line());
        if (row instanceof InputRow.Record record) {
            of(record);
        }
    }

    /** Describes for the user the doubtful values found so far. */
    List<String> doubts() {
        return doubts.text();
    }

    /** The series of the rows that came from files of failed records. Valid after the last row. */
    Set<String> mended() {
        return rowKeys == null ? Set.of() : rowKeys.mended();
    }

    private ColumnMapping layout(InputRow.Record record) {
        if (ofAll.isPresent()) {
            return ofAll.get();
        }
        List<String> keys = List.copyOf(record.fields().keySet());
        ColumnMapping known = byKeys.get(keys);
        if (known == null) {
            known = mapping.layoutOfKeys(keys);
            byKeys.put(keys, known);
            tally.ignored(known.ignored().stream().filter(key -> !planned.contains(key)).toList());
        }
        return known;
    }
}
