package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.sandbox.Window;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 40 and 41: killed at ten instants within few periods, an import loses nothing, doubles nothing, meets no 429. */
class RestartTest {

    @TempDir
    private Path directory;

    @Test
    void killedTenTimesAThousandRecordsWithAnExternalIdAreAtTheApiOnceEach() throws Exception {
        try (Restarts restarts = new Restarts(directory, 1_000, 10, 17, Window.Kind.SLIDING)) {
            restarts.run("--mapping", "hubspot");
            restarts.check(true);
        }
    }

    @Test
    void killedTenTimesRecordsWithoutAnExternalIdAreAtTheApiOnceOrListedAsUnknown() throws Exception {
        try (Restarts restarts = new Restarts(directory, 1_000, 10, 18, Window.Kind.FIXED)) {
            restarts.run();
            restarts.check(false);
            restarts.checkUnknownAreListed();
        }
    }
}
