package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.importer.InputRow;
import com.whitelabelcro.camel.importer.MappedRows;
import com.whitelabelcro.camel.importer.MappingFile;
import com.whitelabelcro.camel.importer.RecordReader;
import com.whitelabelcro.camel.importer.SpreadsheetText;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A CSV data format for scenarios, with the reader of {@code import}. Unmarshals to an iterator, for a split with
 * streaming. A row is a Map by column name; a row that cannot be read is a text that gives the line and the reason.
 * With the headers {@code WlcroMapping} and {@code WlcroAction} a row becomes the body of that action, by that mapping
 * ({@link MappedRows}). Marshals a Map or a list of Maps, with all their keys as columns.
 * The class is public because the project for Karavan names it in its {@code application.properties}.
 */
public final class CsvFormat extends ServiceSupport implements DataFormat {

    /** The name in the registry: {@code unmarshal: {custom: {ref: wlcroCsv}}}. */
    public static final String NAME = "wlcroCsv";

    /** Quotes not only what must be quoted but also what a reader could mistake for quotes. */
    private static final QuoteStrategy QUOTES = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return SpreadsheetText.needsQuotes(value);
        }
    };

    private final Function<CamelContext, List<Action>> known;

    /** For the actions of the pack in the same context. */
    public CsvFormat() {
        this(ActionRegistry::in);
    }

    /** @param known gives the known actions when a row is mapped */
    CsvFormat(Function<CamelContext, List<Action>> known) {
        this.known = known;
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        String mapping = exchange.getMessage().getHeader(WlcroHeaders.MAPPING, "", String.class);
        if (!mapping.isBlank()) {
            return new MappedRows(RecordReader.open(stream), action(exchange), MappingFile.of(mapping.strip()));
        }
        RecordReader rows = RecordReader.open(stream);
        return new Elements(rows, ambiguous(rows.columns().orElse(List.of())));
    }

    private Action action(Exchange exchange) {
        String name = exchange.getMessage().getHeader(WlcroHeaders.ACTION, "", String.class);
        List<Action> actions = known.apply(exchange.getContext());
        List<String> names = actions.stream().map(Action::name).toList();
        return actions.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new ConfigurationException("To read rows by a mapping, " + NAME + " must know for which action:"
                        + " set the header " + WlcroHeaders.ACTION + Suggestions.hint(name, names)));
    }

    /** Names that several columns share. An error is reported only if a scenario reads one of them. */
    private static Set<String> ambiguous(List<String> columns) {
        return columns.stream().map(RecordReader::nameOf).filter(name -> !columns.contains(name))
                .collect(Collectors.toSet());
    }

    /** An iterator over the rows; Camel closes it at the end of a split. */
    private record Elements(RecordReader rows, Set<String> ambiguous) implements Iterator<Object>, Closeable {

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Object next() {
            InputRow row = rows.next();
            return row instanceof InputRow.Record record ? fields(record)
                    : "line " + row.line() + " " + ((InputRow.Broken) row).reason();
        }

        private Map<String, Object> fields(InputRow.Record record) {
            return ambiguous.isEmpty() ? record.fields() : new Ambiguous(record.fields(), ambiguous);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /** A row of a table in which several columns share a name. */
    private static final class Ambiguous extends LinkedHashMap<String, Object> {

        private static final long serialVersionUID = 1;

        private final Set<String> names;

        private Ambiguous(Map<String, Object> row, Set<String> names) {
            super(row);
            this.names = names;
        }

        @Override
        public Object get(Object name) {
            if (name instanceof String text && names.contains(text)) {
                throw new IllegalArgumentException("Several columns are called \"" + text + "\": say which, such as "
                        + keySet().stream().filter(each -> RecordReader.nameOf(each).equals(text)).findFirst().orElse(""));
            }
            return super.get(name);
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
        CsvWriter csv = CsvWriter.builder().quoteStrategy(QUOTES).build(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
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
