package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands queue, status and ledger stats show about queued records. */
class QueueCommandTest {

    @TempDir
    private Path directory;
    private String baseUrl;

    private Terminal run(String key, String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", key, "wlcro.base-url", baseUrl, "wlcro.limit", "1",
                LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db")), "", arguments);
    }

    @Test
    void theCommandsShowHowManyRecordsWaitSinceWhenAndForHowLong() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1)));
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "1", "wlcro.period", "60s",
                        LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db")))) {
            baseUrl = sandbox.baseUrl().toString();
            pack.call("create-lead", Records.known(0));
            for (int i = 1; i <= 3; i++) {
                pack.call("create-lead", Records.known(i), Map.of(WlcroHeaders.DELIVERY, "later"));
            }
        }
        String key = SandboxConfig.DEFAULT_KEY;

        assertThat(run(key, "queue").out()).matches("(?s)default: 3 queued, the oldest for \\d+ s, all sent in about 180 s\\R");
        assertThat(run(key, "queue", "--json").out())
                .matches("(?s)\\{\"connection\":\"default\",\"queued\":3,\"oldest_s\":\\d+,\"eta_s\":180}\\R");
        assertThat(run(key, "queue", "--connection", "acme").out()).contains("The queue is empty");
        assertThat(run(key, "status").out()).contains("  3 queued, the oldest for ");
        assertThat(run(key, "status", "--json").out()).contains("\"queued\":3", "\"eta_s\":180", "\"losing_fields\":0");
        assertThat(run(key, "ledger", "stats").out()).containsPattern("queued +3");
        assertThat(run("wlcro_live_7_other", "queue").out()).contains("kept until a connection has the key of their company");
    }

    @Test
    void theExpectedTimeOfASuspendedConnectionCountsFromItsNextProbeAndTheReasonIsShown() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1)));
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "1", "wlcro.suspend", "10m",
                        LedgerConfig.URL, "jdbc:sqlite:" + directory.resolve("wlcro.db")))) {
            baseUrl = sandbox.baseUrl().toString();
            sandbox.revokeKey(SandboxConfig.DEFAULT_KEY);
            pack.call("create-lead", Records.known(0));
            pack.call("create-lead", Records.known(1), Map.of(WlcroHeaders.DELIVERY, "later"));
        }

        String key = SandboxConfig.DEFAULT_KEY;
        assertThat(run(key, "queue").out())
                .matches("(?s)default: 1 queued, the oldest for \\d+ s, none is sent at the moment \\(.*does not accept the key.*\\),"
                        + " all at the earliest in about 6\\d\\d s\\R");
        assertThat(run(key, "queue", "--json").out()).matches("(?s).*\"eta_s\":6\\d\\d,\"waits\":\".*does not accept the key.*");
        assertThat(run(key, "status").out()).contains("suspended for ", "all at the earliest in about 6");
    }
}
