package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class CellSplitterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "a,b~a|b",
        "a,,~a||",
        "``~``",
        "\"a\",\"b\"~a|b",
        "\"a,b\",c~a,b|c",
        "\"a\"\"b\",\"\"~a\"b|",
        // spaces around the quotes
        "\"a\", \"b, c\",\"d\" ~a|b, c|d",
        "\"a\" ,\" b \",c~a| b |c",
        "a, b ,c~a| b |c",
        // a quote that is part of the text
        "5\" pipe,x~5\" pipe|x",
        "x, \"Bob\" Jones,y~x| \"Bob\" Jones|y",
        // a text in the form of a formula
        "=\"000419\",=\"Alder, Rex\"~000419|Alder, Rex",
        "=\"a\"&\"b\",c~=\"a\"&\"b\"|c",
        "=\"a,b~=\"a|b",
    })
    void aRecordHasTheseCells(String record, String cells) {
        assertThat(new CellSplitter(',', '"', false).split(record)).containsExactly(cells.split("\\|", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "\"Uma \\\"Umi\\\"\",x~Uma \"Umi\"|x",
        "\"a\\\\\",\"b\"\"c\"~a\\|b\"c",
        "a\\b,\"c\\d\"~a\\b|c\\d",
    })
    void aBackslashEscapesAQuoteIfTheTextUsesBackslashes(String record, String cells) {
        assertThat(new CellSplitter(',', '"', true).split(record)).containsExactly(cells.split("\\|", -1));
    }

    @Test
    void theQuoteMayBeAnyCharacterOrNone() {
        assertThat(new CellSplitter(';', '\'', false).split("'a;b';'O''Neil'")).containsExactly("a;b", "O'Neil");
        assertThat(new CellSplitter(',', CellSplitter.NO_QUOTE, false).split("\"a,b\"")).containsExactly("\"a", "b\"");
        assertThat(new CellSplitter('\t', '"', false).split("a\t\t \"b\"\t")).containsExactly("a", "", "b", "");
    }

    @Test
    void aMisplacedQuoteSplitsNothing() {
        assertThat(new CellSplitter(',', '"', false).split("\"1\"x,2")).isNull();
        assertThat(new CellSplitter(',', '"', false).split("1,\"2")).isNull();
    }
}
