package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.connection.LedgerConfig;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/** Which database a URL or a data source means. */
final class Databases {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRES = "jdbc:postgresql:";

    private Databases() {}

    static Database of(LedgerConfig config) {
        String url = config.url().strip();
        if (url.startsWith(SQLITE)) {
            return sqlite(url);
        } else if (url.startsWith(POSTGRES)) {
            try {
                return PostgresPool.open(config, true);
            } catch (NoClassDefFoundError | RuntimeException e) {
                // HikariCP's words hold the URL, which may hold a password.
                throw settings("wlcro.ledger.url names PostgreSQL, and either it is not well-formed, or the driver"
                        + " or HikariCP is not on the class path; add org.postgresql:postgresql and"
                        + " com.zaxxer:HikariCP");
            }
        }
        throw settings("wlcro.ledger.url must begin with " + SQLITE + " or " + POSTGRES);
    }

    private static Database sqlite(String url) {
        String name = url.substring(SQLITE.length());
        loadLibrary();
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        // Nobody asks for them, and looking for them costs each statement.
        source.setGetGeneratedKeys(false);
        if (name.equals(":memory:")) {
            return new SqliteDatabase(source, null);
        } else if (name.isBlank() || name.startsWith("file:") || name.startsWith(":") || name.contains("?")) {
            throw settings("wlcro.ledger.url must name a plain file, such as " + LedgerConfig.DEFAULT_URL
                    + ", or jdbc:sqlite::memory:");
        }
        try {
            return new SqliteDatabase(source, Path.of(name));
        } catch (InvalidPathException e) {
            throw settings("wlcro.ledger.url names a file that cannot be");
        }
    }

    private static void loadLibrary() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw settings("SQLite's library cannot be loaded: it is unpacked to the folder for temporary files, which"
                    + " must not be full, and must allow programs. Name another one by -Dorg.sqlite.tmpdir=FOLDER");
        }
    }

    /** A host's own. */
    static Database of(DataSource source) {
        String product;
        try (Connection connection = source.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        } catch (SQLException e) {
            throw Trouble.GONE.exception(e);
        }
        return switch (product) {
            case "sqlite" -> new SqliteDatabase(source, null);
            case "postgresql" -> new PostgresDatabase(source, null, true);
            default -> throw settings("The ledger's DataSource must be one of PostgreSQL or SQLite");
        };
    }

    private static LedgerException settings(String message) {
        return new LedgerException(Reason.SETTINGS, message);
    }
}
