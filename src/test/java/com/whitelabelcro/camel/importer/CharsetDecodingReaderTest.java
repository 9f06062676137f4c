package com.whitelabelcro.camel.importer;

import static com.whitelabelcro.camel.importer.Reading.brief;
import static com.whitelabelcro.camel.importer.Reading.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class CharsetDecodingReaderTest {

    private static final String DAMAGED = "!holds bytes that do not fit the encoding of the file";
    private static final String TABLE = "näme,b\nJürgen,1\n";
    private static final String ROW = "2:{näme=Jürgen, b=1}";

    @Test
    void aByteOrderMarkDefinesTheEncodingAndIsNotPartOfTheFirstName() {
        assertThat(brief(rows("\uFEFF" + TABLE))).containsExactly(ROW);
        assertThat(brief(rows(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_16LE)))).containsExactly(ROW);
        assertThat(brief(rows(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_16BE)))).containsExactly(ROW);
    }

    @Test
    void utf16IsRecognisedWithoutAByteOrderMark() {
        String table = "name,b\nJürgen,1\n";
        assertThat(brief(rows(table.getBytes(StandardCharsets.UTF_16LE)))).containsExactly("2:{name=Jürgen, b=1}");
        assertThat(brief(rows(table.getBytes(StandardCharsets.UTF_16BE)))).containsExactly("2:{name=Jürgen, b=1}");
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(brief(rows("имя\tпочта\nАнна\ta@x.org\n".getBytes(charset)))).containsExactly("2:{имя=Анна, почта=a@x.org}");
        }
    }

    @Test
    void invalidUtf8IsReadAsWindows1252() {
        assertThat(brief(rows(TABLE.getBytes(StandardCharsets.ISO_8859_1)))).containsExactly(ROW);
        assertThat(brief(rows("a\n5 €\n".getBytes(Charset.forName("windows-1252"))))).containsExactly("2:{a=5 €}");
    }

    @Test
    void aBadByteAfterTheFirstBlockBreaksItsOwnRowOnly() {
        for (int shift = 0; shift < 5; shift++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("a,b" + "c".repeat(shift) + "\n").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 20_000; i++) {
                bytes.writeBytes("é,x\n".getBytes(StandardCharsets.UTF_8));
            }
            bytes.writeBytes(new byte[] {'1', ',', (byte) 0xE9, '\n'});
            bytes.writeBytes("\uD83D\uDE00,y\n".getBytes(StandardCharsets.UTF_8));
            List<InputRow> rows = rows(bytes.toByteArray());
            assertThat(rows).hasSize(20_002);
            assertThat(rows.subList(0, 20_000)).allMatch(InputRow.Record.class::isInstance);
            assertThat(brief(rows.get(20_000))).isEqualTo("20002" + DAMAGED);
            assertThat(((InputRow.Broken) rows.get(20_000)).raw()).isEqualTo("1,\uFFFD");
            assertThat(Reading.fields(rows.get(20_001))).containsEntry("a", "\uD83D\uDE00");
        }
    }

    @Test
    void aBadByteInsideAQuotedLineEndBreaksTheWholeRecord() {
        byte[] bytes = ("a,b\n" + "é,x\n".repeat(20_000) + "1,\"x\ny?\"\n2,z\n").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 7] = (byte) 0xFF;
        List<InputRow> rows = rows(bytes);
        assertThat(brief(rows.subList(20_000, rows.size())))
                .containsExactly("20002" + DAMAGED, "20004:{a=2, b=z}");
    }

    @Test
    void aTruncatedUtf16FileBreaksItsLastRowOnly() {
        byte[] whole = ("\uFEFFa,b\n1,2\n3,4").getBytes(StandardCharsets.UTF_16LE);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
        assertThat(brief(rows(cut))).containsExactly("2:{a=1, b=2}", "3" + DAMAGED);
    }

    @Test
    void allEncodingsAreReadCorrectlyAcrossBlockBoundaries() {
        String text = "a,b\n" + "\uD83D\uDE00é,x\n".repeat(30_000);
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(rows(("\uFEFF" + text).getBytes(charset)))
                    .hasSize(30_000)
                    .allSatisfy(row -> assertThat(Reading.fields(row)).containsEntry("a", "\uD83D\uDE00é"));
        }
    }

    @Test
    void strayBytesDoNotAffectTheRest() {
        byte[] bytes = "a,b\nJosé,1\nNúñez,2\nLee ?,3\n".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 4] = (byte) 0x96;
        assertThat(brief(rows(bytes))).containsExactly("2:{a=José, b=1}", "3:{a=Núñez, b=2}", "4" + DAMAGED);
    }

    @Test
    void aSampleWordIsPrintedToVerifyTheEncoding() throws Exception {
        assertThat(remarks("id,name\n1,José\n".getBytes(StandardCharsets.ISO_8859_1), ReadOptions.none()))
                .containsExactly("Read as windows-1252: José; if that is wrong, say it with --encoding");
        assertThat(remarks("id,name\n1,Анна\n".getBytes(Charset.forName("windows-1251")), ReadOptions.none()))
                .containsExactly("Read as windows-1252: Àííà; if that is wrong, say it with --encoding");
        assertThat(remarks("id,name\n1,José\n".getBytes(StandardCharsets.UTF_8), ReadOptions.none())).isEmpty();
        assertThat(remarks("id,name\n1,JosÃ©\n".getBytes(StandardCharsets.UTF_8), ReadOptions.none()))
                .containsExactly("Text such as JosÃ© was damaged by another program before; it is sent as it is");
        assertThat(remarks("id,name\n1,ÂNGELA SÃO\n".getBytes(StandardCharsets.UTF_8), ReadOptions.none())).isEmpty();
    }

    private static List<String> remarks(byte[] bytes, ReadOptions options) throws Exception {
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(bytes), options)) {
            return reader.remarks();
        }
    }

    @Test
    void theEncodingIsDetectedFromTheFirstNonAsciiByteHoweverFarIntoTheFile(@TempDir Path directory) throws Exception {
        String text = "a,b\n" + "x,1\n".repeat(3 * CharsetDecodingReader.BLOCK) + "José,2\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Path file = Files.write(directory.resolve("far.csv"), text.getBytes(charset));
            try (RecordReader reader = RecordReader.open(file)) {
                InputRow last = null;
                while (reader.hasNext()) {
                    last = reader.next();
                }
                assertThat(Reading.fields(last)).containsEntry("a", "José");
                assertThat(reader.remarks()).hasSize(charset == StandardCharsets.UTF_8 ? 0 : 1);
            }
        }
    }

    @Test
    void aGivenEncodingIsUsed() throws Exception {
        byte[] bytes = "имя,b\nАнна,1\n".getBytes(Charset.forName("windows-1251"));
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(bytes), ReadOptions.of("windows-1251", null, null, null, null, null))) {
            assertThat(brief(reader.next())).isEqualTo("2:{имя=Анна, b=1}");
            assertThat(reader.remarks()).isEmpty();
        }
        byte[] marked = "\uFEFFa\né\n".getBytes(StandardCharsets.UTF_8);
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(marked), ReadOptions.of("utf-8", null, null, null, null, null))) {
            assertThat(brief(reader.next())).isEqualTo("2:{a=é}");
        }
        byte[] mixed = "\u00EF\u00BB\u00BFa\né\n".getBytes(StandardCharsets.ISO_8859_1);
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(mixed), ReadOptions.of("windows-1252", null, null, null, null, null))) {
            assertThat(brief(reader.next())).as("the mark of a text that another program went on with").isEqualTo("2:{a=é}");
        }
        assertThat(ReadOptions.of("macintosh", null, null, null, null, null).encoding()).contains(Charset.forName("x-MacRoman"));
        assertThatThrownBy(() -> ReadOptions.of("utf-9", null, null, null, null, null)).isInstanceOf(ImportConfigurationException.class)
                .hasMessageStartingWith("There is no encoding \"utf-9\"");
    }

    @ParameterizedTest
    @CsvSource({"x-MacRoman, José", "x-MacRoman, Müller", "IBM850, José", "IBM850, Müller", "IBM437, Peña", "Shift_JIS, 山田花子", "GBK, 王小明",
            "Big5, 王小明", "EUC-KR, 김민수", "windows-1250, Wałęsa", "KOI8-R, Сокол"})
    void lettersThatMakeNoSenseInWindows1252AreRefusedUntilTheEncodingIsNamed(Charset charset, String name) {
        byte[] bytes = ("a,b\n" + name + ",1\n").getBytes(charset);
        assertThatThrownBy(() -> rows(bytes)).isInstanceOf(ImportConfigurationException.class)
                .hasMessageContaining("--encoding").hasMessageNotContaining("Jos");
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(bytes), ReadOptions.of(charset.name(), null, null, null, null, null))) {
            assertThat(brief(reader.next())).isEqualTo("2:{a=" + name + ", b=1}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"José", "d\u2019Été", "Smith\u2122", "5 €", "10°", "\u201CAnn\u201D", "Müller\u2020 Ågren", "SÃO ÂNGELA", "½ Ltd\u00AE", "a\u00A0b", "Smart\u00AEHome",
            "Šimon Žák", "Ÿ"})
    void textThatWindows1252MayHaveIsRead(String name) {
        byte[] bytes = ("a,b\n" + name + ",1\n").getBytes(Charset.forName("windows-1252"));
        assertThat(rows(bytes)).hasSize(1);
    }

    @Test
    void utf32IsRecognisedByItsByteOrderMark() {
        for (String name : List.of("UTF-32LE", "UTF-32BE")) {
            assertThat(brief(rows(("\uFEFF" + TABLE).getBytes(Charset.forName(name))))).containsExactly(ROW);
        }
    }

    @Test
    void nulAndCtrlZAtTheEndAreIgnored() {
        for (String end : List.of("\0", "\0".repeat(3 * CharsetDecodingReader.BLOCK), "\u001A", "\u001A\0\0", "\u001A\r\n", "\r\n\0\0\n")) {
            assertThat(brief(rows("a,b\n1,2" + end))).containsExactly("2:{a=1, b=2}");
            assertThat(brief(rows("a,b\n1,2\n" + end))).containsExactly("2:{a=1, b=2}");
            assertThat(brief(rows("{\"a\":1}\n" + end))).containsExactly("1:{a=1}");
        }
    }

    @Test
    void nulAndCtrlZInTheMiddleAreKept() {
        for (String middle : List.of("\0", "\u001A", "\0".repeat(1_000), "\u001A\0".repeat(600))) {
            assertThat(brief(rows("a,b\nx" + middle + "y,2\n3,4\0" + "\n5,6".repeat(100_000)))).hasSize(100_002)
                    .startsWith("2:{a=x" + middle + "y, b=2}", "3:{a=3, b=4}", "4:{a=5, b=6}");
        }
    }

    @Test
    void crCrLfIsOneLineEndIfTheFirstLineEndsWithIt() {
        assertThat(brief(rows("a,b\r\r\n1,\"x\r\r\ny\"\r\r\n3,4\r\r\n")))
                .containsExactly("2:{a=1, b=x\ny}", "4:{a=3, b=4}");
        assertThat(brief(rows("a,b\r\n1,\"x\r\r\ny\"\r\n"))).containsExactly("2:{a=1, b=x\r\r\ny}");
    }
}
