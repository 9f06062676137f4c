package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * An import whose process is killed (SIGKILL) again and again, at instants that a seed chooses, and is started again
 * with the same command each time, until it ends. Its API loses answers and is busy at times.
 */
final class Restarts implements AutoCloseable {

    private static final int LIMIT = 200;
    private static final Duration PERIOD = Duration.ofSeconds(2);
    /** As many as the import has under way by default. */
    private static final int IN_FLIGHT = 8;
    private static final Pattern SUMMARY = Pattern.compile(
            "(\\d+) rows: (\\d+) done(?:, (\\d+) skipped \\(done before\\))?(?:, (\\d+) of unknown outcome)?, in ");

    private final int rows;
    private final int kills;
    private final Random random;
    private final Path directory;
    private final Sandbox sandbox;
    private String last = "";

    Restarts(Path directory, int rows, int kills, long seed, Window.Kind window) throws IOException {
        this.directory = directory;
        this.rows = rows;
        this.kills = kills;
        this.random = new Random(seed);
        this.sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(LIMIT).period(PERIOD).window(window).seed(seed)
                .latency(Duration.ofMillis(20)).fault(Fault.STATUS_503, 0.05).fault(Fault.RESET_AFTER, 0.02)));
        Files.writeString(directory.resolve("contacts.csv"), "Record ID,First Name,Last Name,Email\n"
                + IntStream.range(0, rows).mapToObj(i -> i + ",Ann,Lee,ann" + i + "@example.com\n")
                        .collect(Collectors.joining()));
    }

    /** Runs it to its end. */
    void run(String... options) throws Exception {
        List<Integer> instants = random.ints(kills, 1, rows).sorted().boxed().toList();
        for (int instant : instants) {
            try (Child child = start(options)) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                        .until(() -> sandbox.stats().requests() >= instant || !child.isAlive());
            }
        }
        try (Child child = start(options)) {
            last = child.end().out();
        }
    }

    private Child start(String... options) throws IOException {
        String[] command = new String[3 + options.length];
        System.arraycopy(new String[] {"import", "create-client", "contacts.csv"}, 0, command, 0, 3);
        System.arraycopy(options, 0, command, 3, options.length);
        return Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", String.valueOf(LIMIT),
                "WLCRO_PERIOD", PERIOD.toSeconds() + "s", "WLCRO_TIMEOUT", "2s"), List.of(), command);
    }

    /** Each record is at the API once, or, without an external id, listed as unknown; and the limit was kept. */
    void check(boolean known) {
        Matcher summary = SUMMARY.matcher(last);
        assertThat(summary.find()).as(last).isTrue();
        int unknown = number(summary.group(4));
        assertThat(number(summary.group(2)) + number(summary.group(3)) + unknown).as(last).isEqualTo(rows);
        List<String> there = sandbox.records().stream().map(Restarts::email).toList();
        assertThat(there).doesNotHaveDuplicates().hasSizeBetween(rows - unknown, rows);
        assertThat(sandbox.stats().duplicates()).isZero();
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(sandbox.stats().arrivalsInAnyWindow()).isLessThanOrEqualTo(LIMIT);
        long faults = sandbox.stats().faults().values().stream().mapToLong(Number::longValue).sum();
        assertThat(sandbox.stats().requests()).isLessThanOrEqualTo(rows + faults + (long) kills * IN_FLIGHT);
        if (known) {
            assertThat(unknown).isZero();
        } else {
            assertThat((long) unknown).isBetween(1L, sandbox.stats().answersLost() + (long) kills * IN_FLIGHT);
        }
        System.out.println(String.format("%d kills, %d rows: %d requests, %d faults, %d unknown, %d times 429", kills, rows,
                sandbox.stats().requests(), faults, unknown, sandbox.stats().rejected429()));
    }

    /** Those that the ledger lists as unknown are those that the import told. */
    void checkUnknownAreListed() throws Exception {
        Terminal list = Child.run(directory, Map.of(), List.of(), "failed", "list", "--reason", "OutcomeUnknown", "--json",
                "--most", "100000");
        Matcher summary = SUMMARY.matcher(last);
        assertThat(summary.find()).isTrue();
        assertThat(list.out().lines()).as(list.err()).hasSize(number(summary.group(4)));
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static String email(SandboxRecord each) {
        return String.valueOf(each.fields().get("email"));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
