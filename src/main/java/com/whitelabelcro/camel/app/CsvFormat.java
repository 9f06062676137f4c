package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.app.importer.RecordReader;
import com.whitelabelcro.camel.app.importer.Row;
import com.whitelabelcro.camel.app.importer.SpreadsheetText;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * CSV for scenarios, with the reader of {@code import}. Unmarshals to an iterator, for a split with streaming: a row is a
 * Map by the names of the columns, and one that cannot be read a text that says in which line and why. Marshals a Map, or
 * a list of them, with all their names as columns.
 */
public final class CsvFormat extends ServiceSupport implements DataFormat {

    /** Its name in the registry: {@code unmarshal: {custom: {ref: wlcroCsv}}}. */
    public static final String NAME = "wlcroCsv";

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        return new Elements(RecordReader.open(stream));
    }

    /** Camel closes it at the end of a split. */
    private record Elements(RecordReader rows) implements Iterator<Object>, Closeable {

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Object next() {
            Row row = rows.next();
            return row instanceof Row.Record record ? record.fields()
                    : "line " + row.line() + " " + ((Row.Broken) row).reason();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
        Collection<?> rows = graph instanceof Collection<?> many ? many : List.of(graph);
        Set<Object> columns = new LinkedHashSet<>();
        for (Object row : rows) {
            if (!(row instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(NAME + " writes a Map or a list of Maps");
            }
            columns.addAll(map.keySet());
        }
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        csv.writeRecord(columns.stream().map(CsvFormat::cell).toList());
        for (Object row : rows) {
            csv.writeRecord(columns.stream().map(column -> cell(((Map<?, ?>) row).get(column))).toList());
        }
        csv.flush();
    }

    private static String cell(Object value) {
        return value == null ? "" : value instanceof Number ? value.toString() : SpreadsheetText.write(value.toString());
    }
}
