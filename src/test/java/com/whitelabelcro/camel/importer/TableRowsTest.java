package com.whitelabelcro.camel.importer;

import static com.whitelabelcro.camel.importer.Reading.brief;
import static com.whitelabelcro.camel.importer.Reading.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Fast
class TableRowsTest {

    private static final String UNCLOSED = "!has a quote that is never closed";
    private static final String AFTER_QUOTE = "!has text after a closing quote";

    @Test
    void cellsGetTheNamesOfTheHeaderAndTheHeaderIsLineOne() {
        assertThat(brief(rows("a,b\n1,2\n3,4"))).containsExactly("2:{a=1, b=2}", "3:{a=3, b=4}");
    }

    @Test
    void theSeparatorIsDetectedFromTheHeaderOutsideItsQuotes() {
        assertThat(brief(rows("a;b\n1,5;2\n"))).containsExactly("2:{a=1,5, b=2}");
        assertThat(brief(rows("a\tb\n1,5\t2\n"))).containsExactly("2:{a=1,5, b=2}");
        assertThat(brief(rows("\"a;;;b\",c\n1,2\n"))).containsExactly("2:{a;;;b=1, c=2}");
        assertThat(brief(rows("a\n1;2\n"))).containsExactly("2:{a=1;2}");
    }

    @Test
    void everyKindOfLineEndEndsOneLine() {
        assertThat(brief(rows("a\r\n1\r2\n3\r\n\r\n4\r"))).containsExactly("2:{a=1}", "3:{a=2}", "4:{a=3}", "6:{a=4}");
    }

    @Test
    void aQuotedCellKeepsItsLineEndsAndTheNextRowItsLineNumber() {
        assertThat(brief(rows("a,b\n1,\"x\r\ny\"\"\nz\"\n2,w\n"))).containsExactly("2:{a=1, b=x\r\ny\"\nz}",
                "5:{a=2, b=w}");
    }

    @Test
    void theHeaderMayContainAQuotedLineEnd() {
        assertThat(brief(rows("a,\"b\nc\"\n1,2\n"))).containsExactly("3:{a=1, b\nc=2}");
    }

    @Test
    void aQuoteInsideAnUnquotedCellIsText() {
        assertThat(brief(rows("a,b\n5\" pipe,x\n1,2\n"))).containsExactly("2:{a=5\" pipe, b=x}", "3:{a=1, b=2}");
    }

    @Test
    void rowsWithoutAnyContentAreSkipped() {
        assertThat(brief(rows("\n\na,b\n\n,\n  \n ,\"\"\n1,2\n,,,\n"))).containsExactly("8:{a=1, b=2}");
    }

    @Test
    void aRowWithAnExtraCellIsReportedAndTheOthersAreRead() {
        assertThat(brief(rows("a,b,c\n1,2,3\n1,2,3,4\n4,5,6\n"))).containsExactly("2:{a=1, b=2, c=3}",
                "3!has 4 cells, the header has 3", "4:{a=4, b=5, c=6}");
    }

    @Test
    void emptyCellsAtTheEndOfARowMayBeMissingOrSurplus() {
        assertThat(brief(rows("a,b,c\n1\n1,2\n1,2,3,, ,\u00A0\n,,3\n"))).containsExactly("2:{a=1, b=, c=}",
                "3:{a=1, b=2, c=}", "4:{a=1, b=2, c=3}", "5:{a=, b=, c=3}");
    }

    @Test
    void textAfterAClosingQuoteBreaksItsOwnRowOnly() {
        assertThat(brief(rows("a,b\n\"1\"x,2\n3,\"4\" \n5,6\n"))).containsExactly(
                "2" + AFTER_QUOTE, "3:{a=3, b=4}", "4:{a=5, b=6}");
    }

