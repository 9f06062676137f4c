package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import com.whitelabelcro.camel.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Migrates the database to the schema of this version: runs numbered files, each once, all in one transaction, so that a
 * {@code kill -9} during it changes nothing. The hash of the files is stored: a database that another build created with other files is
 * refused at once, before a statement fails on it.
 */
final class Schema {

    /** In the order in which they are run. The version of a schema is the number of files that were run. */
    private static final List<String> FILES = List.of("V1__ledger.sql");

    private static final String META =
            "CREATE TABLE IF NOT EXISTS wlcro_meta (name TEXT PRIMARY KEY, number BIGINT, bytes BYTEA)";
    private static final String LAYOUT = "INSERT INTO wlcro_meta (name, bytes) VALUES ('layout', ?)";

    private Schema() {}

    /**
     * Does not commit.
     *
     * @param database adapts the statements to its database
     * @param place where the ledger is, for messages
     * @return whether there was no ledger before
     */
    static boolean migrate(Dialect database, Connection connection, String place) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(META);
            statement.execute("INSERT INTO wlcro_meta (name, number) VALUES ('schema', 0) ON CONFLICT DO NOTHING");
            for (String number : List.of("owner", "queued", "position")) {
                statement.execute("INSERT INTO wlcro_meta (name, number) VALUES ('" + number + "', 0) ON CONFLICT DO NOTHING");
            }
            int version = version(statement);
            refuseAnother(statement, version, place);
            if (version < FILES.size()) {
                upgrade(database, connection, statement, version);
            }
            return version == 0;
        }
    }

    /**
     * Whether there is a ledger that can be read without a migration. Changes nothing.
     *
     * @param place where the ledger is, for messages
     */
    static boolean isThere(Connection connection, String place) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try {
                version = version(statement);
            } catch (SQLException e) {
                // There is no such table, or no row in it.
                return false;
            }
            refuseAnother(statement, version, place);
            return version == FILES.size();
        }
    }

    private static void refuseAnother(Statement statement, int version, String place) throws SQLException {
        if (version > FILES.size()) {
            throw new LedgerException(Reason.SETTINGS, "The ledger " + place + " was written by a newer version of this"
                    + " pack (its schema is " + version + ", this version knows " + FILES.size()
                    + "). Run that version, or set wlcro.ledger.url to another ledger");
        } else if (version > 0 && !layout(version).equals(stored(statement))) {
            throw new LedgerException(Reason.SETTINGS, "The ledger " + place + " was made by a build of this pack from"
                    + " before its release, whose tables were others; nothing was sent. Look into it with that build, then"
                    + " move it away, or set wlcro.ledger.url to another one (what it remembers is then not known)");
        }
    }

    private static void upgrade(Dialect database, Connection connection, Statement statement, int version) throws SQLException {
        for (String file : FILES.subList(version, FILES.size())) {
            for (String sql : read(file)) {
                statement.execute(database.adapt(sql));
            }
        }
        statement.execute("UPDATE wlcro_meta SET number = " + FILES.size() + " WHERE name = 'schema'");
        statement.execute("DELETE FROM wlcro_meta WHERE name = 'layout'");
        try (PreparedStatement layout = connection.prepareStatement(LAYOUT)) {
            layout.setBytes(1, layout(FILES.size()).bytes());
            layout.executeUpdate();
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT number FROM wlcro_meta WHERE name = 'schema'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The stored hash; null in a ledger of a build that did not store one. */
    private static Sha256 stored(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT bytes FROM wlcro_meta WHERE name = 'layout'")) {
            return row.next() ? Sha256.of(row.getBytes(1)) : null;
        }
    }

    /** The hash of the first files, regardless of their white space. */
    private static Sha256 layout(int version) {
        return Sha256.of(FILES.subList(0, version).stream().flatMap(file -> Stream.of(read(file)))
                .map(sql -> sql.replaceAll("\\s+", " ")).toArray(String[]::new));
    }

    /** The statements of a file, without comments, which have lines of their own. */
    private static String[] read(String file) {
        try (InputStream in = Schema.class.getResourceAsStream("/wlcro/sql/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)^--.*$", "").strip().split(";\\s*");
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read /wlcro/sql/" + file, e);
        }
    }
}
