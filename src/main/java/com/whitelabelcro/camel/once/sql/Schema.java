package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the database to the schema that this pack knows: numbered files, each run once, all in one transaction, so that
 * a {@code kill -9} in the midst of it changes nothing.
 */
final class Schema {

    /** In the order in which they are run; the version is how many were. */
    private static final List<String> FILES = List.of("V1__ledger.sql");

    private static final String META =
            "CREATE TABLE IF NOT EXISTS wlcro_meta (name TEXT PRIMARY KEY, number BIGINT, bytes BYTEA)";

    private Schema() {}

    /** Does not commit. */
    static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(META);
            statement.execute("INSERT INTO wlcro_meta (name, number) VALUES ('schema', 0) ON CONFLICT DO NOTHING");
            statement.execute("INSERT INTO wlcro_meta (name, number) VALUES ('owner', 0) ON CONFLICT DO NOTHING");
            int version = version(statement);
            if (version > FILES.size()) {
                throw new LedgerException(Reason.SETTINGS, "The ledger was written by a newer version of this pack"
                        + " (its schema is " + version + ", this version knows " + FILES.size()
                        + "). Run that version, or set wlcro.ledger.url to another ledger");
            }
            for (String file : FILES.subList(version, FILES.size())) {
                for (String sql : read(file)) {
                    statement.execute(sql);
                }
            }
            statement.execute("UPDATE wlcro_meta SET number = " + FILES.size() + " WHERE name = 'schema'");
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT number FROM wlcro_meta WHERE name = 'schema'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** One statement at a time; a comment has a line of its own. */
    private static String[] read(String file) {
        try (InputStream in = Schema.class.getResourceAsStream("/wlcro/sql/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)^--.*$", "").strip().split(";\\s*");
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read /wlcro/sql/" + file, e);
        }
    }
}
