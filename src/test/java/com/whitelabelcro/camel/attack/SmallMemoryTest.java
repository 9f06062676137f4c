package com.whitelabelcro.camel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 3 of the faults: a body that is far too large costs one refusal, not the process. */
class SmallMemoryTest {

    @Test
    void largeBodiesAreRefusedIn128MegabytesAndTheNextOneIsSent(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("out");
        Process child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), SmallMemory.class.getName())
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(Files.readString(out)).contains(SmallMemory.WELL);
        assertThat(child.exitValue()).isZero();
    }
}
