package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML in a test file means what it looks like. */
@Fast
class StrictYamlTest {

    @TempDir
    private Path directory;

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("my.test.yaml"), yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02134", "1_000", "0x1F", "-07", "1e3"})
    void aNumberThatYamlWouldChangeIsRefusedWithItsLine(String number) throws IOException {
        Path file = file("name: it\nbody:\n  zip: " + number + "\n");
        assertThatThrownBy(() -> StrictYaml.read(file)).isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ", line 3: " + number + " would be read as another number; put it into quotes");
    }

    @Test
    void quotedTextAndPlainNumbersAreReadUnchanged() throws IOException {
        assertThat(StrictYaml.read(file("[\"02134\", '1_000', 0, -7, 10001, 0.5, 2026-01-01, 617-555-0106, 1.0.0]")))
                .hasToString("[\"02134\",\"1_000\",0,-7,10001,0.5,\"2026-01-01\",\"617-555-0106\",\"1.0.0\"]");
    }
}
