package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.importer.TextInput.RecordFormat;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class RecordReaderTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a.csv    | a,b            | CSV",
        "a.CSV    | {a},b          | CSV",
        "a.tsv    | [a             | CSV",
        "a.jsonl  | {              | JSON_LINES",
        "a.ndjson | x              | JSON_LINES",
        "a.json   | {\"a\":1}    | JSON_LINES",
        "a.json   | [{\"a\":1}]  | JSON",
        "a        | {\"a\":1}    | JSON_LINES",
        "a        | [              | JSON",
        "a.txt    | a;b            | CSV",
    })
    void theFormatIsDetectedFromTheExtensionOrElseFromTheFirstCharacter(String name, String text, RecordFormat format)
            throws IOException {
        Path file = Files.writeString(directory.resolve(name), " \n" + text.strip() + "\n");
        try (RecordReader reader = RecordReader.open(file)) {
            assertThat(reader.description()).startsWith(format + ", ");
        }
    }

    @Test
    void theDetectedFormatIsDescribedInWords() throws IOException {
        byte[] bytes = "\uFEFFa;b\n1;2\n".getBytes(StandardCharsets.UTF_16LE);
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(bytes))) {
            assertThat(reader.description()).isEqualTo("CSV, UTF-16LE, separated by semicolons, header in line 1");
            assertThat(reader.columns()).hasValueSatisfying(columns -> assertThat(columns).containsExactly("a", "b"));
            assertThat(reader.bytesTotal()).isEmpty();
        }
    }

    @Test
    void theBytesReadFollowTheRowsAndEndAtTheLengthOfTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "a,b\n" + "1,2\n".repeat(99));
        try (RecordReader reader = RecordReader.open(file)) {
            assertThat(reader.bytesTotal()).hasValue(400);
            for (int row = 1; row <= 99; row++) {
                reader.next();
                assertThat(reader.bytesUsed()).isBetween(4L * row, 4L * row + 8);
            }
            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.bytesUsed()).isEqualTo(400);
        }
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithAMessage() {
        assertThatThrownBy(() -> RecordReader.open(directory)).isInstanceOf(ImportConfigurationException.class)
                .hasMessageStartingWith("Not a file but a directory");
        assertThatThrownBy(() -> RecordReader.open(directory.resolve("none.csv")))
                .isInstanceOf(ImportConfigurationException.class).hasMessageStartingWith("There is no such file");
    }

    @Test
    void anInputThatFailsInTheMiddleIsNotMistakenForItsEnd() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        String start = "a\n" + "1\n".repeat(CharsetDecodingReader.BLOCK);
        RecordReader reader = RecordReader.open(new SequenceInputStream(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), failing));
        assertThatThrownBy(() -> reader.forEachRemaining(row -> { })).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void noMessageShowsTheContentOfARow() {
        Reading.rows("a,b\nmarked,\"marked\"x\nmarked\n\"marked,1\nmarked,2\n")
                .forEach(row -> assertThat(row.toString()).doesNotContain("marked"));
        Reading.rows("{\"a\":marked}\n{\"a\":\"marked\",\"a\":1}\n{\"a\":\"marked\\q\"}\n{\"a\":1}marked\n")
                .forEach(row -> assertThat(row.toString()).doesNotContain("marked"));
    }

    @Test
    void controlAndBidirectionalCharactersAreShownAsCodePoints() {
        assertThat(Printable.of("a\r\n\u001b[31m\u202Eé\uD83D\uDE00"))
                .isEqualTo("a\\u000d\\u000a\\u001b[31m\\u202eé\uD83D\uDE00");
    }
}
