package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.bench.ManyCallers;
import com.whitelabelcro.camel.bench.ManyCallersProcess;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More callers than fit into the heap: each one is answered or refused. */
@SystemTest
class FloodTest {

    private static final List<String> OPTIONS = List.of("-Xmx160m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    /** The line with which the callers' process reports that all calls have ended. */
    private static final Pattern END =
            Pattern.compile("ended after [0-9.]+ s: done (\\d+), refused (\\d+), failed (\\d+), forgotten (\\d+)");

    @Test
    void eachOfMoreCallersThanFitIntoTheHeapIsAnsweredOrRefused(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(0).keys(ManyCallers.keys(4))))) {
            // A thousand records of each key are sent; the others wait, as far as memory allows, until the context is stopped.
            String printed = ManyCallersProcess.run(OPTIONS, List.of(sandbox.baseUrl().toString(), "4", "5000", "5000", "1000", "1h",
                    "jdbc:sqlite:" + folder.resolve("wlcro.db"), "10", "0"));

            Matcher end = END.matcher(printed);
            assertThat(end.find()).as(printed).isTrue();
            int done = Integer.parseInt(end.group(1));
            int refused = Integer.parseInt(end.group(2));
            assertThat(end.group(3)).as(printed).isEqualTo("0");
            assertThat(end.group(4)).as(printed).isEqualTo("0");
            assertThat(done + refused).isEqualTo(20_000);
            assertThat(printed).contains("not sent: too many records wait in this process already (");
            assertThat(done).as("records were also sent at the limit").isPositive().isLessThanOrEqualTo(4_000);
            assertThat(sandbox.stats().created()).isEqualTo(done);
        }
    }
}
