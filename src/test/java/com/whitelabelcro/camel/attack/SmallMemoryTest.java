package com.whitelabelcro.camel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.ChildJvm;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that is far too large is refused and does not end the process (row 3 of the list of faults). */
@SystemTest
class SmallMemoryTest {

    @Test
    void largeBodiesAreRefusedIn128MegabytesAndTheNextOneIsSent(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("out");
        List<String> command = ChildJvm.command();
        command.addAll(List.of("-Xmx128m", SmallMemory.class.getName()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(Files.readString(out)).contains(SmallMemory.WELL);
        assertThat(child.exitValue()).isZero();
    }
}
