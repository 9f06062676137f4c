package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.bench.FormSender.Answer;
import com.whitelabelcro.camel.system.QuotaShare;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the latency and the resources of a busy gateway: the gateway, the sandbox and the senders have a process
 * each. It asserts nothing.
 */
class GatewayBench {

    private static final int BUSY = 64;
    private static final int LIMIT = 100;
    private static final int FORMS = 5_000;
    private static final int SENDERS = Integer.getInteger("senders", 64);
    /** How many calls the quota of the free connection allows, besides those before the forms. */
    private static final int WARM = 20;
    private static final int CALLS = LIMIT - WARM;
    private static final int MANY = Integer.getInteger("connections", 500);
    private static final int PERIOD = Integer.getInteger("period", 30);
    private static final String FREE = "k" + BUSY;

    @TempDir
    private Path folder;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger names = new AtomicInteger();

    /** The properties of this many connections, named k0 and so on, with the keys of {@link ManyCallers}. */
    static Map<String, String> connections(String baseUrl, int number, String period) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.base-url", baseUrl, "wlcro.limit", "" + LIMIT,
                "wlcro.period", period));
        for (int i = 0; i < number; i++) {
            properties.put("wlcro.connections.k" + i + ".api-key", ManyCallers.key(i));
        }
        return properties;
    }

    /** The settings of a sandbox that has these keys. */
    static String sandbox(int number, String period, String latency) {
        return "{\"keys\":" + IntStream.range(0, number).mapToObj(ManyCallers::key).collect(Collectors.joining("\",\"", "[\"", "\"]"))
                + ",\"period\":\"" + period + "\",\"limit\":" + LIMIT + ",\"latency\":\"" + latency + "\"}";
    }

    @Test
    void fiveThousandFormsOverConnectionsWhoseQuotaIsUsedUp() throws Exception {
        try (SandboxProcess sandbox = new SandboxProcess()) {
            sandbox.reset(sandbox(BUSY + 1, "10m", "10ms"));
            try (GatewayProcess gateway = GatewayProcess.start(folder, connections(sandbox.baseUrl(), BUSY + 1, "10m"), "-Xmx128m",
                    "-Dcamel.management.enabled=true")) {
                AtomicLong peak = new AtomicLong();
                watch.scheduleWithFixedDelay(() -> peak.accumulateAndGet(gateway.threads(), Math::max), 0, 20, TimeUnit.MILLISECONDS);
                System.out.println(gateway.threads() + " threads when it is idle");
                queue(gateway, BUSY, LIMIT);
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> sandbox.requests() == BUSY * LIMIT);
                calls(gateway, WARM, () -> true);
                System.out.println("peak of " + peak.getAndSet(0) + " threads while the quotas are used up");

                AtomicBoolean busy = new AtomicBoolean(true);
                Future<long[]> free = threads.submit(() -> calls(gateway, CALLS, busy::get));
                long[] forms = forms(gateway);
                busy.set(false);
                tell(FORMS + " forms over " + SENDERS + " senders, each answered with 202", forms);
                tell("a caller of a free connection meanwhile, " + free.get().length + " calls", free.get());
                System.out.println("peak of " + peak.get() + " threads, " + gateway.heap() + " MB of heap after a collection, "
                        + gateway.resident() + " MB resident");
                System.out.println(gateway.threadNames());
            }
        } finally {
            watch.shutdownNow();
            threads.shutdownNow();
        }
    }

    @Test
    void fiveHundredConnectionsWithThreeHundredQueuedRecordsEach() throws Exception {
        String period = PERIOD + "s";
        try (SandboxProcess sandbox = new SandboxProcess()) {
            sandbox.reset(sandbox(MANY, period, "0ms"));
            Map<String, String> properties = connections(sandbox.baseUrl(), MANY, period);
            fill(properties);
            long before = sandbox.requests();
            try (GatewayProcess gateway = GatewayProcess.start(folder, properties, "-Dcamel.management.enabled=true")) {
                AtomicLong threadsPeak = new AtomicLong();
                AtomicLong memoryPeak = new AtomicLong();
                watch.scheduleWithFixedDelay(() -> {
                    threadsPeak.accumulateAndGet(gateway.threads(), Math::max);
                    memoryPeak.accumulateAndGet(gateway.resident(), Math::max);
                }, 0, 100, TimeUnit.MILLISECONDS);
                long start = System.nanoTime();
                for (int part = 1; part <= 3; part++) {
                    long until = before + (long) part * MANY * LIMIT;
                    Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(250))
                            .until(() -> sandbox.requests() >= until);
                    System.out.println(String.format(Locale.ROOT, "%d requests after %.1f s; %d MB resident, %d ms of processor time",
                            until - before, (System.nanoTime() - start) / 1e9, gateway.resident(), gateway.processorTime()));
                }
                System.out.println("peak of " + threadsPeak + " threads and " + memoryPeak + " MB resident; " + gateway.heap()
                        + " MB of heap after a collection");
                System.out.println(sandbox.stats().replaceFirst(",\"perKey.*", ""));
                tellShares();
            }
        } finally {
            watch.shutdownNow();
            threads.shutdownNow();
        }
    }

    /** Queues the records in a process that may send only one for each connection, so that all others wait when the next one starts. */
    private void fill(Map<String, String> properties) throws Exception {
        Map<String, String> slow = new HashMap<>(properties);
        slow.putAll(Map.of("wlcro.limit", "1", "wlcro.period", "1h"));
        try (GatewayProcess gateway = GatewayProcess.start(folder, slow)) {
            long start = System.nanoTime();
            queue(gateway, MANY, 3 * LIMIT + 1);
            System.out.println(String.format(Locale.ROOT, "%d records queued within %.1f s; %d MB resident", MANY * (3 * LIMIT + 1),
                    (System.nanoTime() - start) / 1e9, gateway.resident()));
        }
        try (var connection = DriverManager.getConnection(ledger()); var statement = connection.createStatement()) {
            statement.execute("DELETE FROM wlcro_permit");
        }
    }

    private String ledger() {
        return "jdbc:sqlite:" + folder.resolve("home").resolve("wlcro.db");
    }

    /** Prints the share of its quota that each connection used after its first period; two periods for the last 200 records are 100 %. */
    private void tellShares() throws SQLException {
        Map<String, List<Long>> ended = new TreeMap<>();
        try (var connection = DriverManager.getConnection(ledger()); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT connection, ended FROM wlcro_entry WHERE state = 'done' ORDER BY ended")) {
            while (rows.next()) {
                ended.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getLong(2));
            }
        }
        // The first record of each was sent by the process that queued them.
        double[] shares = ended.values().stream().mapToDouble(times -> QuotaShare.ofTimes(times.subList(1, times.size()), LIMIT,
                Duration.ofSeconds(PERIOD)).value()).sorted().toArray();
        System.out.println(String.format(Locale.ROOT, "%d connections used at least %.1f %% (of 100, one less than %.1f %%, half of them less"
                + " than %.1f %%) of their quota", shares.length, 100 * shares[0], 100 * shares[shares.length / 100], 100 * shares[shares.length / 2]));
    }

    private String lead() {
        int number = names.incrementAndGet();
        return "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann" + number + "@example.com\",\"external_id\":\"x"
                + number + "\"}";
    }

    /** Queues this many records for each of the first connections. */
    private void queue(GatewayProcess gateway, int connections, int records) throws IOException {
        try (FormSender sender = new FormSender()) {
            for (int i = 0; i < connections; i++) {
                String array = IntStream.range(0, records).mapToObj(each -> lead()).collect(Collectors.joining(",", "[", "]"));
                expect(202, sender.post(gateway.port(), "/actions/create-lead?connection=k" + i, array));
            }
        }
    }

    /** Makes calls that wait for the outcome, one after the other, while the gateway is busy. */
    private long[] calls(GatewayProcess gateway, int most, BooleanSupplier busy) throws IOException {
        List<Long> took = new ArrayList<>();
        try (FormSender sender = new FormSender()) {
            while (took.size() < most && busy.getAsBoolean()) {
                took.add(expect(200, sender.post(gateway.port(), "/actions/create-lead?connection=" + FREE, lead(), "Prefer: wait=25"))
                        .nanos());
            }
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    private long[] forms(GatewayProcess gateway) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(threads.submit(() -> {
                try (FormSender sender = new FormSender()) {
                    for (int number = next.getAndIncrement(); number < FORMS; number = next.getAndIncrement()) {
                        took.add(expect(202, sender.post(gateway.port(), "/actions/create-lead?connection=k" + number % BUSY, lead()))
                                .nanos());
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : senders) {
            each.get(120, TimeUnit.SECONDS);
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    private static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.toString());
        }
        return answer;
    }

    private static void tell(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        System.out.println(String.format(Locale.ROOT, "%s: median %.0f ms, 99 of 100 within %.0f ms, at most %.0f ms", what,
                sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6, sorted[sorted.length - 1] / 1e6));
    }
}
