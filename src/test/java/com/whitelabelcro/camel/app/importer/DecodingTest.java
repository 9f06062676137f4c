package com.whitelabelcro.camel.app.importer;

import static com.whitelabelcro.camel.app.importer.Reading.brief;
import static com.whitelabelcro.camel.app.importer.Reading.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodingTest {

    private static final String DAMAGED = "!holds bytes that do not fit the encoding of the file";
    private static final String TABLE = "näme,b\nJürgen,1\n";
    private static final String ROW = "2:{näme=Jürgen, b=1}";

    @Test
    void aByteOrderMarkSaysTheEncodingAndStaysOutOfTheFirstName() {
        assertThat(brief(rows("\uFEFF" + TABLE))).containsExactly(ROW);
        assertThat(brief(rows(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_16LE)))).containsExactly(ROW);
        assertThat(brief(rows(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_16BE)))).containsExactly(ROW);
    }

    @Test
    void utf16IsRecognisedWithoutAMark() {
        String table = "name,b\nJürgen,1\n";
        assertThat(brief(rows(table.getBytes(StandardCharsets.UTF_16LE)))).containsExactly("2:{name=Jürgen, b=1}");
        assertThat(brief(rows(table.getBytes(StandardCharsets.UTF_16BE)))).containsExactly("2:{name=Jürgen, b=1}");
    }

    @Test
    void whatIsNotUtf8IsWindows1252() {
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
            List<Row> rows = rows(bytes.toByteArray());
            assertThat(rows).hasSize(20_002);
            assertThat(rows.subList(0, 20_000)).allMatch(Row.Record.class::isInstance);
            assertThat(brief(rows.get(20_000))).isEqualTo("20002" + DAMAGED);
            assertThat(((Row.Broken) rows.get(20_000)).raw()).isEqualTo("1,\uFFFD");
            assertThat(Reading.fields(rows.get(20_001))).containsEntry("a", "\uD83D\uDE00");
        }
    }

    @Test
    void aBadByteInsideAQuotedLineEndBreaksTheWholeRecord() {
        byte[] bytes = ("a,b\n" + "é,x\n".repeat(20_000) + "1,\"x\ny?\"\n2,z\n").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 7] = (byte) 0xFF;
        List<Row> rows = rows(bytes);
        assertThat(brief(rows.subList(20_000, rows.size())))
                .containsExactly("20002" + DAMAGED, "20004:{a=2, b=z}");
    }

    @Test
    void aCutUtf16FileBreaksItsLastRowOnly() {
        byte[] whole = ("\uFEFFa,b\n1,2\n3,4").getBytes(StandardCharsets.UTF_16LE);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
        assertThat(brief(rows(cut))).containsExactly("2:{a=1, b=2}", "3" + DAMAGED);
    }

    @Test
    void allEncodingsReadBackAcrossBlockBorders() {
        String text = "a,b\n" + "\uD83D\uDE00é,x\n".repeat(30_000);
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(rows(("\uFEFF" + text).getBytes(charset)))
                    .hasSize(30_000)
                    .allSatisfy(row -> assertThat(Reading.fields(row)).containsEntry("a", "\uD83D\uDE00é"));
        }
    }
}
