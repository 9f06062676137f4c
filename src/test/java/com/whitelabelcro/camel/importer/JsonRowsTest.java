package com.whitelabelcro.camel.importer;

import static com.whitelabelcro.camel.importer.Reading.brief;
import static com.whitelabelcro.camel.importer.Reading.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class JsonRowsTest {

    @Test
    void everyLineIsAnObjectAndBlankLinesAreSkipped() {
        assertThat(brief(rows("{\"a\":1}\n\n{\"a\":\"x\",\"b\":true}\r\n")))
                .containsExactly("1:{a=1}", "3:{a=x, b=true}");
    }

    @Test
    void valuesKeepTheirTypes() {
        assertThat(Reading.fields(rows("{\"i\":12,\"d\":0.10,\"b\":false,\"n\":null,\"s\":\"01\"}").get(0)))
                .containsEntry("i", 12).containsEntry("d", new BigDecimal("0.10")).containsEntry("b", false)
                .containsEntry("n", null).containsEntry("s", "01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":1           | is not valid JSON, at character",
        "{\"a\":marked}     | is not valid JSON, at character",
        "{\"a\":NaN}        | is not valid JSON, at character",
        "{\"a\":1,\"a\":2}  | has a key twice, at character",
        "{\"a\":1}{\"a\":2} | holds more than one JSON object",
        "{\"a\":1} x        | is not valid JSON, at character",
        "[1]                | is not a JSON object",
        "\"marked\"         | is not a JSON object",
        "12                 | is not a JSON object",
        "null               | is not a JSON object",
        "{\"a\":\"\\ud800\"}| holds half of a character (a lone surrogate)",
        "{\"\\udc00\":1}    | holds half of a character (a lone surrogate)",
        "{\"a\":1e999}      | holds a number that is out of range",
        "first,second       | is not valid JSON, at character",
    })
    void aLineThatIsNotOneObjectIsReportedAndTheOthersAreRead(String line, String reason) {
        List<InputRow> rows = rows("{\"a\":0}\n" + line + "\n{\"a\":3}\n");
        assertThat(rows).hasSize(3);
        assertThat(brief(rows.get(0))).isEqualTo("1:{a=0}");
        assertThat(brief(rows.get(1))).startsWith("2!" + reason).doesNotContain("marked");
        assertThat(((InputRow.Broken) rows.get(1)).raw()).isEqualTo(line);
        assertThat(brief(rows.get(2))).isEqualTo("3:{a=3}");
    }

    @Test
    void contentThatIsTooDeepOrTooLongBreaksItsRowOnly() {
        String limits = "is nested too deep, or holds a number too long to be read";
        List<InputRow> rows = rows("{\"a\":0}\n{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}\n"
                + "{\"a\":" + "9".repeat(1_000_000) + "}\n{\"a\":\"" + "x".repeat(10_000_000) + "\"}\n{\"a\":4}\n");
        assertThat(rows).hasSize(5);
        assertThat(brief(rows.get(1))).contains(limits);
        assertThat(brief(rows.get(2))).contains(limits);
        assertThat(brief(rows.get(3))).isEqualTo("4!is longer than 1048576 characters");
        assertThat(brief(rows.get(4))).isEqualTo("5:{a=4}");
    }

    @Test
    void theFailureInAFailedFileIsRemoved() {
        assertThat(brief(rows("{\"a\":1,\"_failed\":{\"line\":7,\"error\":\"NotFound\"}}"))).containsExactly("1:{a=1}");
    }

    @Test
    void aBrokenRecordStaysBrokenWithTheSameReasonAndText() {
        List<InputRow> rows = rows("{\"_failed\":{\"line\":7,\"error\":\"Broken\",\"message\":\"has 3 cells\",\"raw\":\"1,2\"}}");
        assertThat(brief(rows)).containsExactly("1!has 3 cells");
        assertThat(((InputRow.Broken) rows.get(0)).raw()).isEqualTo("1,2");
    }

    @Test
    void anArrayOfObjectsIsReadOneByOne() {
        assertThat(brief(rows("[{\"a\":\"]}\\\"\"},\n {\"a\":{\"b\":[1]}}\n,{\n\"a\":3}]\n")))
                .containsExactly("1:{a=]}\"}", "2:{a={b=[1]}}", "3:{a=3}");
        assertThat(brief(rows("[]"))).isEmpty();
    }

    @Test
    void anObjectOverSeveralLinesIsRead() {
        assertThat(brief(rows("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n"))).containsExactly("1:{a=1}", "4:{a=2}");
    }

    @Test
    void aMistakeInOneObjectOfAnArrayDoesNotAffectTheOthers() {
        assertThat(brief(rows("[{\"a\":1},\n{\"a\":x},\n{\"a\":\"open},\n{\"a\":4}, 5, \"six\", null,\n{\"a\":7}]")))
                .containsExactly("1:{a=1}", "2!is not valid JSON, at character 7",
                        "3!is not valid JSON, at character 13",
                        "4:{a=4}", "4!is not a JSON object", "4!is not a JSON object", "4!is not a JSON object",
                        "5:{a=7}");
    }

    @Test
    void aTruncatedArrayIsReported() {
        assertThat(brief(rows("[{\"a\":1},\n"))).containsExactly(
                "1:{a=1}", "2!ends before the array is closed: the file may be cut short");
        assertThat(brief(rows("[{\"a\":1},\n{\"a\":"))).containsExactly(
                "1:{a=1}", "2!is never closed, and neither is what follows");
        assertThat(brief(rows("[{\"a\":1}]\n{\"a\":2}"))).startsWith("1:{a=1}", "2!stands after the end of the array");
    }
}
