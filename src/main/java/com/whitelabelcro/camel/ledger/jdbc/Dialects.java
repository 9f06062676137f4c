package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** Finds the database that a URL or a data source refers to. */
final class Dialects {

    private static final String POSTGRES = "jdbc:postgresql:";

    private Dialects() {}

    static Dialect of(LedgerConfig config) {
        String url = config.url().strip();
        if (url.startsWith(LedgerConfig.SQLITE)) {
            return sqlite(config);
        } else if (url.startsWith(POSTGRES)) {
            try {
                return PostgresPool.open(config, true);
            } catch (NoClassDefFoundError | RuntimeException e) {
                // HikariCP's message contains the URL, which may contain a password.
                throw settings("wlcro.ledger.url names PostgreSQL, and either it is not well-formed, or the driver"
                        + " or HikariCP is not on the class path; add org.postgresql:postgresql and"
                        + " com.zaxxer:HikariCP");
            }
        }
        throw settings("wlcro.ledger.url must begin with " + LedgerConfig.SQLITE + " or " + POSTGRES);
    }

    private static Dialect sqlite(LedgerConfig config) {
        String name = config.url().substring(LedgerConfig.SQLITE.length());
        loadLibrary();
        SQLiteDataSource source = new SQLiteDataSource();
        // Generated keys are not used, and the driver would query them after each statement.
        source.setGetGeneratedKeys(false);
        if (config.isInMemory()) {
            source.setUrl(config.url());
            return new SqliteDialect(source, null);
        } else if (name.isBlank() || name.startsWith("file:") || name.startsWith(":") || name.contains("?")) {
            throw settings("wlcro.ledger.url must name a plain file, such as jdbc:sqlite:~/wlcro.db, or"
                    + " jdbc:sqlite::memory:");
        }
        Path file = config.file().orElseThrow();
        source.setUrl(LedgerConfig.SQLITE + file);
        return new SqliteDialect(source, file);
    }

    /** A connection to a ledger's file for maintenance; the ledger itself opens it by {@link #of(LedgerConfig)}. */
    static Connection connect(Path file) throws SQLException {
        loadLibrary();
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(LedgerConfig.SQLITE + file);
        source.setBusyTimeout(10_000);
        return source.getConnection();
    }

    private static void loadLibrary() {
        try {
            SqliteLibrary.load();
        } catch (Exception | LinkageError e) {
            throw settings("SQLite's library cannot be loaded: it is unpacked to the folder of WLCRO_HOME, or to that"
                    + " for temporary files. One of them must not be full, and must allow programs; -Dorg.sqlite.tmpdir=FOLDER names"
                    + " another one");
        }
    }

    /** The database of a host's own data source. */
    static Dialect of(DataSource source) {
        String product;
        try (Connection connection = source.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        } catch (SQLException e) {
            throw SqlErrorKind.GONE.exception(e);
        }
        return switch (product) {
            case "sqlite" -> new SqliteDialect(source, null);
            case "postgresql" -> new PostgresDialect(source, null, true);
            default -> throw settings("The ledger's DataSource must be one of PostgreSQL or SQLite");
        };
    }

    private static LedgerException settings(String message) {
        return new LedgerException(Reason.SETTINGS, message);
    }
}
