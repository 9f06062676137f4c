package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dhatim.fastexcel.Worksheet;

@Fast
class WorkbookLawTest {

    private static final List<String> COLUMNS = List.of("a", "b b", "c");

    @Property(tries = 120)
    void anyTableOfTextsIsReadBackAsItsValues(@ForAll("tables") List<List<String>> table, @ForAll boolean inline) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(table, inline, bytes);
        assertThat(read(bytes.toByteArray())).isEqualTo(expected(table));
    }

    private static void write(List<List<String>> table, boolean inline, OutputStream out) throws IOException {
        try (org.dhatim.fastexcel.Workbook workbook = new org.dhatim.fastexcel.Workbook(out, "wlcro", null)) {
            Worksheet sheet = workbook.newWorksheet("Leads");
            List<List<String>> rows = new ArrayList<>(table);
            rows.add(0, COLUMNS);
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < COLUMNS.size(); column++) {
                    String cell = escaped(SpreadsheetText.write(rows.get(row).get(column)));
                    if (inline) {
                        sheet.inlineString(row, column, cell);
                    } else {
                        sheet.value(row, column, cell);
                    }
                }
            }
        }
    }

    /** Escapes a text that would be read as an escape sequence, like spreadsheets do. */
    private static String escaped(String text) {
        return text.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
    }

    private static List<String> read(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile("wlcro", ".xlsx"), bytes);
        List<InputRow> rows = new ArrayList<>();
        try (RecordReader reader = RecordReader.open(file)) {
            reader.forEachRemaining(rows::add);
        } finally {
            Files.delete(file);
        }
        return Reading.brief(rows);
    }

    private static List<String> expected(List<List<String>> table) {
        List<InputRow> expected = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                fields.put(COLUMNS.get(i), table.get(row).get(i));
            }
            if (table.get(row).stream().anyMatch(value -> !value.isEmpty())) {
                expected.add(new InputRow.Record(row + 2L, fields));
            }
        }
        return Reading.brief(expected);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> pieces = Arbitraries.of("x", "0", "\u00E9", "\uD83D\uDE00", "\"", "'", "&", "<", ">", "]]>", ",", "\t",
                "\n", "\r\n", "\r", " ", "=", "+", "@", "-", "\u00A0", "\u2028", "1E5", "2026-11-26", "#REF!", "_", "_x000D_", "x005F_");
        Arbitrary<String> value = pieces.list().ofMaxSize(6).map(list -> InvisibleCharacters.strip(String.join("", list)))
                .filter(text -> SpreadsheetText.read(SpreadsheetText.write(text)).equals(text));
        return value.list().ofSize(COLUMNS.size()).filter(row -> !row.equals(COLUMNS)).list().ofMaxSize(8);
    }

    /** The damage is inside the parts, so that the check sums of the archive are valid. */
    @Property(tries = 60)
    void anySheetIsReadAsRowsOrRefusedWithAReason(@ForAll("sheets") String sheet, @ForAll boolean texts) throws IOException {
        Path file = Files.createTempFile("wlcro", ".xlsx");
        Workbook workbook = new Workbook().shared("a", "0417").sheet("A", sheet);
        (texts ? workbook.part("xl/sharedStrings.xml", sheet) : workbook).write(file);
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
    Arbitrary<String> sheets() {
        Arbitrary<String> pieces = Arbitraries.of("<row r=\"1\">", "<row>", "<row r=\"-1\">", "<row r=\"x\">", "</row>", "<c>",
                "<c r=\"A1\" t=\"s\">", "<c t=\"d\">", "<c t=\"x\">", "<c t=\"b\">", "<c r=\"1A\">", "<c r=\"\">", "<c s=\"x\">",
                "<c s=\"-1\">", "<c r=\"C1\" t=\"inlineStr\">", "<is>", "</is>", "<t>", "</t>", "</c>", "<v>", "</v>", "<v>0</v>",
                "<v>-1</v>", "<v>1e-999999999</v>", "<v>a</v>", "<f>", "</f>", "<f t=\"shared\" si=\"9\"/>",
                "<f t=\"array\" ref=\"x\"/>", "a", "&#0;", "&lt;", "&x;", "_x0000_", "</sheetData>", "<!--", "-->", "<![CDATA[", "]]>",
                "\uFFFF", "<si>", "</si>");
        Arbitrary<String> rows = Arbitraries.of("<c t=\"inlineStr\"><is><t>a</t></is></c>", "<c><v>1e999999999</v></c>",
                "<c><v>-1e2147483647</v></c>", "<c t=\"d\"><v>9999999999-12-31</v></c>", "<c s=\"1\"><v>1e-999999999</v></c>",
                "<c s=\"4\"><v>1e-99999</v></c>", "<c t=\"s\"><v>9</v></c>", "<c r=\"XFD1\"><v>1</v></c>",
                "<c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>1</v></c>").map(cell -> "<row>" + cell + "</row>");
        return Arbitraries.oneOf(pieces, rows, rows).list().ofMaxSize(12).map(list -> String.join("", list));
    }
}
