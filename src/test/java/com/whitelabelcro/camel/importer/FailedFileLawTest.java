package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.tag.Fast;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The failed rows that an import writes are read back as the same rows, whatever their content. */
@Fast
class FailedFileLawTest {

    private static final List<String> COLUMNS = List.of("a", "b b", "=1+1");

    /** A failed row with the key by which it is recognised; a row without cells could not be read. */
    private record Failed(List<String> cells, ImportRowKey key, boolean forgotten, String reason) {

        private InputRow row(long line) {
            Map<String, Object> fields = new LinkedHashMap<>();
            IntStream.range(0, cells.size()).forEach(i -> fields.put(COLUMNS.get(i), cells.get(i)));
            return cells.isEmpty() ? new InputRow.Broken(line, "is broken", reason) : new InputRow.Record(line, fields, key, forgotten);
        }
    }

    @Property(tries = 120)
    void theTableOfFailedRowsIsReadAsTheSameRows(@ForAll("rows") List<Failed> rows, @ForAll("separators") char separator)
            throws IOException {
        Path directory = Files.createTempDirectory("wlcro");
        Path table = write(rows, separator, FailedFile.inDirectory(directory));
        try (RecordReader reader = RecordReader.open(table)) {
            reader.findHeader(names -> new HashSet<>(names).containsAll(COLUMNS));
            assertThat(reader.columns()).contains(COLUMNS);
            for (Failed row : rows) {
                assertSame(reader.next(), row);
            }
            assertThat(reader.hasNext()).isFalse();
        }
        assertForPeople(table, separator == ':' ? ',' : separator, rows);
        Files.delete(table);
        Files.delete(directory.resolve("import.failed.jsonl"));
        Files.delete(directory);
    }

    private static Path write(List<Failed> rows, char separator, FailedFile file) throws IOException {
        file.ofTable(COLUMNS, separator);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).row(i + 2) instanceof InputRow.Record record) {
                file.add(new ImportRecord(record, Map.of(), rows.get(i).key(), TestActions.CREATE_LEAD, Optional.empty()), "X",
                        rows.get(i).reason());
            } else {
                file.add((InputRow.Broken) rows.get(i).row(i + 2));
            }
        }
        file.close();
        return file.table().orElseThrow();
    }

    private static void assertSame(InputRow read, Failed row) {
        if (row.cells().isEmpty()) {
            assertThat(read).isInstanceOf(InputRow.Broken.class);
        } else {
            assertThat(((InputRow.Record) read).fields()).isEqualTo(((InputRow.Record) row.row(0)).fields());
            assertThat(((InputRow.Record) read).before()).isEqualTo(row.key());
            assertThat(((InputRow.Record) read).forgotten()).isEqualTo(row.forgotten());
        }
    }

    /** Reads the file with another parser: each row has its line and its reason, and no cell is a formula. */
    private static void assertForPeople(Path table, char separator, List<Failed> rows) {
        List<CsvRecord> written = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().fieldSeparator(separator).detectBomHeader(true).ofCsvRecord(table)) {
            csv.forEach(written::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(written).hasSize(rows.size() + 1).allSatisfy(row -> assertThat(row.getFields()).hasSize(COLUMNS.size() + 3)
                .noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0));
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = written.get(i + 1).getFields();
            assertThat(cells.get(COLUMNS.size() + 1)).isEqualTo(String.valueOf(i + 2));
            assertThat(cells.get(COLUMNS.size() + 2)).endsWith(rows.get(i).reason());
        }
    }

    @Provide
    Arbitrary<List<Failed>> rows() {
        Arbitrary<String> text = Arbitraries.of("x", "\u00E9", "\uD83D\uDE00", "\"", "'", ",", ";", "\t", "|", ":", "\n", "\r\n", "\r",
                " ", "0", "007", "123456789012345", "=", "+", "@", "-", "\\", "\u201C", "\u201D", "\uFFFD", "\u00A0", "\0", "\u001A", "~",
                "%", "sep=", "_entry", "a")
                .list().ofMaxSize(6).map(list -> String.join("", list));
        Arbitrary<String> value = text.map(SpreadsheetText::read);
        Arbitrary<List<String>> cells = value.list().ofSize(COLUMNS.size())
                .filter(row -> !row.equals(COLUMNS) && row.stream().anyMatch(cell -> !InvisibleCharacters.isBlank(cell)));
        Arbitrary<ImportRowKey> key = text.tuple4().map(parts -> new ImportRowKey(parts.get1(), parts.get2(), "",
                new AccountMark(parts.get3(), parts.get4())));
        Arbitrary<List<String>> none = Arbitraries.just(List.of());
        return Arbitraries.frequencyOf(Tuple.of(6, cells), Tuple.of(1, none)).flatMap(row ->
                Combinators.combine(key, Arbitraries.of(true, false), text).as((by, forgotten, reason) -> new Failed(row, by, forgotten, reason)))
                .list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|', ':');
    }
}
