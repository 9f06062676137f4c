package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.tag.Fast;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Fast
class SpreadsheetTextTest {

    static Stream<Arguments> cells() {
        return Stream.of(
                // white space and invisible characters
                Arguments.of(" a b ", "a b"),
                Arguments.of("\u00A0", ""),
                Arguments.of("\u200B\uFEFF\u2060 \t", ""),
                Arguments.of("tia@example.org\u00A0 ", "tia@example.org"),
                Arguments.of("\u202F\u3000Ann\u2007\u200E", "Ann"),
                Arguments.of("Ann\u0000\u0000", "Ann"),
                Arguments.of("a\u00A0b", "a\u00A0b"),
                Arguments.of("\uD83D\uDC68\u200D\uD83D\uDC69", "\uD83D\uDC68\u200D\uD83D\uDC69"),
                // a text that a spreadsheet stores as a formula
                Arguments.of("=\"02138\"", "02138"),
                Arguments.of(" =\"+15550100417\" ", "+15550100417"),
                Arguments.of("=\" x \"", "x"),
                Arguments.of("=\"a \"\"b\"\"\"", "a \"b\""),
                Arguments.of("=\"\"", ""),
                Arguments.of("=\"a\"&\"b\"", "=\"a\"&\"b\""),
                Arguments.of("=Koch", "=Koch"),
                Arguments.of("=\"", "=\""),
                Arguments.of("=", "="),
                // the apostrophe of a spreadsheet, and an apostrophe in a name
                Arguments.of("'+15550100432", "+15550100432"),
                Arguments.of("'=Koch", "=Koch"),
                Arguments.of("'-Vera", "-Vera"),
                Arguments.of("'@vera", "@vera"),
                Arguments.of("'02138", "02138"),
                Arguments.of("'t Hooft", "'t Hooft"),
                Arguments.of("D'Arcy", "D'Arcy"),
                Arguments.of("''t Hooft", "'t Hooft"),
                Arguments.of("''5", "'5"),
                Arguments.of("'=\"x\"", "=\"x\""),
                Arguments.of("'", "'"),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsCleaned(String cell, String value) {
        assertThat(SpreadsheetText.read(cell)).isEqualTo(value);
    }

    @Property
    void anEscapedCellIsReadAsItsValueAndNotAsAFormula(@ForAll("values") String value) {
        String cell = SpreadsheetText.write(value);
        assertThat(SpreadsheetText.read(cell)).isEqualTo(value);
        assertThat(cell.isEmpty() || "=+-@".indexOf(cell.charAt(0)) < 0).isTrue();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().withChars("='+-@\"0a\u00E9 ").ofMaxLength(6)
                .map(InvisibleCharacters::strip);
    }
}
