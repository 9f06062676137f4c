package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the commands of an operator on a large ledger. {@code mvn -Pbench verify -Dtest=OperatorBench} runs it; it asserts
 * nothing. Each command runs in this process, so the start of the JVM is not included.
 */
class OperatorBench {

    private static final int ENTRIES = Integer.getInteger("bench.entries", 1_000_000);
    private static final int ROUNDS = 3;
    private static final long DAY = 86_400_000;
    /** Ended entries, spread over the last ten days; some of them are listed, every thousandth of these for a rare reason. */
    private static final String FILL = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
            INSERT INTO wlcro_entry (id, connection, action, identity, seq, content, state, owner, repeatable, keep,
              applied, sent, recovered, listed, attempts, status, body, answer, reason, error, created, ended)
            SELECT (900 << 32) + i, 'default', 'create-lead', randomblob(32), 1, randomblob(32),
              CASE WHEN i %% %d = 0 THEN 'failed' ELSE 'done' END, 900, 1, 1, 1, 1, 0, i %% %d = 0, 1, 200,
              CASE WHEN i %% %d = 0 THEN CAST(char(0) || '{"first_name":"' || hex(randomblob(150)) || '"}' AS BLOB) END,
              CASE WHEN i %% %d = 0 THEN NULL ELSE randomblob(300) END,
              CASE WHEN i %% %d <> 0 THEN NULL WHEN i %% 1000 = 0 THEN 'Conflict' ELSE 'Unavailable' END,
              NULL, %d - (%d - i) * %d, %d - (%d - i) * %d FROM n""";

    @TempDir
    private Path directory;

    @Test
    void aMillionEntriesOfWhichATenthFailed() throws Exception {
        measure(10);
    }

    @Test
    void aMillionFailedRecords() throws Exception {
        measure(1);
    }

    private void measure(int everyWhich) throws Exception {
        wlcro("call", "create-lead", "{}");
        wlcro("ledger", "stats");
        fill(everyWhich);
        System.out.println(String.format(Locale.ROOT, "%,d entries, one of %d failed, %,d MB", ENTRIES, everyWhich,
                Files.size(directory.resolve("wlcro.db")) >> 20));
        for (String command : new String[] {"failed list", "failed list --reason Conflict",
            "failed list --reason NotFound", "failed list --older-than 9d", "failed list --action create-client",
            "failed list --json --most 1000", "status", "ledger stats", "failed show 900-10000"}) {
            timed(command, ROUNDS);
        }
        timed("failed export --older-than 9d " + directory.resolve("out" + everyWhich + ".jsonl"), 1);
        timed("failed discard --older-than 9d", 1);
        timed("ledger purge", 1);
    }

    private void fill(int every) throws SQLException, IOException {
        long now = System.currentTimeMillis();
        long step = 10 * DAY / ENTRIES;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wlcro.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, FILL, ENTRIES, every, every, every, every, every,
                    now, ENTRIES, step, now, ENTRIES, step));
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private void timed(String command, int rounds) {
        long[] millis = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            Terminal terminal = wlcro(command.split(" "));
            if (terminal.exit() != 0) {
                throw new IllegalStateException(command + ": " + terminal.err());
            }
            millis[i] = (System.nanoTime() - start) / 1_000_000;
        }
        System.out.println(String.format(Locale.ROOT, "%-36s %s ms", command.replaceAll(" /.*", ""), Arrays.toString(millis)));
    }

    private Terminal wlcro(String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url", "http://localhost:9",
                "wlcro.retry.max-attempts", "1",
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")), "", arguments);
    }
}
