package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Fast
class TableRowsLawTest {

    private static final List<String> COLUMNS = List.of("a", "b", "c");

    @Property(tries = 300)
    void anyTableWrittenAsCsvReadsBackTheSameWithItsLineNumbers(
            @ForAll("tables") List<List<String>> table, @ForAll("separators") char separator,
            @ForAll("ends") String end) {
        Written written = write(table, separator, end);
        assertThat(Reading.brief(Reading.rows(written.text()))).isEqualTo(Reading.brief(written.rows()));
    }

    @Property(tries = 300)
    void oneBrokenRowNeverChangesTheOthers(
            @ForAll("plainTables") List<List<String>> table, @ForAll("broken") String broken,
            @ForAll @IntRange(max = 1_000) int at, @ForAll("ends") String end) {
        int place = at % (table.size() + 1);
        Written before = write(table.subList(0, place), ',', end);
        String head = before.text() + broken + end;
        int line = before.nextLine() + 1;
        StringBuilder text = new StringBuilder(head);
        List<InputRow> expected = new ArrayList<>(before.rows());
        for (List<String> row : table.subList(place, table.size())) {
            text.append(String.join(",", row)).append(end);
            expected.add(new InputRow.Record(line++, fields(row)));
        }
        List<InputRow> rows = Reading.rows(text.toString());
        assertThat(rows.get(place)).isInstanceOf(InputRow.Broken.class);
        assertThat(rows.get(place).line()).isEqualTo(before.nextLine());
        rows.remove(place);
        assertThat(Reading.brief(rows)).isEqualTo(Reading.brief(expected));
    }

    private record Written(String text, List<InputRow> rows, int nextLine) {
    }

    private static Written write(List<List<String>> table, char separator, String end) {
        StringBuilder text = new StringBuilder(String.join(String.valueOf(separator), COLUMNS)).append(end);
        List<InputRow> rows = new ArrayList<>();
        int line = 2;
        for (List<String> row : table) {
            String written = row.stream().map(cell -> quoted(SpreadsheetText.write(cell), separator))
                    .collect(Collectors.joining(String.valueOf(separator)));
            text.append(written).append(end);
            if (row.stream().anyMatch(cell -> !InvisibleCharacters.isBlank(cell))) {
                rows.add(new InputRow.Record(line, fields(row)));
            }
            line += 1 + (int) written.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
        }
        return new Written(text.toString(), rows, line);
    }

    private static String quoted(String cell, char separator) {
        boolean needed = cell.indexOf(separator) >= 0 || cell.contains("\"") || cell.contains("\n")
                || cell.contains("\r");
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static Map<String, Object> fields(List<String> row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            fields.put(COLUMNS.get(i), InvisibleCharacters.strip(row.get(i)));
        }
        return fields;
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> pieces = Arbitraries.of(
                "x", "é", "\uD83D\uDE00", "\"", ",", ";", "\t", "\n", "\r\n", "\r", " ", "0", "=", "'", "\uFFFD");
        Arbitrary<String> cell = pieces.list().ofMaxSize(6).map(list -> InvisibleCharacters.strip(String.join("", list)));
        return cell.list().ofSize(COLUMNS.size()).list().ofMaxSize(8);
    }

    /** Rows without quotes: a quote after an unclosed one may be read as its end, which cannot be avoided. */
    @Provide
    Arbitrary<List<List<String>>> plainTables() {
        Arbitrary<String> cell = Arbitraries.strings().withChars("xyé0= ;").ofMinLength(1).ofMaxLength(5);
        return cell.map(text -> text + ".").list().ofSize(COLUMNS.size()).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> broken() {
        return Arbitraries.of("1,2,3,4", "\"1,2,3", "1,2,\"3", "1,\"2,3", "\"1\"x,2,3", "1,\"2\" x,3",
                "1,\"2\"\"\",\"");
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t');
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }
}
