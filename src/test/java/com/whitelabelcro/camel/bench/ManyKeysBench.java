package com.whitelabelcro.camel.bench;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures many keys in one process: when the last of their waiting records ends, how much of the quota is used, and how many
 * threads are needed. The callers and the sandbox have a process each. It asserts nothing. The JVMs have the options of
 * {@code bin/wlcro}: Java's second compiler costs 20 s of CPU time in the first minute, and saves some in each later one.
 */
class ManyKeysBench {

    /** Those of {@code src/package/bin/wlcro}. */
    private static final List<String> SHIPPED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    /** What docs/operations.md says to do for more than a thousand requests a second. */
    private static final List<String> BUSY = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");

    @Test
    void twoHundredKeysWithThreeHundredRecordsEach() throws Exception {
        measure("200 keys, 300 each, 100 per 10 s, 1 GB (ideal 20 s)", "1g", SHIPPED, "{}", 200, 300, 300, "10s", 120, 0);
    }

    @Test
    void twoHundredKeysOfASlowServer() throws Exception {
        measure("200 keys, 300 each, 100 per 10 s, the server takes 500 ms, 1 GB (ideal 21 s)", "1g", SHIPPED, "{\"latency\":\"500ms\"}",
                200, 300, 300, "10s", 120, 0);
    }

    @Test
    void fiveHundredKeysInASteadyState() throws Exception {
        measure("500 keys, 150 waiting each, 100 per 30 s, 2 GB (50000 done each 30 s)", "2g", BUSY, "{}", 500, 150, 400, "30s", 150, 30);
    }

    private static void measure(String title, String heap, List<String> options, String server, int keys, int callers, int calls,
            String period, int seconds, int count) throws Exception {
        String names = IntStream.range(0, keys).mapToObj(ManyCallers::key).collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String ledger = "jdbc:sqlite:" + Files.createTempDirectory("wlcro-bench").resolve("wlcro.db");
        try (SandboxProcess sandbox = new SandboxProcess(options)) {
            sandbox.reset("{\"keys\":" + names + ",\"period\":\"" + period + "\",\"limit\":100"
                    + (server.length() > 2 ? "," + server.substring(1) : "}"));
            System.out.println(title);
            List<String> jvm = new ArrayList<>(options);
            jvm.addAll(List.of("-Xms" + heap, "-Xmx" + heap));
            System.out.print(ManyCallersProcess.run(jvm, List.of(sandbox.baseUrl(), "" + keys, "" + callers, "" + calls,
                    "100", period, ledger, "" + seconds, "" + count)));
            System.out.println(sandbox.stats());
        }
    }
}
