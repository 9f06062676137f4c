package com.whitelabelcro.camel.ledger.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL cluster for tests in a temporary folder. The server refuses to run as root, who therefore starts
 * it as the user nobody. Without PostgreSQL the test fails; it is never skipped.
 */
public final class PostgresServer implements AutoCloseable {

    /** This user id can be used on every system, even if it has no name there. */
    private static final String NOBODY = "65534";
    /** Null until a test needs it. */
    private static PostgresServer shared;

    private final Path folder;
    private final int port;
    private int schemas;

    public PostgresServer() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("wlcro-pg");
        if (isRoot()) {
            run(List.of("chown", NOBODY + ":" + NOBODY, folder.toString()));
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        as(bin("initdb"), "-D", data(), "-U", "wlcro", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        start();
    }

    public void start() throws IOException, InterruptedException {
        as(bin("pg_ctl"), "-D", data(), "-w", "-l", folder.resolve("log").toString(), "-o",
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1", "start");
    }

    /** Stops the server immediately, like a power failure. */
    public void stop() throws IOException, InterruptedException {
        as(bin("pg_ctl"), "-D", data(), "-w", "-m", "immediate", "stop");
    }

    /**
     * Returns the JDBC URL of a new, empty schema in a server that all tests of this JVM share, because starting a server costs
     * a second of CPU time. It ends with the JVM. A test that stops its server needs one of its own.
     */
    public static synchronized String sharedUrl() throws IOException, InterruptedException {
        if (shared == null) {
            shared = new PostgresServer();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::closeWithTheJvm, "test-postgres-end"));
        }
        return shared.freshUrl();
    }

    private void closeWithTheJvm() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the JDBC URL of a new, empty schema. */
    public synchronized String freshUrl() throws IOException {
        String schema = "t" + ++schemas;
        try (var connection = java.sql.DriverManager.getConnection(url());
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (java.sql.SQLException e) {
            throw new IOException(e);
        }
        return url() + "&currentSchema=" + schema;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=wlcro";
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String bin(String name) throws IOException {
        return PostgresBinaries.folder().resolve(name).toString();
    }

    private void as(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        line.addAll(List.of(command));
        run(line);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("wlcro-pg", ".out");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        String said = Files.readString(log);
        Files.delete(log);
        if (!ended || process.exitValue() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (IOException | InterruptedException e) {
            // It was stopped already.
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
