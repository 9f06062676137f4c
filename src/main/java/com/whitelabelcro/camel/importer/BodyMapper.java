package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
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
 * Makes records of the rows of one input: all by one layout if they have columns, else by one for each set of keys; and
 * each with what it is recognised by.
 */
final class BodyMapper {

    /** Keys come from the input, up to a mebi of them in a record, so what is remembered of them is limited. */
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
    /** Null where nothing needs to be recognised. */
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

    /** What JSON records have in common is shown by the example of the first one. */
    private String planOf(Optional<InputRow> first) {
        if (first.isEmpty() || !(first.get() instanceof InputRow.Record record)) {
            return "By the keys of each record\n";
        }
        ColumnMapping ofFirst = mapping.layoutOfKeys(record.fields().keySet());
        byKeys.put(List.copyOf(record.fields().keySet()), ofFirst);
        planned.addAll(ofFirst.ignored());
        return "By the keys of the first record:\n" + ofFirst.plan();
    }

    /** For people. */
    String plan() {
        return plan;
    }

    /**
     * From here on the rows are of this series ({@link com.whitelabelcro.camel.ledger.Imports}), and sent for this account.
     * Without it, they are not recognised if they come again.
     */
    void begin(String series, AccountMark account) {
        rowKeys = new RowKeys(action, series, account);
    }

    /**
     * The record of the next row.
     *
     * @throws ImportConfigurationException if two keys of this row would fill one field
     */
    ImportRecord of(InputRow.Record row) {
        ColumnMapping layout = layout(row);
        List<Doubt> found = new ArrayList<>();
        Map<String, Object> body = layout.body(row.fields(), found);
        ImportRowKey key = key(row, layout.ignored(), body);
        Optional<String> doubt = doubts.settle(row.line(), found, body);
        return new ImportRecord(row.line(), body, key, action, doubt).of(row);
    }

    private ImportRowKey key(InputRow.Record row, Set<String> unused, Map<String, Object> body) {
        return rowKeys == null ? ImportRowKey.NONE : rowKeys.of(row, unused, body);
    }

    /** The next row as it is, of which no record can be made. */
    ImportRecord asIs(InputRow.Record row) {
        return new ImportRecord(row.line(), row.fields(), key(row, row.fields().keySet(), row.fields()), action).of(row);
    }

    /** Leaves the next row out; but an equal one that comes later is still the second. */
    void pass(InputRow row) {
        tally.leftOut(row.line());
        if (row instanceof InputRow.Record record) {
            try {
                of(record);
            } catch (ImportConfigurationException e) {
                asIs(record);
            }
        }
    }

    /** What was doubtful so far, for people. */
    List<String> doubts() {
        return doubts.text();
    }

    /** The series of the rows that came from files of failed records. */
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