    @Test
    void aRepeatedHeaderIsSkippedAndItsLineIsReported() throws Exception {
        try (RecordReader reader = Reading.open("Id,Name\n1,Ann\nId,Name\n\uFEFFid, name\n2,Bob\nId,Bob\n")) {
            List<InputRow> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);
            assertThat(brief(rows)).containsExactly("2:{Id=1, Name=Ann}", "5:{Id=2, Name=Bob}", "6:{Id=Id, Name=Bob}");
            assertThat(reader.repeatedHeaders()).containsExactly(3L, 4L);
        }
    }

    @Test
    void aHeaderRepeatedInAnotherOrderAppliesToTheRowsAfterIt() throws Exception {
        try (RecordReader reader = Reading.open("Id,Name,City\n1,Ann,Ulm\nname,CITY,ID\nBob,Bern,2\nId,NAME,C_ity\n3,Cy,Zug\n")) {
            List<InputRow> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);
            assertThat(brief(rows)).containsExactly("2:{Id=1, Name=Ann, City=Ulm}", "4:{Name=Bob, City=Bern, Id=2}",
                    "6:{Id=3, Name=Cy, City=Zug}");
            assertThat(reader.repeatedHeaders()).containsExactly(3L, 5L);
        }
    }

    @Test
    void rowsUnderTheHeaderOfAnotherTableAreBroken() throws Exception {
        try (RecordReader reader = Reading.open("Id,Name,City\n1,Ann,Ulm\nName,Id,Zip\nBob,2,3000\nId,Name,City\n3,Cy,Zug\n")) {
            reader.findHeader(names -> names.contains("Id") && names.contains("Name"));
            List<InputRow> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);
            assertThat(brief(rows)).containsExactly("2:{Id=1, Name=Ann, City=Ulm}",
                    "3!is the header of another table", "4!belongs to another table, whose header is in line 3",
                    "6:{Id=3, Name=Cy, City=Zug}");
        }
    }

    @Test
    void aColumnOfAHeaderMayBeNamedByAnEMailAddress() throws Exception {
        try (RecordReader reader = Reading.open("Id,Name,help@example.org\n1,Ann,x\n")) {
            reader.findHeader(names -> names.contains("Id") && names.contains("Name"));
            assertThat(brief(reader.next())).isEqualTo("2:{Id=1, Name=Ann, help@example.org=x}");
        }
    }

    @Test
    void severalColumnsOfOneNameAreNumbered() {
        assertThat(brief(rows("a,b,b, b\n1,2,3,4\n")))
                .containsExactly("2:{a=1, b (1st)=2, b (2nd)=3, b (3rd)=4}");
    }

    @Test
    void aLineThatIsQuotedAsAWholeIsSplitIntoItsCells() {
        assertThat(brief(rows("a,b,c\n\"1,2,3\"\n4,5,6\n"))).containsExactly("2:{a=1, b=2, c=3}", "3:{a=4, b=5, c=6}");
        assertThat(brief(rows("\"a,b,c\"\n\"1,\"\"x, y\"\",3\"\n"))).containsExactly("2:{a=1, b=x, y, c=3}");
        assertThat(brief(rows("a,b\n\"Lee, Ann\"\n"))).as("a cell that is quoted on purpose").containsExactly("2:{a=Lee, Ann, b=}");
    }

    @Test
    void typographicQuotesAroundACellAreQuotes() {
        assertThat(brief(rows("a,b\n\u201CUma\u201D,\u201EKoch\u201C\n1,\u201CVance, Jr.\u201D\n")))
                .containsExactly("2:{a=Uma, b=Koch}", "3:{a=1, b=Vance, Jr.}");
        assertThat(brief(rows("a,b\n\"\u201CUma\u201D\",say \u201Cx\u201D\n"))).as("typographic quotes inside real quotes, and inside a text")
                .containsExactly("2:{a=\u201CUma\u201D, b=say \u201Cx\u201D}");
    }

    @Test
    void anUnclosedQuoteBreaksItsOwnRowOnly() {
        assertThat(brief(rows("a,b\n1,\"2\n3,4\n5,6\n"))).containsExactly("2" + UNCLOSED, "3:{a=3, b=4}",
                "4:{a=5, b=6}");
    }

    @Test
    void anUnclosedQuoteIsDetectedAtTheNextQuotedCell() {
        assertThat(brief(rows("a,b\n1,\"2\n3,\"4\"\n5,\"6\"\n")))
                .containsExactly("2" + AFTER_QUOTE, "3:{a=3, b=4}", "4:{a=5, b=6}");
    }

    @Test
    void anUnclosedQuoteBeforeAnyNumberOfLinesBreaksItsOwnRowOnly() {
        StringBuilder text = new StringBuilder("a,b\n0,\"open\n");
        for (int i = 1; i <= 5_000; i++) {
            text.append(i).append(",x\n");
        }
        List<InputRow> rows = rows(text.toString());
        assertThat(rows).hasSize(5_001);
        assertThat(brief(rows.get(0))).isEqualTo("2" + UNCLOSED);
        assertThat(brief(rows.get(1))).isEqualTo("3:{a=1, b=x}");
        assertThat(brief(rows.get(5_000))).isEqualTo("5002:{a=5000, b=x}");
    }

    @Test
    void aLineOverOneMebibyteIsBrokenAndNotBuffered() {
        List<InputRow> rows = rows("a,b\n1," + "x".repeat(3 * LineReader.LIMIT) + "\n3,\"" + "y".repeat(2 * LineReader.LIMIT)
                + "\n5,6\n");
        assertThat(brief(rows)).containsExactly(
                "2!is longer than 1048576 characters", "3!is longer than 1048576 characters", "4:{a=5, b=6}");
        assertThat(((InputRow.Broken) rows.get(0)).raw()).hasSize(InputRow.Broken.RAW_LIMIT).startsWith("1,xxx");
    }

    @Test
    void aBrokenRowKeepsItsText() {
        InputRow.Broken broken = (InputRow.Broken) rows("a,b\n1,\"x\ny\",z\n").get(0);
        assertThat(broken.raw()).isEqualTo("1,\"x\ny\",z");
        assertThat(broken.toString()).doesNotContain("x\ny");
    }

    @Test
    void aFormulaIsText() {
        assertThat(brief(rows("a,b\n=1+1,@SUM(A1)\n"))).containsExactly("2:{a==1+1, b=@SUM(A1)}");
    }

    @Test
    void aHeaderThatCannotBeUsedIsRefusedWithItsReason() {
        refused("", "The input is empty: the first line must hold the column names");
        refused("\n \n", "The input is empty: the first line must hold the column names");
        refused(",,\n1,2,3\n", "The header names no column: the first line must hold the names");
        refused("Ann,ann@example.org\nBen,ben@example.org\n", "Line 1 holds an e-mail address, so it is a record and not the names"
                + " of the columns: put a line with their names above it");
        refused("a,\"b\n1,2\n", "The header has a quote that is never closed");
        refused("a,\"b\"c\n1,2\n", "The header has text after a closing quote");
        refused(",".repeat(999_999) + "\n1\n",
                "The header has 1000000 columns; at most 10000 are read. Is this a table?");
        refused("a,".repeat(1_000_000) + "\n1\n", "The header is longer than 1048576 characters");
    }

    @Test
    void aColumnWithoutANameIsNamedByItsPosition() {
        assertThat(brief(rows("a,,c\n1,2,3\n"))).containsExactly("2:{a=1, column 2=2, c=3}");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> rows(text)).isInstanceOf(ImportConfigurationException.class).hasMessage(message);
    }
}
