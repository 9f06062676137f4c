package com.whitelabelcro.camel.importer;

import static com.whitelabelcro.camel.importer.Workbook.number;
import static com.whitelabelcro.camel.importer.Workbook.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class WorkbookInputTest {

    private static final String HEADER = row(1, "Name", "Value");

    @TempDir
    private Path directory;

    private RecordReader open(Workbook workbook, String sheet) throws IOException {
        RecordReader reader = RecordReader.open(workbook.write(directory.resolve("list.xlsx")), ReadOptions.of(null, null, null, null, null, sheet));
        reader.findHeader(names -> names.contains("Name"));
        return reader;
    }

    private List<String> read(Workbook workbook) throws IOException {
        List<InputRow> rows = new ArrayList<>();
        try (RecordReader reader = open(workbook, null)) {
            reader.forEachRemaining(rows::add);
        }
        return Reading.brief(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "15550100071, 0, 15550100071",
        "1.5550100071E10, 0, 15550100071",
        "4712.0, 0, 4712",
        "0.30000000000000004, 0, 0.3",
        "-0, 0, 0",
        "999999999999999, 0, 999999999999999",
        // How a spreadsheet stores an id of 18 digits.
        "1.2345678901234567E17, 0, 1.2345678901234567E+17",
        "2138, 3, 02138",
        "21380001, 6, 02138-0001",
        "0.125, 4, 12.5%",
        "46352, 1, 2026-11-26",
        "46352, 5, 2026-11-26",
        "46352.395833333336, 2, 2026-11-26T09:30:00",
        "59, 1, 1900-02-28",
        "0.5, 2, 12:00:00",
        "46352.9999999, 2, 2026-11-27",
        "-1, 1, -1",
        // No number of a spreadsheet is this small; written without an exponent, it would exhaust the memory.
        "1E-999999999, 0, 1.0E-999999999",
        "1E-999999999, 1, 1.0E-999999999",
        "-2.5E-400, 4, -2.5E-400",
        "1E999999999, 0, 1.0E+999999999",
        "1.5E-7, 0, 0.00000015",
        "99999999, 1, 99999999"
    })
    void aNumberIsReadAsPeopleSeeIt(String raw, int style, String text) throws IOException {
        assertThat(read(new Workbook().sheet("A", HEADER, row(2, "x", number(raw, style)))))
                .containsExactly("2:{Name=x, Value=" + text + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "'<c t=\"s\"><v>0</v></c>', 00417",
        "'<c t=\"str\"><f>A1</f><v>00417</v></c>', 00417",
        "'<c><f>A1+1</f><v>418</v></c>', 418",
        "'<c t=\"b\"><v>1</v></c>', true",
        "'<c t=\"e\"><v>#REF!</v></c>', #REF!",
        "'<c t=\"e\"><f>A1</f><v>#N/A</v></c>', #N/A",
        "'<c s=\"1\"/>', ''",
        "'<c t=\"b\"><v>true</v></c>', true",
        "'<c><v>1,234</v></c>', '1,234'",
        "'<c t=\"n\"><v> 12 </v></c>', 12",
        "'<c t=\"str\"><v>a_x000D_\nb_x005F_x0041_</v></c>', 'a\r\nb_x0041_'",
        "'<c t=\"inlineStr\"><is><r><t>0</t></r><r><t>0417</t></r></is></c>', 00417",
        "'<c t=\"d\"><v>2026-11-26</v></c>', 2026-11-26",
        "'<c s=\"1\" t=''d''><v>2026-11-26T00:00:00</v></c>', 2026-11-26",
        "'<c t=\"d\"><v>2026-11-26T09:30:00.000Z</v></c>', 2026-11-26T09:30:00",
        "'<c t=\"d\"><v>2026-11-26T09:30</v></c>', 2026-11-26T09:30:00",
        "'<c t=\"d\"><v>20261126T093000</v></c>', 20261126T093000",
        "'<c t=\"d\"><f>NOW()</f><v>2026-11-26T09:30:05.25</v></c>', 2026-11-26T09:30:05",
        "'<c t=\"d\"><v>2026-13-26T00:00</v></c>', 2026-13-26T00:00",
        "'<c t=\"str\"><f>A1</f><v>a_x000D_</v></c>', a",
        "'<c t=\"str\"><v>2026-11-26T00:00:00</v></c>', 2026-11-26T00:00:00"
    })
    void aCellOfEachKindIsReadAsItsText(String cell, String text) throws IOException {
        assertThat(read(new Workbook().shared("00417").sheet("A", HEADER, row(2, "x", cell))))
                .containsExactly("2:{Name=x, Value=" + text + "}");
    }

    /** Many programs that write workbooks omit the optional parts: styles and shared strings. */
    @Test
    void aWorkbookWithoutStylesAndSharedStringsIsRead() throws IOException {
        String types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType="
                + "\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
        assertThat(read(new Workbook().sheet("A", HEADER, row(2, "x", "<c><v>5551234567</v></c>")).part("[Content_Types].xml", types)))
                .containsExactly("2:{Name=x, Value=5551234567}");
    }

    @Test
    void datesAreCountedFrom1904IfTheWorkbookSaysSo() throws IOException {
        Workbook workbook = new Workbook().sheet("A", HEADER, row(2, "x", number("44890", 1)));
        workbook.write(directory.resolve("list.xlsx"));
        String main = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r="
                + "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr date1904=\"1\"/><sheets>"
                + "<sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
        assertThat(read(workbook.part("xl/workbook.xml", main))).containsExactly("2:{Name=x, Value=2026-11-26}");
    }

    @Test
    void titlesEmptyRowsAndRepeatedHeadersAreSkipped() throws IOException {
        assertThat(read(new Workbook().sheet("A", row(1, "Our customers"), row(3, "Name", "Value"), row(4, "x", "1"),
                row(7, " ", ""), row(9, "Name", "Value"), row(12, "y"), row(13, "z", "2", "", "too much"))))
                .containsExactly("4:{Name=x, Value=1}", "12:{Name=y, Value=}", "13!has 4 cells, the header has 2");
    }

    @Test
    void theFirstVisibleSheetWithTheHeaderIsReadAndTheOthersAreReported() throws IOException {
        Workbook workbook = new Workbook().sheet("Cover", row(1, "Made by hand")).sheetOf("Old", "hidden", HEADER, row(2, "o"))
                .sheet("Empty").sheet("Leads", HEADER, row(2, "x")).sheet("More", HEADER, row(2, "y"));
        try (RecordReader reader = open(workbook, null)) {
            assertThat(reader.description()).isEqualTo("Excel workbook, sheet \"Leads\", header in row 1");
            assertThat(reader.remarks()).containsExactly(
                    "Other sheets with data, which are not read: \"Cover\", \"Old\" (hidden), \"More\"; --sheet NAME reads one of them");
        }
        for (String name : List.of("Old", "old ", "2")) {
            try (RecordReader reader = open(workbook, name)) {
                assertThat(Reading.brief(reader.next())).isEqualTo("2:{Name=o, Value=}");
            }
        }
        assertThatThrownBy(() -> open(workbook, "Lead").description()).hasMessage(
                "There is no sheet \"Lead\" in this Excel workbook; it has \"Cover\", \"Old\" (hidden), \"Empty\", \"Leads\", \"More\"");
    }

    @Test
    void aWorkbookWithHiddenSheetsOnlyIsNotRead() {
        assertThatThrownBy(() -> read(new Workbook().sheetOf("Old", "veryHidden", HEADER, row(2, "o"))))
                .isInstanceOf(ImportConfigurationException.class).hasMessageContaining("Only hidden sheets").hasMessageContaining("Old");
        assertThatThrownBy(() -> read(new Workbook().sheet("A"))).hasMessage("This Excel workbook holds no data");
    }

    @Test
    void titlesInMergedCellsAndEmptyRowsAreNotMistakenForTheHeader() throws IOException {
        String merged = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A3:B3\"/></mergeCells><sheetData>";
        assertThat(read(new Workbook().sheetOf("Notes", "hidden", HEADER, row(2, "o")).sheet("A", "<row r=\"1\"/>",
                row(2, "<c s=\"1\"/>", "<c s=\"1\"/>"), row(3, "Customers", "<c s=\"1\"/>"), row(5, "Name", "Value"), row(6, "x", "1"), merged)))
                .containsExactly("6:{Name=x, Value=1}");
    }

    @Test
    void contentAfterTheRowsIsNotRead() throws IOException {
        String behind = "</sheetData><extLst>" + row(3, "y") + "</extLst><sheetData>";
        assertThat(read(new Workbook().sheet("A", HEADER, row(2, "x"), behind))).containsExactly("2:{Name=x, Value=}");
    }

    @Test
    void theProgressIsKnownFromTheNumberOfRows() throws IOException {
        try (RecordReader reader = open(new Workbook().sheet("A", HEADER, row(2, "x"), row(3, "y"), row(4, "z")), null)) {
            reader.next();
            assertThat(reader.bytesUsed() * 2).isEqualTo(reader.bytesTotal().getAsLong() / 2 * 2);
            reader.forEachRemaining(row -> { });
            assertThat(reader.bytesUsed()).isEqualTo(reader.bytesTotal().getAsLong());
        }
    }

    @Test
    void aZipBombIsRefused() {
        assertRefused(new Workbook().sheet("A", HEADER, "<row r=\"3\"/>".repeat(3_000_000)), "unpacks to more than");
        assertRefused(new Workbook().sheet("A", HEADER, row(2, "x".repeat(2_000_000))), "holds a text of more than a million characters");
        assertRefused(new Workbook().sheet("A", HEADER, "<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>"),
                "names a column that there is not");
        assertRefused(new Workbook().sheet("A", HEADER).part("xl/sharedStrings.xml", "<sst>" + "<si/>".repeat(6_000_000) + "</sst>"),
                "unpacks to more than");
    }

    private void assertRefused(Workbook workbook, String why) {
        assertThatThrownBy(() -> read(workbook)).isInstanceOf(ImportConfigurationException.class).hasMessageContaining(why)
                .hasMessageContaining("save its sheet as CSV");
    }

    @Test
    void entitiesAreNotExpanded() {
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        Workbook workbook = new Workbook().sheet("A", HEADER).part("xl/worksheets/sheet1.xml", bomb
                + "<worksheet><sheetData>" + HEADER + row(2, "&b;&c;") + "</sheetData></worksheet>");
        assertThatThrownBy(() -> assertThat(read(workbook).toString()).doesNotContain("aaaa", "root:"))
                .isInstanceOf(ImportConfigurationException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void aDamagedWorkbookIsReportedInOneLine() throws IOException {
        assertThatThrownBy(() -> read(new Workbook().sheet("A", HEADER, "<row r=\"2\"><c r=\"A2\"><v>")))
                .isInstanceOf(ImportConfigurationException.class).hasMessageContaining("may be damaged");
        Path cut = new Workbook().sheet("A", HEADER).write(directory.resolve("cut.xlsx"));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> RecordReader.open(cut)).hasMessageContaining("may be damaged");
    }

    /** Damages any byte: in compressed parts, in the names of the parts, or in the central directory. */
    @Test
    void damagedBytesAreReportedInOneLineOrHaveNoEffect() throws IOException {
        Path file = new Workbook().sheet("A", HEADER, row(2, "x", "y".repeat(2_000))).write(directory.resolve("flip.xlsx"));
        byte[] whole = Files.readAllBytes(file);
        for (int from = 0; from < whole.length; from += 40) {
            byte[] bytes = whole.clone();
            for (int i = from; i < Math.min(from + 25, bytes.length); i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(file, bytes);
            try (RecordReader reader = RecordReader.open(file)) {
                reader.findHeader(columns -> true);
                while (reader.hasNext()) {
                    reader.next();
                }
            } catch (ImportConfigurationException told) {
                assertThat(told.getMessage()).as("byte %d", from).doesNotContain("\n", "Exception", "ZLIB");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"content.xml, .ods", "xl/workbook.bin, .xlsb", "leads.csv, a ZIP file: unpack it first"})
    void otherZipFilesAreNamed(String part, String what) throws IOException {
        Path file = directory.resolve("list.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(part));
        }
        assertThatThrownBy(() -> RecordReader.open(file)).isInstanceOf(ImportConfigurationException.class).hasMessageContaining(what);
    }

    @Test
    void textOptionsAreRefusedForAWorkbookAndASheetOptionForAText() {
        assertThatThrownBy(() -> RecordReader.open(new Workbook().sheet("A", HEADER).write(directory.resolve("a.xlsx")),
                ReadOptions.of(null, "comma", null, null, null, null))).hasMessageContaining("--separator says how a text is written");
        assertThatThrownBy(() -> RecordReader.open(Files.writeString(directory.resolve("a.csv"), "a\n1\n"),
                ReadOptions.of(null, null, null, null, null, "A"))).hasMessageContaining("--sheet names a sheet");
    }
}
