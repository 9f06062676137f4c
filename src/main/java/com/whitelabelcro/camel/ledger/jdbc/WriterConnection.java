package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.CommitStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * The writer's connection and the state of its last commit. If a connection breaks during a commit, it is unknown whether the commit
 * took place. The next transaction finds out by the heartbeat counter that each commit increments, so that no operation is lost or
 * done twice. Used by one thread at a time, except for {@link #holds}, which is thread-safe.
 */
final class WriterConnection {

    private static final String FATE = "SELECT beat FROM wlcro_owner WHERE number = ?";

    private final Dialect database;
    private final ProcessLeases leases;
    private final Clocks clocks;
    private final long lease;
    private Connection connection;
    private StatementCache statements;
    private ProcessLease held = ProcessLease.NOTHING;
    private ProcessLease doubtful;
    private List<PendingOperation<?>> uncertain = List.of();
    private volatile List<PendingOperation<?>> inHand = List.of();
    private volatile Lease leased = new Lease(0, 0, 0);
    private volatile CommitStatistics commits = new CommitStatistics(0, 0);

    /** The lease in the time of this machine's clocks. */
    private record Lease(long owner, long wall, long monotonic) {}

    /**
     * @param connection an open connection to a migrated database
     * @param lease milliseconds
     */
    WriterConnection(Dialect database, Connection connection, Clocks clocks, ProcessLeases leases, long lease) {
        this.database = database;
        this.leases = leases;
        this.clocks = clocks;
        this.lease = lease;
        this.connection = connection;
        this.statements = new StatementCache(connection);
    }

    ProcessLeases leases() {
        return leases;
    }

    /** The owner number of the last commit of this process. */
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

    /**
     * Whether the lease is valid by both clocks: the wall clock may have been set back, and the monotonic clock may stop while the
     * machine sleeps.
     */
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

    /** The operations of the latest batch. */
    List<PendingOperation<?>> inHand() {
        return inHand;
    }

    /** @throws com.whitelabelcro.camel.model.LedgerException if what is written would be lost */
    void check() {
        database.check(connection);
    }

    /**
     * Runs all operations of a batch, commits once, and delivers the results. Delivered operations are removed from the batch.
     *
     * @param probe whether to commit in any case, to find out if that is possible
     * @param more adds operations to the batch that can be committed with it; called when all others have run
     * @param overdue whether an operation does not wait any longer for another process
     * @return whether something was committed
     * @throws SQLException if the rest of the batch must be run again, after a call of {@link #failed}
     */
    boolean transact(List<PendingOperation<?>> batch, Executor workers, boolean probe, BooleanSupplier more, BooleanSupplier overdue)
            throws SQLException {
        inHand = List.copyOf(batch);
        check();
        boolean committed = settle(batch, workers);
        if (!batch.isEmpty()) {
            long wall = clocks.wall().millis();
            long monotonic = clocks.monotonic().getAsLong();
            committed |= commit(batch, workers, probe, more, wall, monotonic, database.begin(connection, wall, overdue));
        }
        return committed;
    }

    /** Finds out whether the last batch was committed, if that is not known, and delivers its results if so. */
    private boolean settle(List<PendingOperation<?>> batch, Executor workers) throws SQLException {
        if (connection == null) {
            connection = database.open();
            statements = new StatementCache(connection);
        }
        boolean committed = doubtful != null && wasCommitted();
        doubtful = null;
        if (committed) {
            PendingOperation.succeed(uncertain, workers);
            batch.removeIf(PendingOperation::isSettled);
        }
        return committed;
    }

    /** The same after a failure, if the database can tell. Throws nothing. */
    void trySettle(List<PendingOperation<?>> batch, Executor workers) {
        try {
            if (doubtful != null) {
                settle(batch, workers);
            }
        } catch (Throwable e) {
            // It is determined later.
            failed(null);
        }
    }

    /** Whether the database is on this machine, so that {@link #tryTransact} is worth trying. */
    boolean isLocal() {
        return database.isLocal();
    }

    /**
     * Like {@link #transact}, but returns false at once, without having done anything, if another process is writing or the
     * connection has to be opened first.
     */
    boolean tryTransact(List<PendingOperation<?>> batch, Executor workers) throws SQLException {
        inHand = List.copyOf(batch);
        check();
        if (connection == null || doubtful != null) {
            return false;
        }
        long wall = clocks.wall().millis();
        long monotonic = clocks.monotonic().getAsLong();
        OptionalLong now = database.tryBegin(connection, wall);
        if (now.isPresent()) {
            commit(batch, workers, false, () -> false, wall, monotonic, now.getAsLong());
        }
        return now.isPresent();
    }

    private boolean commit(List<PendingOperation<?>> batch, Executor workers, boolean probe, BooleanSupplier more, long wall,
            long monotonic, long now) throws SQLException {
        LedgerTransaction tx = new LedgerTransaction(statements, leases, held, now);
        run(batch, tx, workers, more);
        if (probe) {
            tx.write();
        }
        if (tx.isDirty()) {
            // All memory is allocated before the commit, because the result of the commit must not be lost.
            Lease next = new Lease(tx.lease().owner(), wall + lease, monotonic + lease * 1_000_000);
            uncertain = List.copyOf(batch);
            doubtful = tx.lease();
            long began = clocks.monotonic().getAsLong();
            database.commit(connection);
            commits = new CommitStatistics(commits.count() + 1, commits.nanos() + clocks.monotonic().getAsLong() - began);
            held = doubtful;
            leased = next;
            doubtful = null;
        } else {
            database.rollback(connection);
        }
        PendingOperation.succeed(batch, workers);
        batch.clear();
        return tx.isDirty();
    }

    private void run(List<PendingOperation<?>> batch, LedgerTransaction tx, Executor workers, BooleanSupplier more) throws SQLException {
        int next = 0;
        int clean = 0;
        try {
            while (next < batch.size() && !tx.isDirty()) {
                batch.get(next++).run(tx);
                clean += tx.isDirty() ? 0 : 1;
            }
        } finally {
            // These operations only read committed data; they wait neither for the others nor for the commit, nor fail with it.
            List<PendingOperation<?>> first = batch.subList(0, clean);
            PendingOperation.succeed(first, workers);
            first.clear();
        }
        // A caller whose result was delivered may submit its next operation, which must not run with the time of this transaction.
        boolean mayExtend = clean == 0;
        for (next -= clean; next < batch.size() || mayExtend && isExtended(batch, more); next++) {
            batch.get(next).run(tx);
        }
    }

    private boolean isExtended(List<PendingOperation<?>> batch, BooleanSupplier more) {
        boolean extended = more.getAsBoolean();
        if (extended) {
            inHand = List.copyOf(batch);
        }
        return extended;
    }

    private boolean wasCommitted() throws SQLException {
        LedgerTransaction tx = new LedgerTransaction(statements, leases, held,
                database.begin(connection, clocks.wall().millis(), () -> false));
        boolean committed = tx.first(FATE, row -> row.getLong(1), doubtful.owner())
                .filter(beat -> beat == doubtful.beat()).isPresent();
        database.rollback(connection);
        if (committed) {
            held = doubtful;
        }
        return committed;
    }

    /** Gives up finding out whether the last batch was committed. The next heartbeat differs from it in any case. */
    void forgetDoubt() {
        held = doubtful == null ? held : doubtful;
        doubtful = null;
    }

    /**
     * Cleans up after a transaction that was not committed, and returns the kind of the failure. Throws nothing.
     *
     * @param e the failure; null for a bug of the pack
     */
    SqlErrorKind failed(SQLException e) {
        SqlErrorKind kind = SqlErrorKind.OTHER;
        try {
            kind = e == null ? SqlErrorKind.OTHER : database.errorKind(e);
            if (connection != null) {
                database.rollback(connection);
                // A statement that has failed cannot be used again in every driver.
                statements.close();
                statements = new StatementCache(connection);
                if (kind != SqlErrorKind.GONE && connection.isValid(2)) {
                    return kind;
                }
            }
        } catch (SQLException again) {
            kind = kind == SqlErrorKind.OTHER ? SqlErrorKind.GONE : kind;
        } catch (Throwable again) {
            // The connection can no longer be trusted.
        }
        drop();
        return kind;
    }

    private void drop() {
        Connection dropped = connection;
        connection = null;
        try {
            if (dropped != null) {
                dropped.close();
            }
        } catch (Throwable e) {
            // The connection is not used again in any case.
        }
    }

    void close() {
        drop();
        try {
            database.close();
        } catch (Throwable e) {
            // Everything was written before.
        }
    }
}
