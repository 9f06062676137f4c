package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Fast
class FailedFileTest {

    @TempDir
    private Path directory;

    @Test
    void theFileIsNamedAfterItsInputAndNeverOverwritesAnother() throws IOException {
        assertThat(nameFor("people.csv")).isEqualTo("people.csv.failed.jsonl");
        assertThat(nameFor("people.csv")).isEqualTo("people.csv.failed.2.jsonl");
        assertThat(nameFor("people.csv.failed.jsonl")).isEqualTo("people.csv.failed.3.jsonl");
        assertThat(nameFor("people.csv.failed.2.jsonl")).isEqualTo("people.csv.failed.4.jsonl");
        assertThat(nameFor("people.csv.failed.2.csv")).isEqualTo("people.csv.failed.5.jsonl");
        assertThat(nameFor("people.failed.csv")).isEqualTo("people.failed.csv.failed.jsonl");
    }

    @Test
    void theFileOfAPipeIsNamedImport() throws IOException {
        FailedFile file = FailedFile.inDirectory(directory);
        file.add(pending(1, Map.of()), "X", "y");
        assertThat(file.path()).contains(directory.resolve("import.failed.jsonl"));
    }

    @Test
    void theFileIsCreatedWhenItIsFirstNeeded() throws IOException {
        FailedFile file = FailedFile.inDirectory(directory);
        file.mustBeWritable();
        file.close();
        assertThat(file.path()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aTruncatedOrDamagedTextIsStillValidJson() throws IOException {
        FailedFile file = FailedFile.inDirectory(directory);
        String pairs = "x" + "\uD83D\uDE00".repeat(InputRow.Broken.RAW_LIMIT);
        file.add(new InputRow.Broken(1, "is long", pairs));
        file.add(pending(2, Map.of("a", "b")), "X", "half \uD83D");
        file.close();
        try (RecordReader reader = RecordReader.open(file.path().orElseThrow())) {
            InputRow.Broken broken = (InputRow.Broken) reader.next();
            assertThat(broken.reason()).isEqualTo("is long");
            assertThat(broken.raw()).hasSize(InputRow.Broken.RAW_LIMIT - 1).isEqualTo(pairs.substring(0,
                    InputRow.Broken.RAW_LIMIT - 1));
            assertThat(Reading.brief(reader.next())).isEqualTo("2:{a=b}");
        }
    }

    private static ImportRecord pending(long line, Map<String, Object> body) {
        return new ImportRecord(new InputRow.Record(line, body), body, ImportRowKey.NONE, TestActions.CREATE_LEAD, Optional.empty());
    }

    private String nameFor(String input) throws IOException {
        Path path = directory.resolve(input);
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
        try (FailedFile file = FailedFile.beside(path)) {
            file.add(pending(1, Map.of()), "X", "y");
            return file.path().orElseThrow().getFileName().toString();
        }
    }
}
