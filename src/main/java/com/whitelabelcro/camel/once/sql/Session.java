package com.whitelabelcro.camel.once.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The writer's connection, and what it knows of its last commit. If a connection breaks while a commit is under way,
 * nobody can tell whether it took place; the next transaction looks that up by the beat that each commit raises, and the
 * work is neither lost nor done twice. Used by one thread; {@link #holds} by all.
 */
final class Session {

    private static final String FATE = "SELECT beat FROM wlcro_owner WHERE number = ?";

    private final Database database;
    private final Owners owners;
    private final Clocks clocks;
    private final long lease;
    private Connection connection;
    private Statements statements;
    private Held held = Held.NOTHING;
    private Held doubtful;
    private volatile Lease leased = new Lease(0, 0, 0);

    /** A lease as this machine's clocks see it. */
    private record Lease(long owner, long wall, long monotonic) {}

    /**
     * @param connection already open and migrated
     * @param lease milliseconds
     */
    Session(Database database, Connection connection, Clocks clocks, Owners owners, long lease) {
        this.database = database;
        this.owners = owners;
        this.clocks = clocks;
        this.lease = lease;
        this.connection = connection;
        this.statements = new Statements(connection);
    }

    Owners owners() {
        return owners;
    }

    /** The number under which this process last committed. */
    long owner() {
        return leased.owner();
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
    void transact(List<Job<?>> batch, Executor workers) throws SQLException {
        database.check();
        if (connection == null) {
            connection = database.open();
            statements = new Statements(connection);
        }
        if (doubtful == null || !wasCommitted()) {
            commit(batch, workers);
        }
        Job.succeed(batch, workers);
        batch.clear();
    }

    private void commit(List<Job<?>> batch, Executor workers) throws SQLException {
        long wall = clocks.wall().millis();
        long monotonic = clocks.monotonic().getAsLong();
        Tx tx = new Tx(statements, owners, held, database.begin(connection, wall));
        List<Job<?>> clean = new ArrayList<>();
        for (Iterator<Job<?>> jobs = batch.iterator(); jobs.hasNext(); ) {
            Job<?> job = jobs.next();
            job.run(tx);
            if (!tx.isDirty()) {
                // It has seen nothing that is not on disk, and need not wait for the others.
                clean.add(job);
                jobs.remove();
            }
        }
        Job.succeed(clean, workers);
        if (tx.isDirty()) {
            doubtful = tx.held();
            database.commit(connection);
            doubtful = null;
            held = tx.held();
            leased = new Lease(held.owner(), wall + lease, monotonic + lease * 1_000_000);
        } else {
            database.rollback(connection);
        }
    }

    private boolean wasCommitted() throws SQLException {
        Tx tx = new Tx(statements, owners, held, database.begin(connection, clocks.wall().millis()));
        boolean committed = tx.first(FATE, row -> row.getLong(1), doubtful.owner())
                .filter(beat -> beat == doubtful.beat()).isPresent();
        database.rollback(connection);
        if (committed) {
            held = doubtful;
        }
        doubtful = null;
        return committed;
    }

    /**
     * Cleans up after a transaction that was not committed, and says what was the matter.
     *
     * @param e null for a mistake of ours
     */
    Trouble failed(SQLException e) {
        Trouble trouble = e == null ? Trouble.OTHER : database.trouble(e);
        try {
            if (connection != null) {
                database.rollback(connection);
                // A statement that has failed cannot be used again in every driver.
                statements.close();
                statements = new Statements(connection);
                if (trouble != Trouble.GONE && connection.isValid(2)) {
                    return trouble;
                }
            }
        } catch (SQLException again) {
            trouble = trouble == Trouble.OTHER ? Trouble.GONE : trouble;
        }
        drop();
        return trouble;
    }

    private void drop() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It is gone either way.
        }
        connection = null;
    }

    void close() {
        drop();
        database.close();
    }
}
