package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Copies a ledger in an SQLite file while it is in use, and restores such a copy.
 *
 * <p>A copy does not know what was sent after it was made. Records that were unfinished in it are therefore held after a restore
 * ({@link Failure#RESTORED}), or have an unknown outcome if a repeat could create a second record.
 */
public final class LedgerBackup {

    /** Process numbers are skipped, so that no entry gets the number of one that was made after the copy. */
    private static final int SKIPPED = 1_000_000;

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String HOLD = """
            UPDATE wlcro_entry SET listed = 1, applied = 1, sent = 1, recovered = 0, owner = 0, ended = COALESCE(ended, ?),
              reason = CASE WHEN repeatable = 1 THEN '%s' ELSE 'OutcomeUnknown' END,
              state = CASE WHEN repeatable = 1 THEN 'failed' ELSE 'unknown' END
            WHERE state IN ('queued', 'in-flight') OR (state = 'failed' AND listed = 1)""";

    private final LedgerConfig config;
    private final Path file;

    /**
     * @param config names the ledger
     * @throws LedgerException if it is not in an SQLite file
     */
    public LedgerBackup(LedgerConfig config) {
        this.config = config;
        this.file = config.file().orElseThrow(() -> settings("The ledger " + config.place()
                + " is not in a file; on PostgreSQL, use pg_dump and pg_restore while nothing runs"));
    }

    /**
     * Copies the ledger. Other processes may use it meanwhile; the copy contains what was committed when the copying began.
     *
     * @param target the file to write, which only this user may read; it must not exist
     * @return the size of the copy in bytes
     * @throws LedgerException if there is no ledger, or the copy cannot be written
     */
    public long backUp(Path target) {
        if (!Files.exists(file)) {
            throw settings("There is no ledger at " + file);
        } else if (Files.exists(target)) {
            throw settings(target + " exists already; nothing was written");
        }
        try {
            LedgerFile.prepare(target);
            try (Connection connection = Dialects.connect(file); PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                if (!Schema.isThere(connection, config.place())) {
                    throw settings(file + " is not a ledger");
                }
                copy.setString(1, target.toString());
                copy.execute();
            }
            return Files.size(target);
        } catch (SQLException | IOException e) {
            delete(target);
            throw new LedgerException(Reason.NOT_WRITABLE, "The copy cannot be written to " + target + ": check that its disk has room,"
                    + " and that this user may write there");
        } catch (LedgerException e) {
            delete(target);
            throw e;
        }
    }

    /**
     * Replaces the ledger by a copy. The replaced ledger is kept under another name.
     *
     * @param copy made by {@link #backUp}; it is not changed
     * @param period how long a permit is in use: no permit is free at first, because it is unknown what was sent last
     * @return what was done
     * @throws LedgerException if the copy is no ledger, or a process uses the present ledger; nothing was changed then
     */
    public Restored restore(Path copy, Duration period, Instant now) {
        if (!Files.isRegularFile(copy)) {
            throw settings("There is no file " + copy);
        }
        Path prepared = file.resolveSibling(file.getFileName() + ".restoring");
        try {
            PrivateFolder.create(prepared.toAbsolutePath().getParent());
            delete(prepared);
            LedgerFile.prepare(prepared);
            Files.copy(copy, prepared, StandardCopyOption.REPLACE_EXISTING);
            LedgerFile.prepare(prepared);
            long held = hold(prepared, copy, period, now.toEpochMilli());
            mustNotBeInUse(now.toEpochMilli());
            Path former = Files.exists(file) ? file.resolveSibling(file.getFileName() + "." + NAME.format(now)) : null;
            if (former != null) {
                move(file, former);
            }
            Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE);
            return new Restored(held, former);
        } catch (SQLException | IOException e) {
            throw new LedgerException(Reason.NOT_WRITABLE, "The ledger could not be restored to " + file + ": check that its disk has"
                    + " room, and that this user may write there");
        } finally {
            delete(prepared);
        }
    }

    /**
     * What a restore did.
     *
     * @param held how many records are in the list of failed records now, for a person to check
     * @param former the location of the replaced ledger; null if there was none
     */
    public record Restored(long held, Path former) {}

    /** Includes the files beside it, because the last commits may be in the log. */
    private static void move(Path from, Path to) throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Path each = from.resolveSibling(from.getFileName() + suffix);
            if (Files.exists(each)) {
                Files.move(each, to.resolveSibling(to.getFileName() + suffix));
            }
        }
    }

    private long hold(Path prepared, Path copy, Duration period, long now) throws SQLException {
        try (Connection connection = Dialects.connect(prepared)) {
            if (!isLedger(connection, copy)) {
                throw settings(copy + " is not a copy of a ledger; nothing was changed");
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                long held = update(connection, HOLD.replace("%s", Failure.RESTORED), now);
                update(connection, "UPDATE wlcro_permit SET free_at = ?", now + period.toMillis());
                update(connection, "UPDATE wlcro_meta SET number = number + ? WHERE name = 'owner'", SKIPPED);
                QueueRows.clear(statement);
                for (String table : new String[] {"wlcro_owner", "wlcro_pause"}) {
                    statement.execute("DELETE FROM " + table);
                }
                statement.execute("COMMIT");
                return held;
            }
        }
    }

    private static boolean isLedger(Connection connection, Path copy) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet check = statement.executeQuery("PRAGMA integrity_check(1)")) {
            return check.next() && check.getString(1).equals("ok") && Schema.isThere(connection, copy.toString());
        } catch (SQLException e) {
            return false;
        }
    }

    private static long update(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            return statement.executeUpdate();
        }
    }

    private void mustNotBeInUse(long now) throws SQLException {
        if (!Files.exists(file)) {
            return;
        }
        ProcessLeases leases = new ProcessLeases(config.lease().toMillis(), ProcessLiveness.of(Path.of("/proc")));
        try (Connection connection = Dialects.connect(file)) {
            LedgerTransaction tx = new LedgerTransaction(new StatementCache(connection), leases, ProcessLease.NOTHING, now);
            if (Schema.isThere(connection, config.place()) && leases.isAnybodyAlive(tx)) {
                throw settings("A process uses the ledger " + file + "; stop it first. Nothing was changed");
            }
        }
    }

    private static void delete(Path unfinished) {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            try {
                Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + suffix));
            } catch (IOException e) {
                // It is not used; the next attempt deletes it.
            }
        }
    }

    private static LedgerException settings(String message) {
        return new LedgerException(Reason.SETTINGS, message);
    }
}
