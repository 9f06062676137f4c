package com.whitelabelcro.camel.app.importer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the records of one input into bodies: all by one layout if they have columns, else by one for each set of keys.
 */
final class Bodies {

    /** Keys come from the input, up to a mebi of them in a record, so what is remembered of them is limited. */
    private static final int MOST_LAYOUTS = 20;

    private final Mapping mapping;
    private final Tally tally;
    private final Optional<Layout> ofAll;
    private final Set<String> planned = new HashSet<>();
    private final Map<List<String>, Layout> byKeys = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Layout> eldest) {
            return size() > MOST_LAYOUTS;
        }
    };

    /** @throws ImportConfigurationException if the columns do not fit the action */
    Bodies(Mapping mapping, RecordReader reader, Tally tally) {
        this.mapping = mapping;
        this.tally = tally;
        this.ofAll = reader.columns().map(mapping::layoutOfColumns);
    }

    /** @throws ImportConfigurationException if two keys of this record would fill one field */
    Map<String, Object> of(Row.Record record) {
        return layout(record).body(record.fields());
    }

    /** The columns of this record that fill nothing. */
    Set<String> unused(Row.Record record) {
        try {
            return layout(record).ignored();
        } catch (ImportConfigurationException e) {
            return record.fields().keySet();
        }
    }

    /** For people; what JSON records have in common is shown by the example of the first one. */
    String plan(Optional<Row> first) {
        if (ofAll.isPresent()) {
            return ofAll.get().plan();
        }
        if (first.isEmpty() || !(first.get() instanceof Row.Record record)) {
            return "By the keys of each record\n";
        }
        Layout ofFirst = mapping.layoutOfKeys(record.fields().keySet());
        byKeys.put(List.copyOf(record.fields().keySet()), ofFirst);
        planned.addAll(ofFirst.ignored());
        return "By the keys of the first record:\n" + ofFirst.plan();
    }

    private Layout layout(Row.Record record) {
        if (ofAll.isPresent()) {
            return ofAll.get();
        }
        List<String> keys = List.copyOf(record.fields().keySet());
        Layout known = byKeys.get(keys);
        if (known == null) {
            known = mapping.layoutOfKeys(keys);
            byKeys.put(keys, known);
            tally.ignored(known.ignored().stream().filter(key -> !planned.contains(key)).toList());
        }
        return known;
    }
}
