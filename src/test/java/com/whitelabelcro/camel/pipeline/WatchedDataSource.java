package com.whitelabelcro.camel.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** A host's SQLite database that counts commits and records the threads that use it. */
final class WatchedDataSource {

    private final SQLiteDataSource database = new SQLiteDataSource();
    private final List<String> threads = new ArrayList<>();
    private int commits;

    /**
     * What happened since {@link #reset}.
     *
    * @param commits the number of transactions that wrote something
    * @param threads the names of the threads on which the work continued, in order
     */
    record Seen(int commits, List<String> threads) {

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
        return new Seen(commits, List.copyOf(threads));
    }

    private synchronized void execute(Object sql) {
        note();
        commits += "COMMIT".equals(sql) ? 1 : 0;
    }

    private <T> T around(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
            if (method.getName().equals("execute")) {
                execute(values[0]);
            }
            try {
                Object result = method.invoke(real, values);
                return result instanceof Connection connection ? around(Connection.class, connection)
                        : method.getName().equals("createStatement") ? around(Statement.class, (Statement) result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
