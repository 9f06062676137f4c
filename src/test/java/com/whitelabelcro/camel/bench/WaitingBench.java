package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxKey;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Measures a thousand waiting records: threads, and the latency of a record with another key. It asserts nothing. */
class WaitingBench {

    private static final int WAITING = 1_000;
    private static final Map<String, Object> LEAD =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");
    private static final String OTHER_KEY = "wlcro_live_2_other";

    @Test
    void aThousandWaitForARetryAfterOfAMinute() throws Exception {
        SandboxConfig twoKeys = SandboxConfig.of(config -> config.limit(0)
                .keys(SandboxKey.of(SandboxConfig.DEFAULT_KEY), SandboxKey.of(OTHER_KEY)));
        try (Sandbox sandbox = Sandbox.start(twoKeys);
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(),
                        Map.of("wlcro.connections.b.api-key", OTHER_KEY))) {
            one(pack);
            int before = Thread.activeCount();
            sandbox.script(ScriptedAnswer.of(429, "Retry-After", "60"));
            pack.begin("create-lead", LEAD, Map.of());
            Awaitility.await().until(() -> pack.state("default").openFor() > 0);
            for (int i = 1; i < WAITING; i++) {
                pack.begin("create-lead", LEAD, Map.of());
            }
            Awaitility.await().until(() -> pack.state("default").waiting() == WAITING);
            int waiting = Thread.activeCount();
            long start = System.nanoTime();
            one(pack);
            System.out.println(WAITING + " records wait; threads before " + before + ", now " + waiting
                    + "; a record of another key took " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    private static void one(PackUnderTest pack) {
        pack.call("create-lead", LEAD, Map.of(WlcroHeaders.CONNECTION, "b"));
    }
}
