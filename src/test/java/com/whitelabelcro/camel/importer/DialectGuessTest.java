package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the format of a table is detected; in these tests, a header names an id and a mail. */
@Fast
class DialectGuessTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                // the separator: by the agreement of the rows, not by its number of occurrences in the header
                text("id,mail\n1,a", "separated by commas, header in line 1", "2:{id=1, mail=a}"),
                text("id;mail\n1;a", "separated by semicolons, header in line 1", "2:{id=1, mail=a}"),
                text("id\tmail\n1\ta", "separated by tabs, header in line 1", "2:{id=1, mail=a}"),
                text("id|mail\n1|a", "separated by pipes, header in line 1", "2:{id=1, mail=a}"),
                text("id;mail;phone (home, work, other, any)\n1;a;\"5, 6\"\n", "separated by semicolons, header in line 1",
                        "2:{id=1, mail=a, phone (home, work, other, any)=5, 6}"),
                text("id;mail;rate\n1;a;1,5\n2;b;2,5\n3;c\n", "separated by semicolons, header in line 1",
                        "2:{id=1, mail=a, rate=1,5}", "3:{id=2, mail=b, rate=2,5}", "4:{id=3, mail=c, rate=}"),
                // a line that names the separator
                text("sep=;\r\nid;mail\r\n1;a", "separated by semicolons, header in line 2", "3:{id=1, mail=a}"),
                text("SEP=\t\nid\tmail\n1\ta", "separated by tabs, header in line 2", "3:{id=1, mail=a}"),
                text("\uFEFF\"sep=,\"\nid,mail\n1,a", "separated by commas, header in line 2", "3:{id=1, mail=a}"),
                text("sep=^\nid^mail\n1^a", "separated by ^, header in line 2", "3:{id=1, mail=a}"),
                text("sep=;\nid,mail\n1,a", "separated by commas, header in line 2", "3:{id=1, mail=a}"),
                // titles above the header
                text("Leads of October\nBy: Sales; 2026-11-02\n\nid,mail\n1,a", "separated by commas, header in line 4",
                        "5:{id=1, mail=a}"),
                text("Report,\"two\nlines\"\nid;mail\n1;a", "separated by semicolons, header in line 3", "4:{id=1, mail=a}"),
                text("\n \n,,\nid,mail\n1,a", "separated by commas, header in line 4", "5:{id=1, mail=a}"),
                // quotes
                text("'id','mail'\n'1','a, b'\n'2','O''Neil'\n", "separated by commas, quoted by ', header in line 1",
                        "2:{id=1, mail=a, b}", "3:{id=2, mail=O'Neil}"),
                text("id;mail\n1;'a'\n2;'b;c'\n", "separated by semicolons, quoted by ', header in line 1",
                        "2:{id=1, mail=a}", "3:{id=2, mail=b;c}"),
                text("'id','mail'\n'x','a, b'\n'y',NULL\n3,true\n", "separated by commas, quoted by ', header in line 1",
                        "2:{id=x, mail=a, b}", "3:{id=y, mail=NULL}", "4:{id=3, mail=true}"),
                text("id,mail\n1,'t Hooft\n2,'n'\n", "separated by commas, header in line 1",
                        "2:{id=1, mail='t Hooft}", "3:{id=2, mail='n'}"),
                text("\"id\",\"mail\"\n\"1\",\"a \\\"b\\\"\"\n\"2\",\"c:\\\\\"\n",
                        "separated by commas, quotes inside written \\\", header in line 1",
                        "2:{id=1, mail=a \"b\"}", "3:{id=2, mail=c:\\}"),
                text("\"id,mail,x\"\n\"1,a,\"\"y, z\"\"\"\n", "separated by commas, each line in quotes, header in line 1",
                        "2:{id=1, mail=a, x=y, z}"),
                text("\"id;mail\";;\n\"1;a\";;\n", "separated by semicolons, each line in quotes, header in line 1",
                        "2:{id=1, mail=a}"),
                // names
                text("ＩＤ,Ma\u200Bil \n1,a", "separated by commas, header in line 1", "2:{ＩＤ=1, Ma\u200Bil=a}"));
    }

    private static Arguments text(String text, String description, String... rows) {
        return Arguments.of(text, description, List.of(rows));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theSeparatorAndTheQuoteAreDetected(String text, String description, List<String> rows) throws Exception {
        try (RecordReader reader = open(text, ReadOptions.none())) {
            assertThat(reader.description()).isEqualTo("CSV, UTF-8, " + description);
            assertThat(Reading.brief(all(reader))).isEqualTo(rows);
        }
    }

    @Test
    void aGivenOptionIsNotGuessed() throws Exception {
        try (RecordReader reader = open("x\nid,mail;1\n*a,b*;2\n", ReadOptions.of(null, ";", "*", 1, null, null))) {
            assertThat(reader.description()).isEqualTo("CSV, UTF-8, separated by semicolons, quoted by *, header in line 2");
            assertThat(Reading.brief(all(reader))).containsExactly("3:{id,mail=a,b, 1=2}");
        }
        try (RecordReader reader = open("id mail\n1 \"a\n", ReadOptions.of(null, " ", "none", null, null, null))) {
            assertThat(Reading.brief(all(reader))).containsExactly("2:{id=1, mail=\"a}");
        }
    }

    @Test
    void theSeparatorIsFoundAlsoIfNothingIsAHeader() throws Exception {
        try (RecordReader reader = open("Report of all\nname;town\nAnn;Ulm, old\n", ReadOptions.none())) {
            assertThat(reader.columns().orElseThrow()).containsExactly("name", "town");
        }
    }

    @Test
    void theSampleMayEndInTheMiddleOfARow() throws Exception {
        String text = "id;mail\n" + "1;\"a, b\"\n".repeat(CharsetDecodingReader.BLOCK / 10) + "2;\"" + "x, ".repeat(CharsetDecodingReader.BLOCK) + "\"\n";
        try (RecordReader reader = open(text, ReadOptions.none())) {
            assertThat(reader.description()).contains("separated by semicolons");
        }
    }

    private static RecordReader open(String text, ReadOptions options) {
        RecordReader reader = RecordReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
        reader.findHeader(names -> List.of("id", "mail").stream()
                .allMatch(wanted -> names.stream().anyMatch(name -> ColumnNames.alike(name, wanted))));
        return reader;
    }

    private static List<InputRow> all(RecordReader reader) {
        List<InputRow> rows = new ArrayList<>();
        reader.forEachRemaining(rows::add);
        return rows;
    }
}
