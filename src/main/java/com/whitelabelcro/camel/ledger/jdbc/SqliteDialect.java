package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * SQLite in a file or in memory. With WAL and {@code synchronous=FULL}, a commit is on disk before it returns, so that neither
 * {@code kill -9} nor a power failure loses it, as far as the disk and the file system are reliable.
 *
 * <p>Several processes on one machine may share the file; a network file system may not hold it.
 */
final class SqliteDialect implements Dialect {

    private static final String[] PRAGMAS = {
        // A caller must not wait for another process; begin() does, and reads and commits of a WAL wait for nobody.
        "PRAGMA busy_timeout = 0",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        // On macOS a plain fsync stops at the disk's cache.
        "PRAGMA fullfsync = 1",
        // Overwrites deleted data instead of only marking it as free.
        "PRAGMA secure_delete = ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA cache_size = -16000"
    };

    /** How often an operation is tried while another process prevents it; with the pauses, about ten seconds. */
    private static final int TIMES = 520;
    private static final int SHORT_TIMES = 20;
    private static final long SHORT_PAUSE = 1_000_000;
    private static final long PAUSE = 20_000_000;

    private static final String BEGIN = "BEGIN IMMEDIATE";

    /** SQLITE_ERROR: after some errors SQLite has rolled back by itself. */
    private static final int NO_TRANSACTION = 1;

    private final DataSource source;
    private final Path file;
    private final SqliteFileWatch files;

    /**
     * @param source provides the connections
     * @param file the database file; null if the database is in memory or belongs to the host
     */
    SqliteDialect(DataSource source, Path file) {
        this.source = source;
        this.file = file;
        this.files = file == null ? null : new SqliteFileWatch(file);
    }

    @Override
    public Connection open() throws SQLException {
        if (file != null) {
            files.beforeOpening();
            LedgerFile.prepare(file);
        }
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String pragma : PRAGMAS) {
                patiently(statement, pragma, () -> false);
            }
            // Transactions are begun and ended in SQL: the driver would begin the next one right after each commit, and
            // so either keep all others out, or begin it as a reader, which may be unable to write later.
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        if (files != null) {
            files.opened();
        }
        return connection;
    }

    /** A column of exactly this type is the number of its row. One of any other type has an index of its own. */
    @Override
    public String adapt(String sql) {
        return sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY");
    }

    @Override
    public Connection openToRead() throws SQLException {
        Connection connection = source.getConnection();
        try {
            execute(connection, "PRAGMA busy_timeout = 10000");
            execute(connection, "PRAGMA query_only = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Executes a statement as soon as no other process prevents it. */
    private static void patiently(Statement statement, String sql, BooleanSupplier overdue) throws SQLException {
        for (int times = 1; ; times++) {
            try {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                if (SqlErrorKind.ofCode(e) != SqlErrorKind.BUSY || times == TIMES || overdue.getAsBoolean()) {
                    throw e;
                }
                LockSupport.parkNanos(times < SHORT_TIMES ? SHORT_PAUSE : PAUSE);
            }
        }
    }

    /** Becomes the only writer at once. Processes that share the file also share the clock of the machine. */
    @Override
    public long begin(Connection connection, long ours, BooleanSupplier overdue) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            patiently(statement, BEGIN, overdue);
        }
        return begun(ours);
    }

    private long begun(long ours) {
        if (files != null) {
            files.begun();
        }
        return ours;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public OptionalLong tryBegin(Connection connection, long ours) throws SQLException {
        try {
            execute(connection, BEGIN);
        } catch (SQLException e) {
            if (SqlErrorKind.ofCode(e) == SqlErrorKind.BUSY) {
                return OptionalLong.empty();
            }
            throw e;
        }
        return OptionalLong.of(begun(ours));
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_TRANSACTION) {
                throw e;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String sizeQuery() {
        return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
    }

    @Override
    public SqlErrorKind errorKind(SQLException e) {
        return SqlErrorKind.ofCode(e);
    }

    @Override
    public void check(Connection connection) {
        if (files == null) {
            return;
        }
        try {
            files.check(connection != null);
        } catch (LedgerException e) {
            if (connection != null && files.isOnlyTheLogGone()) {
                saveLog(connection);
            }
            throw e;
        }
    }

    /** SQLite still has the deleted log open, and can copy what it holds into the database file. */
    private static void saveLog(Connection connection) {
        try {
            execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            // The missing log is reported anyway.
        }
    }

    @Override
    public void close() {}
}
