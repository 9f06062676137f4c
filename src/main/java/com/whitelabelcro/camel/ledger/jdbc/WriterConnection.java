package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.CommitStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The writer's connection, and what it knows of its last commit. If a connection breaks while a commit is under way,
 * nobody can tell whether it took place; the next transaction looks that up by the beat that each commit raises, and the
 * work is neither lost nor done twice. Used by one thread; {@link #holds} by all.
 */
final class WriterConnection {

    private static final String FATE = "SELECT beat FROM wlcro_owner WHERE number = ?";

    private final Dialect database;
    private final ProcessLeases owners;
    private final Clocks clocks;
    private final long lease;
    private Connection connection;
    private StatementCache statements;
    private ProcessLease held = ProcessLease.NOTHING;
    private ProcessLease doubtful;
    private List<PendingOperation<?>> uncertain = List.of();
    private volatile Lease leased = new Lease(0, 0, 0);
    private volatile CommitStatistics commits = new CommitStatistics(0, 0);

    /** A lease as this machine's clocks see it. */
    private record Lease(long owner, long wall, long monotonic) {}

    /**
     * @param connection already open and migrated
     * @param lease milliseconds
     */
    WriterConnection(Dialect database, Connection connection, Clocks clocks, ProcessLeases owners, long lease) {
        this.database = database;
        this.owners = owners;
        this.clocks = clocks;
        this.lease = lease;
        this.connection = connection;
        this.statements = new StatementCache(connection);
    }

    ProcessLeases owners() {
        return owners;
    }

    /** The number under which this process last committed. */
    long owner() {
        return leased.owner();
    }

    /** The query for the size of the ledger in bytes. */
    String sizeQuery() {
        return database.sizeQuery();
    }

    CommitStatistics commits() {
        return commits;
    }

    /** Whether the lease lasts by both clocks: one may have been set back, the other have slept. */
    boolean holds(long owner) {
        Lease now = leased;
        return now.owner() == owner
                && clocks.wall().millis() < now.wall()
                && clocks.monotonic().getAsLong() - now.monotonic() < 0;
    }

    /** Whether the last batch may have been committed, or not. */
    boolean isInDoubt() {
        return doubtful != null;
    }

    /**
     * Does all of it, commits once, and tells everybody. What it has told it takes out of the batch.
     *
     * @throws SQLException if what is left of the batch is to be done again, after {@link #failed}
     */
    void transact(List<PendingOperation<?>> batch, Executor workers) throws SQLException {
        database.check(connection);
        if (connection == null) {
            connection = database.open();
            statements = new StatementCache(connection);
        }
        if (doubtful != null) {
            if (wasCommitted()) {
                PendingOperation.succeed(uncertain, workers);
                batch.removeIf(PendingOperation::isSettled);
            }
            doubtful = null;
        }
        if (!batch.isEmpty()) {
            commit(batch, workers);
            PendingOperation.succeed(batch, workers);
            batch.clear();
        }
    }

    private void commit(List<PendingOperation<?>> batch, Executor workers) throws SQLException {
        long wall = clocks.wall().millis();
        long monotonic = clocks.monotonic().getAsLong();
        LedgerTransaction tx = new LedgerTransaction(statements, owners, held, database.begin(connection, wall));
        run(batch, tx, workers);
        if (tx.isDirty()) {
            // All that takes memory is made before: what is on disk must be known to be there.
            Lease next = new Lease(tx.held().owner(), wall + lease, monotonic + lease * 1_000_000);
            uncertain = List.copyOf(batch);
            doubtful = tx.held();
            long began = clocks.monotonic().getAsLong();
            database.commit(connection);
            commits = new CommitStatistics(commits.count() + 1, commits.nanos() + clocks.monotonic().getAsLong() - began);
            held = doubtful;
            leased = next;
            doubtful = null;
        } else {
            database.rollback(connection);
        }
    }

    private static void run(List<PendingOperation<?>> batch, LedgerTransaction tx, Executor workers) throws SQLException {
        int clean = 0;
        try {
            for (PendingOperation<?> job : batch) {
                job.run(tx);
                clean += tx.isDirty() ? 0 : 1;
            }
        } finally {
            // They have seen nothing that is not on disk, and need not wait for the others, nor fail with them.
            List<PendingOperation<?>> first = batch.subList(0, clean);
            PendingOperation.succeed(first, workers);
            first.clear();
        }
    }

    private boolean wasCommitted() throws SQLException {
        LedgerTransaction tx = new LedgerTransaction(statements, owners, held, database.begin(connection, clocks.wall().millis()));
        boolean committed = tx.first(FATE, row -> row.getLong(1), doubtful.owner())
                .filter(beat -> beat == doubtful.beat()).isPresent();
        database.rollback(connection);
        if (committed) {
            held = doubtful;
        }
        return committed;
    }

    /** It will not be found out whether the last batch was committed; the next one is another in any case. */
    void forgetDoubt() {
        held = doubtful == null ? held : doubtful;
        doubtful = null;
    }

    /**
     * Cleans up after a transaction that was not committed, and says what was the matter. Throws nothing.
     *
     * @param e null for a mistake of ours
     */
    SqlErrorKind failed(SQLException e) {
        SqlErrorKind trouble = SqlErrorKind.OTHER;
        try {
            trouble = e == null ? SqlErrorKind.OTHER : database.trouble(e);
            if (connection != null) {
                database.rollback(connection);
                // A statement that has failed cannot be used again in every driver.
                statements.close();
                statements = new StatementCache(connection);
                if (trouble != SqlErrorKind.GONE && connection.isValid(2)) {
                    return trouble;
                }
            }
        } catch (SQLException again) {
            trouble = trouble == SqlErrorKind.OTHER ? SqlErrorKind.GONE : trouble;
        } catch (Throwable again) {
            // The connection is not to be trusted any more.
        }
        drop();
        return trouble;
    }

    private void drop() {
        Connection dropped = connection;
        connection = null;
        try {
            if (dropped != null) {
                dropped.close();
            }
        } catch (Throwable e) {
            // It is gone either way.
        }
    }

    void close() {
        drop();
        try {
            database.close();
        } catch (Throwable e) {
            // What was to be written is.
        }
    }
}
