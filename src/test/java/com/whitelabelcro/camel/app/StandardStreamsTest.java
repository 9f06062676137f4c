package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A standard stream that is closed, full or broken is reported, with an exit code; nothing is lost silently. */
@SystemTest
@Timeout(300)
class StandardStreamsTest {

    private static final int OUTPUT_LOST = 6;
    private static final String[] CALL = {"call", "create-lead", "--sandbox",
        "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}"};

    @TempDir
    private Path directory;

    private Terminal run(String redirection, String... arguments) throws IOException, InterruptedException {
        try (Child child = Child.startUnder(List.of("sh", "-c", "exec \"$@\" " + redirection, "sh"), directory, Map.of(),
                List.of(), arguments)) {
            return child.end();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {">/dev/full", ">&-", ">/dev/full <&-"})
    void anAnswerThatCannotBeWrittenIsAFailure(String redirection) throws Exception {
        Terminal terminal = run(redirection, CALL);

        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(OUTPUT_LOST);
        assertThat(terminal.complaint()).isEqualTo(
                "The output could not be written completely: the disk is full, or the reader has ended");
        assertThat(Document.COMMAND_LINE.table("Exit codes")).anyMatch(row -> row.get(0).equals(String.valueOf(OUTPUT_LOST)));
    }

    @Test
    void anAnswerIsNotLostSilentlyIfInputAndOutputAreClosed() throws Exception {
        Terminal terminal = run("<&- >&-", CALL);

        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(OUTPUT_LOST);
        // A JVM with a class archive has opened a jar on the file descriptor of the output, others /dev/null.
        assertThat(terminal.complaint()).containsPattern("^The output (is lost: the standard input and output are closed|could not be)");
        assertThat(run("</dev/null >/dev/null", CALL).exit()).isZero();
    }

    @Test
    void aHelpThatCannotBeWrittenIsAFailure() throws Exception {
        assertThat(run(">/dev/full", "--help").exit()).isEqualTo(OUTPUT_LOST);
    }

    @Test
    void aFailureKeepsItsExitCode() throws Exception {
        Terminal terminal = run(">/dev/full", "call", "create-lead", "--sandbox", "{}");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.complaint()).startsWith("InvalidRequest: ");
    }

    @Test
    void aClosedOutputIsReported() throws Exception {
        StringBuilder rows = new StringBuilder("first_name,last_name,email");
        for (int i = 0; i < 9_000; i++) {
            rows.append(",a_column_that_nobody_uses_").append(i);
        }
        Files.writeString(directory.resolve("wide.csv"), rows.append('\n').toString());
        Path code = directory.resolve("code");
        try (Child child = Child.startUnder(List.of("sh", "-c", "{ \"$@\"; echo $? >code; } | head -1", "sh"), directory,
                Map.of(), List.of(), "import", "create-lead", "wide.csv", "--dry-run")) {
            Terminal terminal = child.end();

            assertThat(terminal.out().lines()).singleElement().asString().startsWith("CSV, UTF-8, separated by commas");
            assertThat(terminal.err()).contains("the reader has ended");
            assertThat(terminal.err()).doesNotContain("Internal error");
            assertThat(Files.readString(code).strip()).isEqualTo(String.valueOf(OUTPUT_LOST));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"call create-lead --sandbox", "import create-lead - --sandbox"})
    void aClosedInputIsReported(String command) throws Exception {
        Terminal terminal = run("<&-", command.split(" "));

        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).isEqualTo("The standard input is closed; pipe something in, or name a file");
    }

    @Test
    void outputIsNotWrittenToAFileThatReplacedAClosedStream() throws Exception {
        Files.writeString(directory.resolve("leads.csv"), "first_name,last_name,email\nAnn,,ann@example.com\n");
        assertThat(run("<&- >&- 2>&-", "import", "create-lead", "leads.csv", "--sandbox").exit()).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("leads.csv.failed.jsonl"))).singleElement().asString()
                .startsWith("{").endsWith("}");
    }
}
