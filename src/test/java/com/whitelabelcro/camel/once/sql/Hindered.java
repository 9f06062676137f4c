package com.whitelabelcro.camel.once.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** A database that goes wrong when the test says so. */
final class Hindered implements Database {

    /** What a commit may do instead of only that. */
    enum Fate {
        /** It takes place, and nobody is told. */
        DONE_AND_LOST,
        /** It does not take place, and nobody is told. */
        LOST
    }

    private final Database database;
    private final Deque<Fate> fates = new ArrayDeque<>();
    private String then;
    private Predicate<SQLException> broken = e -> false;
    private int refusals;
    private boolean refused;

    Hindered(Database database) {
        this.database = database;
    }

    /** This is executed before the next transaction begins. */
    synchronized void next(String sql) {
        then = sql;
    }

    /** What becomes of the commits to come. */
    synchronized void fates(Fate... next) {
        fates.addAll(java.util.List.of(next));
    }

    /** So many attempts to open a connection fail. */
    synchronized void refuse(int times) {
        refusals = times;
    }

    synchronized boolean hasRefused() {
        return refused;
    }

    @Override
    public synchronized Connection open() throws SQLException {
        if (refusals > 0) {
            refusals--;
            refused = true;
            throw gone();
        }
        return database.open();
    }

    private SQLException gone() {
        SQLException e = new SQLException("values of a record", "08006");
        broken = broken.or(other -> other == e);
        return e;
    }

    @Override
    public long begin(Connection connection, long ours) throws SQLException {
        synchronized (this) {
            if (then != null) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(then);
                }
                then = null;
            }
        }
        return database.begin(connection, ours);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        Fate fate;
        synchronized (this) {
            fate = fates.poll();
        }
        if (fate == null) {
            database.commit(connection);
            return;
        } else if (fate == Fate.DONE_AND_LOST) {
            database.commit(connection);
        } else {
            database.rollback(connection);
        }
        throw gone();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        database.rollback(connection);
    }

    @Override
    public synchronized Trouble trouble(SQLException e) {
        return broken.test(e) ? Trouble.GONE : database.trouble(e);
    }

    @Override
    public void check() {
        database.check();
    }

    @Override
    public void close() {
        database.close();
    }
}
