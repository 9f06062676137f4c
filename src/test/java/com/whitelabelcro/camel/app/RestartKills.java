package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.sandbox.Window;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RestartTest} at 200 instants; {@code mvn -Pkills verify} runs it. */
class RestartKills {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void killedFortyTimes(long seed) throws Exception {
        boolean known = seed % 2 == 1;
        try (Restarts restarts = new Restarts(directory, 2_000, 40, seed, Window.Kind.values()[(int) (seed % 2)])) {
            restarts.run(known ? new String[] {"--mapping", "hubspot"} : new String[0]);
            restarts.check(known);
        }
    }
}
