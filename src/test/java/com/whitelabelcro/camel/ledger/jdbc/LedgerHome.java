package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A location for a ledger that can be opened several times, like by several processes. The test controls time and timers. */
final class LedgerHome implements AutoCloseable {

    /** The databases that a ledger can be in. */
    enum Kind {
        MEMORY,
        FILE,
        POSTGRES;

        boolean isShared() {
            return this != MEMORY;
        }
    }

    static final Duration LEASE = Duration.ofSeconds(30);

    final TestTime time = new TestTime();
    final TestScheduler scheduler = new TestScheduler();
    final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final List<JdbcLedger> opened = new ArrayList<>();
    private final Path folder;
    private LedgerConfig config;

    LedgerHome(Kind kind) throws IOException, InterruptedException {
        this();
        config = LedgerConfig.defaults().withUrl(switch (kind) {
            case MEMORY -> "jdbc:sqlite::memory:";
            case FILE -> "jdbc:sqlite:" + file();
            case POSTGRES -> PostgresServer.sharedUrl();
        });
    }

    /** A place in a server of the test's own, which the test may stop. */
    LedgerHome(PostgresServer server) throws IOException {
        this();
        config = LedgerConfig.defaults().withUrl(server.freshUrl());
    }

    private LedgerHome() throws IOException {
        folder = Files.createTempDirectory("wlcro-ledger");
    }

    Path file() {
        return folder.resolve("data").resolve("wlcro.db");
    }

    LedgerConfig config() {
        return config;
    }

    void use(LedgerConfig other) {
        config = other;
    }

    /** Opens the ledger once more, like another process. */
    JdbcLedger open() {
        return open(database());
    }

    Dialect database() {
        return config.url().startsWith("jdbc:postgresql:") ? PostgresPool.open(config, false) : Dialects.of(config);
    }

    JdbcLedger open(Dialect database) {
        JdbcLedger ledger = JdbcLedger.open(config, database, config.place(), environment());
        opened.add(ledger);
        return ledger;
    }

    Environment environment() {
        return new Environment(time.clocks(), scheduler, workers, new SecureRandom());
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        opened.forEach(JdbcLedger::close);
        workers.shutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
