package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.bench.FormSender;
import com.whitelabelcro.camel.bench.GatewayProcess;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxConfigBuilder;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A day of a busy process in five minutes, with random events by seed
 * ({@code mvn -Pkills verify -Dtest=DayLong}, {@code -Dday.minutes=5}, {@code -Dday.seeds=1,2,3}): forms by the gateway, files by
 * the inbox, imports, a caller that waits for its answers; a bad network, another client that uses one of the keys; restarts and kills, a
 * rotated key, and an added connection.
 */
class DayLong {

    private static final int LIMIT = 100;
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int HOURS = 12;
    private static final Duration HOUR = Duration.ofSeconds(60L * Integer.getInteger("day.minutes", 5) / HOURS);
    private static final int IN_FLIGHT = 96;
    private static final int ROWS = 30;
    private static final String OLD = "wlcro_live_91_0ldK3y0fTheDay";
    private static final String NEW = "wlcro_live_91_n3wK3y0fTheDay";
    private static final String SHARED = "wlcro_live_92_sh4r3dK3y";
    private static final String ADDED = "wlcro_live_93_4dd3dK3y";
    private static final Set<String> LOST = Set.of(Fault.RESET_AFTER.json(), Fault.RESET_BEFORE.json(), Fault.DELAY.json(), Fault.CUT.json());

    @TempDir
    private Path folder;
    private final AcceptedRecords accepted = new AcceptedRecords();
    private final Set<String> answerLost = ConcurrentHashMap.newKeySet();
    private final Set<String> mistakes = ConcurrentHashMap.newKeySet();
    private final List<GatewayProcess> all = new ArrayList<>();
    private final List<Integer> files = new ArrayList<>();
    private final ScheduledExecutorService people = Executors.newScheduledThreadPool(12);
    private final AtomicInteger names = new AtomicInteger();
    private volatile GatewayProcess gateway;
    private volatile List<String> connections = List.of("alpha", "beta");
    private Sandbox sandbox;
    private int kills;

    @AfterEach
    void end() {
        people.shutdownNow();
        all.forEach(GatewayProcess::close);
        sandbox.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostDuplicatedOrLeaked(long seed) throws Exception {
        Random random = new Random(seed);
        sandbox = Sandbox.start(SandboxConfig.of(c -> bad(rules(c), seed)));
        writeConnections(Map.of("alpha", OLD, "beta", SHARED));
        start();
        for (int i = 0; i < 5; i++) {
            everyNowAndThen(Duration.ofMillis(250), new Form(i)::post);
        }
        everyNowAndThen(HOUR.dividedBy(2), this::putFile);
        everyNowAndThen(HOUR, this::runImport);
        everyNowAndThen(HOUR, this::stranger);
        everyNowAndThen(Duration.ofSeconds(2), this::noteLostAnswers);

        for (int hour = 1; hour <= HOURS; hour++) {
            pass(HOUR);
            if (hour == HOURS / 3) {
                sandbox.revokeKey(OLD);
                pass(Duration.ofSeconds(3));
                writeConnections(Map.of("alpha", NEW, "beta", SHARED));
            } else if (hour == HOURS / 2) {
                writeConnections(Map.of("alpha", NEW, "beta", SHARED, "gamma", ADDED));
                gateway.child().logs("Connection gamma: added");
                connections = List.of("alpha", "beta", "gamma");
            } else if (hour % 2 == 1) {
                restart(random.nextBoolean());
            }
        }
        finish();

        System.out.println("Seed " + seed + ": " + accepted.size() + " accepted, " + kills + " kills, " + all.size() + " processes, "
                + sandbox.stats());
        Set<String> unknown = check();
        System.out.println(unknown.size() + " of unknown outcome, " + answerLost.size() + " answers lost; failed: "
                + AcceptedRecords.notDone(ledger()).getOrDefault("failed", Set.of()).size());
    }

    private static LongStream seeds() {
        return Stream.of(System.getProperty("day.seeds", "1,2,3").split(",")).mapToLong(Long::parseLong);
    }

    private static SandboxConfigBuilder rules(SandboxConfigBuilder c) {
        return c.keys(OLD, NEW, SHARED, ADDED).limit(LIMIT).period(PERIOD).keepBodies(true);
    }

    private static void bad(SandboxConfigBuilder c, long seed) {
        c.fault(Fault.STATUS_503, 0.03).fault(Fault.STATUS_500, 0.005).fault(Fault.RESET_AFTER, 0.01).fault(Fault.RESET_BEFORE, 0.01)
                .fault(Fault.CUT, 0.005).fault(Fault.DELAY, 0.005).delayFor(Duration.ofSeconds(4)).seed(seed)
                .latency(Duration.ofMillis(10)).jitter(Duration.ofMillis(80));
    }

    private static void pass(Duration time) {
        await().atMost(time.plusSeconds(10)).pollDelay(time).until(() -> true);
    }

    private interface Task {
        void run() throws Exception;
    }

    /** Repeats a task; every exception except a refused connection during a restart is a fault of the gateway. */
    private void everyNowAndThen(Duration pause, Task task) {
        people.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The process is being restarted.
            } catch (Throwable e) {
                mistakes.add(e.toString());
            }
        }, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String ledger() {
        return "jdbc:sqlite:" + folder.resolve("home").resolve("wlcro.db");
    }

