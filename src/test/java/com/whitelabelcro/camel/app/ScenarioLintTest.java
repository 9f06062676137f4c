package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in a scenario ends {@code run} with one line that says what is wrong, and where. */
@SystemTest
@Timeout(300)
class ScenarioLintTest {

    @TempDir
    private Path directory;

    private String told(String scenario) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("mine.camel.yaml"), scenario);
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox", "mine.camel.yaml");
        assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isEqualTo(2);
        // Warnings of Camel may precede the line.
        return terminal.err().lines().reduce("", (before, line) -> line);
    }

    @Test
    void aMissingKameletIsNamed() throws Exception {
        assertThat(told("- route: {id: a, from: {uri: \"timer:t\", steps: [{to: \"kamelet:wlcro-create-leed-action\"}]}}"))
                .contains("mine.camel.yaml").contains("wlcro-create-leed-action").doesNotContain("There is no scenario");
    }

    @Test
    void aFileWithoutARouteDoesNotRun() throws Exception {
        assertThat(told("route: {id: a, from: {uri: \"timer:t\", steps: [{log: hi}]}}"))
                .contains("There is no route in").contains("mine.camel.yaml").contains("- route:");
    }

    @Test
    void aStepInTheWrongColumnIsReportedInOneLineWithItsPlace() throws Exception {
        assertThat(told("- route:\n    id: a\n    from:\n      uri: timer:t\n    steps:\n      - log: hi\n"))
                .contains("Unsupported field: steps").contains("line 2, column 5").doesNotContain("^");
    }
}
