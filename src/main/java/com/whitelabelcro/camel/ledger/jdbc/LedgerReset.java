package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.model.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** For tests: empties a ledger in an SQLite file that belongs to the test. */
public final class LedgerReset {

    private LedgerReset() {}

    /**
     * Deletes all entries, while the pack may use the ledger. Permits are kept, because the API counts requests across tests.
     *
     * @throws LedgerException if it cannot be written
     */
    public static void empty(LedgerConfig config) {
        Path file = config.file().orElseThrow();
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = Dialects.connect(file)) {
            if (Schema.isThere(connection, config.place())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("BEGIN IMMEDIATE");
                    QueueRows.clear(statement);
                    statement.execute("DELETE FROM wlcro_entry");
                    statement.execute("DELETE FROM wlcro_import");
                    statement.execute("COMMIT");
                }
            }
        } catch (SQLException e) {
            throw SqlErrorKind.ofCode(e).exception(e);
        }
    }
}