    private void writeConnections(Map<String, String> keys) throws IOException {
        Path next = folder.resolve("connections.next");
        Files.writeString(next, keys.entrySet().stream().map(each -> each.getKey() + ".api-key=" + each.getValue() + "\n")
                .collect(Collectors.joining()));
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        Files.move(next, folder.resolve("connections.properties"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void start() throws IOException {
        gateway = GatewayProcess.start(folder, Map.of("wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.limit", "" + LIMIT,
                "wlcro.period", PERIOD.toMillis() + "ms", "wlcro.timeout", "2s", "wlcro.suspend", "5s", "wlcro.connections-file",
                "connections.properties", "wlcro.inbox", "inbox", "wlcro.inbox.rest", "1s"));
        all.add(gateway);
    }

    private void restart(boolean kill) throws Exception {
        if (kill) {
            gateway.child().kill();
            kills++;
        } else {
            gateway.child().signal("TERM");
            Terminal end = gateway.child().end();
            assertThat(end.exit()).as(end.err()).isZero();
        }
        start();
    }

    private String lead(String email, boolean known) {
        return "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"" + email + "\""
                + (known ? ",\"external_id\":\"" + email.replaceFirst("@.*", "") + "\"}" : "}");
    }

    /** A sender of forms, or a caller that waits for its answers; it repeats requests that got no answer. */
    private final class Form {

        private final FormSender sender = new FormSender();
        private final int number;
        private String email;
        private String connection;

        Form(int number) {
            this.number = number;
        }

        void post() throws IOException {
            if (email == null) {
                int next = names.incrementAndGet();
                email = "form" + next + "@example.com";
                connection = connections.get(next % connections.size());
            }
            boolean known = email.hashCode() % 2 == 0;
            String[] waits = number == 0 ? new String[] {"Prefer: wait=2"} : new String[0];
            FormSender.Answer answer = sender.post(gateway.port(), "/actions/create-lead?connection=" + connection, lead(email, known), waits);
            switch (answer.status()) {
                // A record that fails while its sender waits is listed, and a repeat may find that its outcome is unknown.
                case 200, 202, 502, 409 -> {
                    accepted.add(email);
                    email = null;
                }
                case 503 -> { }
                default -> throw new IllegalStateException(answer.toString());
            }
        }
    }

    private String rows(String name, int file) {
        return "first_name,last_name,email,external_id\n" + IntStream.range(0, ROWS).mapToObj(i -> "Ann,Lee," + name + file + "-" + i
                + "@example.com," + (i % 2 == 0 ? "" : name + file + "-" + i) + "\n").collect(Collectors.joining());
    }

    private void accept(String name, int file) {
        IntStream.range(0, ROWS).forEach(i -> accepted.add(name + file + "-" + i + "@example.com"));
    }

    private void putFile() throws IOException {
        int number = names.incrementAndGet();
        Path inbox = Files.createDirectories(folder.resolve("inbox").resolve(connections.get(number % 2)).resolve("create-lead"));
        Path part = inbox.resolve("file" + number + ".csv.part");
        Files.writeString(part, rows("file", number));
        Files.move(part, inbox.resolve("file" + number + ".csv"));
        accept("file", number);
    }

    private void runImport() throws Exception {
        int number = names.incrementAndGet();
        Path file = folder.resolve("import" + number + ".csv");
        Files.writeString(file, rows("import", number));
        Terminal end = Child.run(folder, Map.of(), List.of(), "import", "create-lead", file.toString(), "--connection", "beta");
        assertThat(end.exit()).as(end.out() + end.err()).isIn(0, 1);
        accept("import", number);
    }

    /** Another client writes with the key of beta, so that the pack reaches a limit that it did not use up itself. */
    private void stranger() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < LIMIT; i++) {
            client.send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/api/v1/integrations/leads")).header("X-Api-Key", SHARED)
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                            lead("stranger" + names.incrementAndGet() + "@example.com", false))).build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private void noteLostAnswers() {
        sandbox.requests().stream().filter(each -> each.fault() != null && LOST.contains(each.fault()) && each.body() != null)
                .map(SandboxRequest::body).map(body -> body.replaceFirst("(?s).*\"email\":\"([^\"]+)\".*", "$1")).forEach(answerLost::add);
    }

    /** The evening: no records arrive, the network works, and the last process sends the remaining records. */
    private void finish() throws Exception {
        people.shutdown();
        assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        noteLostAnswers();
        sandbox.configure(SandboxConfig.of(DayLong::rules));
        sandbox.revokeKey(OLD);
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(1)).until(() -> AcceptedRecords.queued(ledger()) == 0
                && AcceptedRecords.count(ledger(), "SELECT COUNT(*) FROM wlcro_entry WHERE state = 'in-flight'") == 0 && csvFiles() == 0);
        gateway.child().signal("TERM");
        assertThat(gateway.child().end().exit()).isZero();
    }

