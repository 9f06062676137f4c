package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many records per second are accepted to be sent later, on a ledger in a file, and how long the commands take with a long queue. */
class QueueBench {

    private static final int CALLERS = 32;
    private static final int WARM = 20_000;
    private static final int RECORDS = 80_000;
    private static final int ROUNDS = 9;

    @Test
    void acceptance() throws Exception {
        String ledger = "jdbc:sqlite:" + Files.createTempDirectory("wlcro-bench").resolve("wlcro.db");
        try (SandboxProcess sandbox = new SandboxProcess();
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl(), Map.of(LedgerConfig.URL, ledger, "wlcro.limit", "1",
                        "wlcro.period", "10m"))) {
            System.out.println("Commands on an empty ledger:");
            timed(sandbox.baseUrl(), ledger);
            accept(pack, 0, WARM);
            long start = System.nanoTime();
            accept(pack, WARM, WARM + RECORDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            long heap = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1024 / 1024;
            long before = System.nanoTime();
            long length = pack.pack().ledger().queue().lengths().toCompletableFuture().get().get(0).records();
            System.out.println(String.format(Locale.ROOT, "%d callers: %,.0f records accepted a second; %,d wait, counted in %.1f ms,"
                    + " with %d MB of heap", CALLERS, RECORDS / seconds, length, (System.nanoTime() - before) / 1e6, heap));
            timed(sandbox.baseUrl(), ledger);
        }
    }

    /** The whole commands, with all that they do but the start of the JVM; what the queue adds is what an empty ledger takes less. */
    private static void timed(String baseUrl, String ledger) {
        for (String command : List.of("queue", "queue --json", "status", "status --json")) {
            List<Long> millis = IntStream.range(0, ROUNDS).mapToObj(i -> timed(command, baseUrl, ledger)).sorted().toList();
            System.out.println(String.format(Locale.ROOT, "%-14s %d ms (%d to %d)", command, millis.get(ROUNDS / 2), millis.get(0),
                    millis.get(ROUNDS - 1)));
        }
    }

    private static long timed(String command, String baseUrl, String ledger) {
        long start = System.nanoTime();
        Terminal end = Terminal.run(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url", baseUrl,
                LedgerConfig.URL, ledger), "", command.split(" "));
        if (end.exit() != 0) {
            throw new IllegalStateException(end.err());
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Each caller continues with its next record when the previous one is accepted; none occupies a thread. */
    private static void accept(PackUnderTest pack, int from, int to) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        CountDownLatch left = new CountDownLatch(to - from);
        for (int i = 0; i < CALLERS; i++) {
            accept(pack, next, to, left);
        }
        left.await();
    }

    private static void accept(PackUnderTest pack, AtomicInteger next, int to, CountDownLatch left) {
        int number = next.getAndIncrement();
        if (number < to) {
            pack.begin("create-lead", Records.known(number), Map.of(WlcroHeaders.DELIVERY, "later")).whenComplete((end, problem) -> {
                left.countDown();
                accept(pack, next, to, left);
            });
        }
    }
}
