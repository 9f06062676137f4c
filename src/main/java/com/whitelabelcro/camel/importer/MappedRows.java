package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/**
 * The rows of an input as the bodies of one action, one by one, as {@code import} would send them: columns are matched
 * regardless of the spelling of their names, values are cleaned, and rows with doubtful values are rejected. A row that cannot
 * become a body is a text with the line and the reason.
 */
public final class MappedRows implements Iterator<Object>, Closeable {

    private final RecordReader reader;
    private final BodyMapper bodies;

    /** @throws ImportConfigurationException if the columns do not fit the action */
    public MappedRows(RecordReader reader, Action action, MappingRules rules) {
        Mapping mapping = Mapping.of(action, MappingRules.none(), rules);
        reader.findHeader(mapping::fits);
        this.reader = reader;
        this.bodies = new BodyMapper(mapping, reader, action, ImportOptions.defaults().asDryRun(), new ImportCounters());
    }

    @Override
    public boolean hasNext() {
        return reader.hasNext();
    }

    /** A Map, or a text with the reason why there is none. */
    @Override
    public Object next() {
        InputRow row = reader.next();
        if (row instanceof InputRow.Broken broken) {
            return "line " + broken.line() + " " + broken.reason();
        }
        ImportRecord record = bodies.of((InputRow.Record) row);
        return record.flaw().<Object>map(why -> "line " + row.line() + ": " + why.reason()).orElse(record.body());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
