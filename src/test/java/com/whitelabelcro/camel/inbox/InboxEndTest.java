package com.whitelabelcro.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.inbox.InboxFile.FileState;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies between two steps, and the next process continues. */
@Fast
class InboxEndTest {

    @TempDir
    private Path folder;

    private final InboxResult failed = new InboxResult(false, Map.of("result", "failed"));
    private InboxFile file;

    @BeforeEach
    void begin() throws IOException {
        Path path = folder.resolve("leads.csv");
        Files.writeString(path, "the file");
        file = new InboxFile(path, "create-lead/leads.csv", "default", null);
        InboxEnd.begin(file);
        Files.writeString(file.work().resolve("import.failed.jsonl"), "a row");
    }

    private InboxEnd.EndNote write() throws IOException {
        return InboxEnd.write(file, FileState.of(file.path()), failed);
    }

    private List<String> names(Path in) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private void assertIsAtItsEnd() throws IOException {
        assertThat(names(folder)).containsExactly("failed");
        assertThat(names(folder.resolve("failed"))).containsExactly("leads.csv", "leads.csv.failed.jsonl", "leads.csv.result.json");
        assertThat(folder.resolve("failed/leads.csv")).hasContent("the file");
    }

    @Test
    void afterADeathDuringAnImportTheNextOneBeginsWithAnEmptyWorkFolder() throws IOException {
        assertThat(InboxEnd.left(file)).isEmpty();

        InboxEnd.begin(file);
        assertThat(names(file.work())).isEmpty();
    }

    /** A kill after each move: completed moves persist, and the file itself is moved last. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFileWhoseProcessDiedAfterTheEndNoteIsMovedAndNotImportedAgain(int moved) throws IOException {
        write();
        Files.createDirectories(folder.resolve("failed"));
        List<String> parts = List.of("import.failed.jsonl", "result.json");
        for (String each : parts.subList(0, moved)) {
            Files.move(file.work().resolve(each), folder.resolve("failed/leads.csv" + (each.startsWith("import") ? ".failed.jsonl" : ".result.json")));
        }

        Optional<InboxEnd.EndNote> left = InboxEnd.left(file);

        assertThat(left).isPresent();
        InboxEnd.finish(file, left.get());
        assertIsAtItsEnd();
    }

    @Test
    void anotherFileOfTheSameNameIsImportedAlthoughTheWorkFolderOfTheFirstOneIsStillThere() throws IOException {
        InboxEnd.EndNote note = write();
        InboxEnd.finish(file, note);
        Files.createDirectory(file.work());
        Files.writeString(file.work().resolve("ended.json"), "{\"done\":false,\"name\":\"leads.csv\",\"state\":{\"size\":"
                + note.state().size() + ",\"modified\":\"" + note.state().modified() + "\",\"key\":\"" + note.state().key() + "\"}}");
        Files.writeString(file.path(), "the next");

        assertThat(InboxEnd.left(file)).isEmpty();

        InboxEnd.begin(file);
        InboxEnd.finish(file, write());
        assertThat(folder.resolve("failed/leads.csv")).hasContent("the file");
        assertThat(folder.resolve("failed/leads.2.csv")).hasContent("the next");
    }

    @Test
    void aFileThatWasChangedAfterItsImportIsImportedAgain() throws IOException {
        write();
        Files.writeString(file.path(), "the file, and more");

        assertThat(InboxEnd.left(file)).isEmpty();
    }
}
