package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.tag.Slow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Slow
class RecordReaderLawTest {

    private static final List<String> COLUMNS = List.of("a", "b b", "c");

    @Property(tries = 600)
    void anyTableIsReadAsItsValuesHoweverItIsWritten(@ForAll("tables") List<List<String>> table,
            @ForAll("separators") char separator, @ForAll("quotes") char quote, @ForAll("ends") String end,
            @ForAll("encodings") Charset encoding, @ForAll boolean mark) throws IOException {
        boolean bytesAreMarked = mark || !encoding.equals(StandardCharsets.UTF_8);
        String text = (bytesAreMarked ? "\uFEFF" : "") + line(COLUMNS, separator, quote, end)
                + table.stream().map(row -> line(row, separator, quote, end)).collect(Collectors.joining());
        ReadOptions options = ReadOptions.of(null, null, quote == '"' ? null : String.valueOf(quote), null, null, null);
        assertThat(rows(text.getBytes(encoding), options)).isEqualTo(expected(table));
    }

    private static List<Map<String, Object>> rows(byte[] bytes, ReadOptions options) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(bytes), options)) {
            reader.forEachRemaining(row -> rows.add(Reading.fields(row)));
        }
        return rows;
    }

    /** All values, which cleaning does not change; rows without any value are skipped. */
    private static List<Map<String, Object>> expected(List<List<String>> table) {
        List<Map<String, Object>> expected = new ArrayList<>();
        for (List<String> row : table) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                fields.put(COLUMNS.get(i), row.get(i));
            }
            if (row.stream().anyMatch(value -> !value.isEmpty())) {
                expected.add(fields);
            }
        }
        return expected;
    }

    private static String line(List<String> values, char separator, char quote, String end) {
        return values.stream().map(value -> cell(value, separator, quote))
                .collect(Collectors.joining(String.valueOf(separator))) + end;
    }

    /** Escapes like a writer for spreadsheets: a cell that begins like a formula or with an apostrophe gets an apostrophe before it. */
    private static String cell(String value, char separator, char quote) {
        String escaped = SpreadsheetText.write(value);
        boolean quoted = escaped.chars().anyMatch(c -> c == separator || c == quote || c == '\n' || c == '\r' || c == '"');
        String mark = String.valueOf(quote);
        return quoted ? mark + escaped.replace(mark, mark + mark) + mark : escaped;
    }

    @Property(tries = 1_000)
    void anyBytesAreReadAsRowsOrRefusedWithAReason(@ForAll("bytes") byte[] bytes, @ForAll("names") String name) throws IOException {
        Path file = Files.write(Files.createTempFile("wlcro", name), bytes);
        try (RecordReader reader = RecordReader.open(file)) {
            reader.findHeader(names -> names.contains("a"));
            reader.description();
            reader.remarks();
            reader.forEachRemaining(row -> assertThat(row.line()).isPositive());
        } catch (ImportConfigurationException e) {
            assertThat(e.getMessage().chars()).noneMatch(c -> c < ' ' || c >= 0x7F && c < 0xA0);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> pieces = Arbitraries.of("x", "\u00E9", "\uD83D\uDE00", "\"", "'", ",", ";", "\t", "|", "\n",
                "\r\n", "\r", " ", "0", "=", "+", "@", "-", "\\", "\u201D", "\uFFFD", "\u00A0", "sep=", "a");
        Arbitrary<String> value = pieces.list().ofMaxSize(6).map(list -> InvisibleCharacters.strip(String.join("", list)))
                .filter(text -> SpreadsheetText.read(SpreadsheetText.write(text)).equals(text) && !SpreadsheetText.needsQuotes(text));
        return value.list().ofSize(COLUMNS.size()).filter(row -> !row.equals(COLUMNS)).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> pieces = Arbitraries.of("a", "b", ",", ";", "\t", "|", "\"", "'", "\n", "\r\n", "\r", " ", "\\",
                "\\\"", "{", "}", "[", "]", ":", "\"a\":", "null", "1e9", "sep=;", "<", "<html>", "PK\u0003\u0004", "\0",
                "\u001A", "\u00EF\u00BB\u00BF", "\u00FF\u00FE", "\u00FE\u00FF", "\u00C3\u00A9", "\u00E9", "\u0080",
                "\u00E2\u0080\u009C", "\u00E2\u0080\u009D", "\u00F0\u009F\u0098\u0080", "{\"a\":1}\n", "{\"results\":[", "{\"properties\":{", "a,b\n", "1,2\n")
                .map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1));
        Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Arbitraries.oneOf(pieces, pieces, pieces, anything).list().ofMaxSize(60).map(list -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            list.forEach(all::writeBytes);
            return all.toByteArray();
        });
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Provide
    Arbitrary<Character> quotes() {
        return Arbitraries.of('"', '"', '\'');
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(".csv", ".jsonl", ".json", ".txt", ".xlsx");
    }

    @Provide
    Arbitrary<Charset> encodings() {
        return Arbitraries.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    @Example
    void valuesOfASingleByteEncodingThatIsSaidAreRead() throws IOException {
        Charset encoding = Charset.forName("windows-1252");
        List<List<String>> table = List.of(List.of("Jos\u00E9", "5 \u20AC", "x;y"), List.of("\u00FC", "", "\u0178"));
        String text = line(COLUMNS, ';', '"', "\r\n")
                + table.stream().map(row -> line(row, ';', '"', "\r\n")).collect(Collectors.joining());
        assertThat(rows(text.getBytes(encoding), ReadOptions.of("windows-1252", null, null, null, null, null))).isEqualTo(expected(table));
        assertThat(rows(text.getBytes(encoding), ReadOptions.none())).isEqualTo(expected(table));
    }
}
