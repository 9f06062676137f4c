package com.whitelabelcro.camel.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** A host's SQLite database that counts commits and statements, and records the threads that use it. */
final class WatchedDataSource {

    private final SQLiteDataSource database = new SQLiteDataSource();
    private final List<String> threads = new ArrayList<>();
    private int commits;
    private int statements;

    /**
     * What happened since {@link #reset}.
     *
     * @param commits the number of transactions that wrote something
     * @param statements the number of statements, with those that begin and commit a transaction
     * @param threads the names of the threads on which the work continued, in order
     */
    record Seen(int commits, int statements, List<String> threads) {

        int changes() {
            return threads.size() - 1;
        }
    }

    void open(Path file) {
        open(file.toString());
    }

    void openInMemory() {
        open(":memory:");
    }

    private void open(String file) {
        database.setUrl("jdbc:sqlite:" + file);
        database.setGetGeneratedKeys(false);
    }

    DataSource source() {
        return around(DataSource.class, database);
    }

    synchronized void reset() {
        threads.clear();
        commits = 0;
        statements = 0;
        note();
    }

    /** Records that the work continues on the current thread. */
    synchronized void note() {
        String name = Thread.currentThread().getName();
        if (threads.isEmpty() || !threads.get(threads.size() - 1).equals(name)) {
            threads.add(name);
        }
    }

    synchronized Seen seen() {
        return new Seen(commits, statements, List.copyOf(threads));
    }

    /** @param values the statement, unless it was prepared */
    private synchronized void execute(Object[] values) {
        note();
        commits += values != null && "COMMIT".equals(values[0]) ? 1 : 0;
        statements++;
    }

    private <T> T around(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
            if (method.getName().startsWith("execute")) {
                execute(values);
            }
            try {
                Object result = method.invoke(real, values);
                return result instanceof Connection connection ? around(Connection.class, connection)
                        : result instanceof PreparedStatement prepared ? around(PreparedStatement.class, prepared)
                        : method.getName().equals("createStatement") ? around(Statement.class, (Statement) result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
