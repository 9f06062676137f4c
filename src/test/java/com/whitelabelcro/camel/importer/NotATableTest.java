package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class NotATableTest {

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1rest", "an old Excel workbook (.xls)"),
                Arguments.of("PK\u0003\u0004rest", "a ZIP file"),
                Arguments.of("%PDF-1.7", "a PDF"),
                Arguments.of("\u001F\u008Brest", "compressed with gzip"),
                Arguments.of("{\\rtf1", "a text document (RTF)"),
                Arguments.of("<!DOCTYPE html>\n<html>", "an HTML page"),
                Arguments.of(" \n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "an HTML page"),
                Arguments.of("<!-- x -->\n<TABLE border=1>", "an HTML page"),
                Arguments.of("<?xml version=\"1.0\"?><a/>", "XML"),
                Arguments.of("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "an old Excel workbook (XML)"),
                Arguments.of("<leads>\n<lead>", "XML"),
                Arguments.of("BEGIN:VCARD\r\nVERSION:3.0", "an address book (vCard)"),
                Arguments.of("\u00EF\u00BB\u00BF\u00EF\u00BB\u00BF\r\nBEGIN:VCARD\r\n", "an address book (vCard)"),
                Arguments.of("begin:vcalendar", "a calendar"),
                Arguments.of("MIME-Version: 1.0", "a web archive or an e-mail"),
                Arguments.of("\u0001\u0002\u0003\u0004\u0005\u0006 binary", "no text, but binary data"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatIsNoTableIsReportedInOneLine(String content, String what) {
        assertThatThrownBy(() -> RecordReader.open(new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(ImportConfigurationException.class)
                .hasMessageStartingWith("This file is " + what)
                .satisfies(refused -> assertThat(refused.getMessage().chars()).allMatch(c -> c >= ' ' && c < 0x7F));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<id>,<mail>\n1,a\n", "PKW,Name\n1,a\n", "BEGIN,END\n", "a,b\n\u0001,\u0002\n", "id\n<b>x</b>\n",
            "a,b\n1,2\n\0\0\0\0\0\0\0\0\0\0\0\0", "\uFEFFa,b\n\0\0\0x,\0\0\0x\n"})
    void aTableIsReadWhateverItBeginsWith(String content) {
        assertThatCode(() -> Reading.rows(content)).doesNotThrowAnyException();
    }
}