    private long csvFiles() throws IOException {
        try (var inbox = Files.walk(folder.resolve("inbox"))) {
            return inbox.filter(each -> each.getParent().endsWith("create-lead") && each.toString().endsWith(".csv")).count();
        }
    }

    private static String log(GatewayProcess gateway) {
        try {
            return gateway.child().err();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> check() throws Exception {
        assertThat(mistakes).as(() -> all.stream().map(each -> log(each)).collect(Collectors.joining("\n--- next process\n"))).isEmpty();
        Map<String, Set<String>> notDone = AcceptedRecords.notDone(ledger());
        List<String> there = AcceptedRecords.emailsAt(sandbox).stream().filter(each -> !each.startsWith("stranger")).toList();
        assertThat(there).as("no duplicates").doesNotHaveDuplicates();
        Set<String> known = new HashSet<>(there);
        notDone.values().forEach(known::addAll);
        assertThat(accepted.missing(known)).as("lost").isEmpty();
        assertThat(notDone.keySet()).as("nothing is in flight").isSubsetOf("unknown", "failed");
        for (SandboxStats.PerKey key : sandbox.stats().perKey()) {
            if (key.key() != 3) {
                assertThat(key.arrivalsInAnyWindow()).as("key " + key.key()).isLessThanOrEqualTo(LIMIT);
                assertThat(key.rejected429()).as("key " + key.key()).isZero();
            }
        }
        Set<String> unknown = notDone.getOrDefault("unknown", Set.of());
        assertThat(unknown.stream().filter(each -> !answerLost.contains(each)).count()).as("unknown although the answer was not lost")
                .isLessThanOrEqualTo((long) kills * IN_FLIGHT);
        for (GatewayProcess each : all) {
            assertThat(each.child().out() + each.child().err()).doesNotContain("@example.com", OLD, NEW, SHARED, ADDED).doesNotContain("\tat ");
        }
        return unknown;
    }
}
