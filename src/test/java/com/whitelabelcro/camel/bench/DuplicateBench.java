package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.config.LedgerConfig;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a duplicate waits for the first answer, on a ledger in a file. */
class DuplicateBench {

    private static final int CALLS = 10_000;

    @Test
    void duplicates() throws Exception {
        String ledger = "jdbc:sqlite:" + Files.createTempDirectory("wlcro-bench").resolve("wlcro.db");
        try (SandboxProcess sandbox = new SandboxProcess();
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl(), Map.of(LedgerConfig.URL, ledger))) {
            for (int warm = 0; warm < CALLS; warm++) {
                pack.call("create-lead", Records.known(1));
            }
            long[] took = new long[CALLS];
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                pack.call("create-lead", Records.known(1));
                took[i] = (System.nanoTime() - start) / 1_000;
            }
            Arrays.sort(took);
            System.out.println(String.format(Locale.ROOT, "a duplicate takes %d us (median), %d us (99 of 100); %d permits used",
                    took[CALLS / 2], took[CALLS * 99 / 100], pack.state("default").used()));
        }
    }
}
