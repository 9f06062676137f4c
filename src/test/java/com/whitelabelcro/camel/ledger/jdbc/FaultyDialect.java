package com.whitelabelcro.camel.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A dialect that injects faults: failing commits, lost connections, errors and delays. */
final class FaultyDialect implements Dialect {

    /** What a commit does instead of succeeding. */
    enum Fate {
        /** It takes place, but reports a lost connection. */
        DONE_AND_LOST,
        /** It does not take place, and reports a lost connection. */
        LOST
    }

    /** The points at which an {@link Error} can be thrown. */
    enum Point { CHECK, OPEN, BEGIN, BEFORE_COMMIT, AFTER_COMMIT, ROLLBACK, ERROR_KIND }

    private static final int SQLITE_FULL = 13;

    private final Dialect database;
    private final Deque<Fate> fates = new ArrayDeque<>();
    private String then;
    private Predicate<SQLException> broken = e -> false;
    private int refusals;
    private boolean refused;
    private Point faulty;
    private Error thrown;
    private int times;
    private final Map<Point, CountDownLatch> held = new ConcurrentHashMap<>();
    private volatile boolean waits;
    private volatile boolean full;
    private volatile int failedCommits;
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    FaultyDialect(Dialect database) {
        this.database = database;
    }

    /** Executes this statement before the next transaction begins. */
    synchronized void next(String sql) {
        then = sql;
    }

    /** Sets what the next commits do. */
    synchronized void fates(Fate... next) {
        fates.addAll(java.util.List.of(next));
    }

    /** From now on all commits fail because the disk is full, or succeed again. */
    void full(boolean now) {
        full = now;
    }

    /** How many commits have failed because the disk was full. */
    int failedCommits() {
        return failedCommits;
    }

    /** Throws an error at this point the given number of times. */
    synchronized void error(Point point, Error error, int often) {
        faulty = point;
        thrown = error;
        times = often;
    }

    private synchronized void at(Point point) {
        if (point == faulty && times > 0) {
            times--;
            throw thrown;
        }
    }

    /** No transaction begins until this is counted down. */
    CountDownLatch hold() {
        return hold(Point.BEGIN);
    }

    /** No thread passes {@code CHECK}, {@code BEGIN} or {@code BEFORE_COMMIT} until this is counted down. */
    CountDownLatch hold(Point point) {
        CountDownLatch latch = new CountDownLatch(1);
        waits = false;
        held.put(point, latch);
        return latch;
    }

    /** Whether a thread waits at such a point; operations that arrive meanwhile are committed as one batch after it. */
    boolean isHeld() {
        return waits;
    }

    /** The names of the threads that have begun transactions. */
    Set<String> threads() {
        return Set.copyOf(threads);
    }

    void forgetThreads() {
        threads.clear();
    }

    /** Lets the given number of attempts to open a connection fail. */
    synchronized void refuse(int times) {
        refusals = times;
    }

    synchronized boolean hasRefused() {
        return refused;
    }

    @Override
    public String adapt(String sql) {
        return database.adapt(sql);
    }

    @Override
    public synchronized Connection open() throws SQLException {
        at(Point.OPEN);
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
    public Connection openToRead() throws SQLException {
        return database.openToRead();
    }

    @Override
    public boolean isLocal() {
        return database.isLocal();
    }

    /** While transactions are held, the database behaves as if another process had locked it. */
    @Override
    public OptionalLong tryBegin(Connection connection, long ours) throws SQLException {
        if (held.containsKey(Point.BEGIN) && held.get(Point.BEGIN).getCount() > 0) {
            return OptionalLong.empty();
        }
        threads.add(Thread.currentThread().getName());
        at(Point.BEGIN);
        execute(connection);
        return database.tryBegin(connection, ours);
    }

    @Override
    public long begin(Connection connection, long ours, BooleanSupplier overdue) throws SQLException {
        await(Point.BEGIN);
        threads.add(Thread.currentThread().getName());
        at(Point.BEGIN);
        execute(connection);
        return database.begin(connection, ours, overdue);
    }

    private synchronized void execute(Connection connection) throws SQLException {
        if (then != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(then);
            }
            then = null;
        }
    }

    private void await(Point point) {
        try {
            CountDownLatch latch = held.get(point);
            if (latch != null) {
                waits = true;
                latch.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        await(Point.BEFORE_COMMIT);
        if (full) {
            failedCommits++;
            database.rollback(connection);
            throw new SQLException("values of a record", null, SQLITE_FULL);
        }
        Fate fate;
        synchronized (this) {
            fate = fates.poll();
        }
        if (fate == null) {
            at(Point.BEFORE_COMMIT);
            database.commit(connection);
            at(Point.AFTER_COMMIT);
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
        at(Point.ROLLBACK);
        database.rollback(connection);
    }

    @Override
    public String sizeQuery() {
        return database.sizeQuery();
    }

    @Override
    public synchronized SqlErrorKind errorKind(SQLException e) {
        at(Point.ERROR_KIND);
        return broken.test(e) ? SqlErrorKind.GONE : database.errorKind(e);
    }

    @Override
    public void check(Connection connection) {
        at(Point.CHECK);
        await(Point.CHECK);
        database.check(connection);
    }

    @Override
    public void close() {
        database.close();
    }
}
