package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Measures the ledger. {@code mvn -Pbench verify} runs it; it asserts nothing. */
class LedgerBench {

    private static final int ACTIONS = Integer.getInteger("bench.actions", 10_000);
    private static final int ENTRIES = Integer.getInteger("bench.entries", 1_000_000);
    private static final String BODY = "x".repeat(400);

    /** Every fiftieth entry has failed. */
    private static final String ONE_HOUR = """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1)
            INSERT INTO wlcro_entry (id, account, connection, action, identity, seq, content, state, owner, repeatable, keep, applied, sent,
              recovered, listed, attempts, status, answer, created, ended)
            SELECT (900 << 32) + i, randomblob(32), 'default', 'create-lead', randomblob(32), 1, randomblob(32),
              CASE WHEN i %% 50 = 0 THEN 'failed' ELSE 'done' END, 900, 1, 1, 1, 1, 0, i %% 50 = 0, 1, 200, randomblob(150),
              ended - 1000, ended FROM (SELECT i, %d + i * 3600000 / %d AS ended FROM n)""";

    @Test
    void actionsPerSecond() throws Exception {
        for (Kind kind : new Kind[] {Kind.MEMORY, Kind.FILE}) {
            try (LedgerHome home = new LedgerHome(kind)) {
                actionsPerSecond(home, kind.toString(), "");
            }
        }
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            actionsPerSecond(home, "FILE, encrypted", "a key of sixteen and more");
        }
        try (LedgerHome home = new LedgerHome(Kind.POSTGRES)) {
            actionsPerSecond(home, "POSTGRES", "");
        }
    }

    private static void actionsPerSecond(LedgerHome home, String name, String key) throws Exception {
        try (RealEnvironment environment = new RealEnvironment(InstantSource.system());
                Ledger ledger = JdbcLedger.open(home.config().withSecretKey(key), environment.get())) {
            run(ledger, 32, ACTIONS / 3, "warm");
            for (int waiting : new int[] {8, 32}) {
                double[] rates = new double[3];
                for (int round = 0; round < rates.length; round++) {
                    rates[round] = run(ledger, waiting, ACTIONS, waiting + "-" + round + "-");
                }
                System.out.println(String.format(Locale.ROOT, "%s, %d waiting: %s actions/s (begin + end)", name, waiting,
                        Arrays.toString(Arrays.stream(rates).mapToLong(Math::round).toArray())));
            }
        }
    }

    private static double run(Ledger ledger, int waiting, int actions, String prefix) throws Exception {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(actions);
        long start = System.nanoTime();
        for (int i = 0; i < waiting; i++) {
            one(ledger, actions, prefix, next, ended);
        }
        ended.await();
        return actions / ((System.nanoTime() - start) / 1e9);
    }

    private static void one(Ledger ledger, int actions, String prefix, AtomicInteger next, CountDownLatch ended) {
        int number = next.incrementAndGet();
        if (number <= actions) {
            ledger.begin(record(prefix + number, BODY))
                    .thenCompose(result -> ledger.end(((BeginResult.Send) result).lease(), done(BODY)))
                    .whenComplete((ok, problem) -> {
                        ended.countDown();
                        one(ledger, actions, prefix, next, ended);
                    });
        }
    }

    @Test
    void aMillionEntries() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE);
                RealEnvironment environment = new RealEnvironment(InstantSource.system())) {
            LedgerConfig config = home.config();
            try (Ledger ledger = JdbcLedger.open(config, environment.get())) {
                System.out.println(String.format(Locale.ROOT, "filled with %,d entries at %.0f/s", ENTRIES,
                        run(ledger, 256, ENTRIES, "id")));
                for (int i = 0; i < 1_000; i++) {
                    ledger.failed().add(record(null, BODY), failure("Unavailable"));
                }
                get(ledger.failed().count(FailedFilter.all()));
            }
            System.out.println(String.format(Locale.ROOT, "file: %,d MB", Files.size(home.file()) >> 20));
            long start = System.nanoTime();
            try (Ledger ledger = JdbcLedger.open(config, environment.get())) {
                get(ledger.permits().used(LedgerRequests.KEY, 1));
                told("opened", start);
                for (int i = 0; i < 3; i++) {
                    duplicates(ledger);
                }
                System.out.println(String.format(Locale.ROOT, "with a million: %.0f actions/s, 32 waiting",
                        run(ledger, 32, ACTIONS, "more")));
                start = System.nanoTime();
                get(ledger.failed().page(FailedFilter.all().ofReason("Unavailable"), Optional.empty(), 100));
                told("page of 100 failed", start);
                start = System.nanoTime();
                get(ledger.counts(Optional.of("default"), Optional.empty(), Instant.EPOCH));
                told("count of all", start);
            }
            LedgerConfig brief = config.withTimes(Duration.ofMillis(1), Duration.ofMillis(1), config.lease());
            try (Ledger ledger = JdbcLedger.open(brief, environment.get())) {
                start = System.nanoTime();
                long purged = ledger.purge().toCompletableFuture().get();
                told("purge of " + purged, start);
            }
        }
    }

    /** The operations page counts its throughput a quarter of an hour at a time. */
    @Test
    void theThroughputOfAMillionEntriesOfOneHour() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE); Ledger ledger = home.open()) {
            Instant hour = home.time.instant().truncatedTo(ChronoUnit.HOURS);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.file());
                    Statement statement = connection.createStatement()) {
                statement.execute(String.format(Locale.ROOT, ONE_HOUR, ENTRIES, hour.toEpochMilli(), ENTRIES));
            }
            for (int i = 0; i < 12; i++) {
                long start = System.nanoTime();
                var found = get(ledger.history().ended(hour.plus(Duration.ofMinutes(i % 4 * 15)), Duration.ofMinutes(15)));
                told("a quarter of an hour with " + found.stream().mapToLong(each -> each.done() + each.failed()).sum(), start);
            }
        }
    }

    private static void duplicates(Ledger ledger) throws Exception {
        long[] micros = new long[5_000];
        for (int i = 0; i < micros.length; i++) {
            long start = System.nanoTime();
            get(ledger.begin(record("id" + (1 + i * 97 % ENTRIES), BODY)));
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        System.out.println(String.format(Locale.ROOT, "duplicate: median %d us, 99 %% %d us", micros[micros.length / 2],
                micros[micros.length * 99 / 100]));
    }

    private static void told(String what, long start) {
        System.out.println(String.format(Locale.ROOT, "%s: %d ms", what, (System.nanoTime() - start) / 1_000_000));
    }
}
