package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.app.importer.RecordReader;
import com.whitelabelcro.camel.app.importer.Row;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * CSV for scenarios, in {@code unmarshal} and {@code marshal} by the name {@value #NAME}. Reading gives an iterator of
 * maps by column name, for a split with streaming: only the row at hand is in memory. Of a row that cannot be read,
 * {@link BrokenRow}, every use fails with {@link UnreadableRow}. Writing takes a map or a collection of maps.
 */
final class CsvDataFormat extends ServiceSupport implements DataFormat {

    static final String NAME = "wlcroCsv";

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        return new Maps(RecordReader.openCsv(stream));
    }

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
        Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        new CsvTable(rows(graph)).write(writer);
        writer.flush();
    }

    private static List<Map<?, ?>> rows(Object graph) {
        Collection<?> rows = graph instanceof Collection<?> many ? many : List.of(graph);
        return rows.stream().<Map<?, ?>>map(CsvDataFormat::row).toList();
    }

    private static Map<?, ?> row(Object row) {
        if (row instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(NAME + " writes a map or a list of maps, not a "
                + (row == null ? "null" : row.getClass().getName()));
    }

    /** The split closes it at its end. */
    private record Maps(RecordReader reader) implements Iterator<Map<String, Object>>, Closeable {

        @Override
        public boolean hasNext() {
            return reader.hasNext();
        }

        @Override
        public Map<String, Object> next() {
            Row row = reader.next();
            return row instanceof Row.Broken broken
                    ? new BrokenRow(new UnreadableRow(broken.line(), broken.reason())) : ((Row.Record) row).fields();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
