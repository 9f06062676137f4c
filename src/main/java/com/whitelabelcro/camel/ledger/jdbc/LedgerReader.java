package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries;
import com.whitelabelcro.camel.ledger.Imports.ImportedFile;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.jdbc.EntryTable.Known;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads a ledger without changing it: it creates no ledger, registers neither a key nor a process, and does not delay writers. Not
 * thread-safe.
 */
public final class LedgerReader implements AutoCloseable {

    private static final EntryId NO_IMPORT = new EntryId(0);

    private final LedgerConfig config;
    private final InstantSource clock;
    private final Dialect database;
    private final Connection connection;
    private final StatementCache statements;
    private final EntryTable entries;
    private final ProcessLeases leases;

    private LedgerReader(LedgerConfig config, InstantSource clock, Dialect database, Connection connection) throws SQLException {
        this.config = config;
        this.clock = clock;
        this.database = database;
        this.connection = connection;
        this.statements = new StatementCache(connection);
        this.entries = new EntryTable(PayloadKey.toRead(connection, config.secretKey(), new SecureRandom()));
        this.leases = new ProcessLeases(config.lease().toMillis(), ProcessLiveness.of(Path.of("/proc")));
    }

    /**
     * Opens the ledger that the settings name.
     *
     * @return empty if there is none, or none that outlives its process
     * @throws LedgerException if there is one that cannot be read; the message says why and what to do
     */
    public static Optional<LedgerReader> open(LedgerConfig config, InstantSource clock) {
        if (config.isInMemory() || config.file().filter(file -> !Files.exists(file)).isPresent()) {
            return Optional.empty();
        }
        Dialect database = Dialects.of(config);
        Connection connection = null;
        LedgerReader reader = null;
        try {
            connection = database.openToRead();
            reader = Schema.isThere(connection, config.place())
                    ? new LedgerReader(config, clock, database, connection) : null;
            return Optional.ofNullable(reader);
        } catch (SQLException e) {
            throw database.errorKind(e).exception(e);
        } finally {
            if (reader == null) {
                close(database, connection);
            }
        }
    }

    /** Where the ledger is, for messages. */
    public String place() {
        return config.place();
    }

    /**
     * The account to which records would belong that are sent with this key.
     *
     * @throws LedgerException if the ledger cannot tell
     */
    public AccountId account(KeyUse use) {
        return AccountTable.known(read(new RegisterKeyOperation(use, false))).id();
    }

    /** The series of an earlier import that an import of this file would continue. */
    public Optional<ImportSeries> series(ImportedFile file) {
        return read(tx -> ImportTable.goingOn(tx, NO_IMPORT, file, config.window().toMillis()));
    }

    /**
     * What the ledger would answer in place of sending a record: that it is a duplicate, a conflict, or of unknown outcome.
     * Records in flight are not considered.
     */
    public Optional<BeginResult> known(LedgerRequest record) {
        return read(tx -> {
            Optional<Known> last = record.identity().isEmpty()
                    ? Optional.empty() : entries.lastApplied(tx, record.identity().get());
            return new KnownRecord(tx, record, entries, config.window().toMillis()).find(last);
        });
    }

    private <T> T read(LedgerOperation<T> operation) {
        try {
            return operation.in(new LedgerTransaction(statements, leases, ProcessLease.NOTHING, clock.millis()));
        } catch (SQLException e) {
            throw database.errorKind(e).exception(e);
        }
    }

    private static void close(Dialect database, Connection connection) {
        try (database) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // Nothing was written.
        }
    }

    @Override
    public void close() {
        close(database, connection);
    }
}
