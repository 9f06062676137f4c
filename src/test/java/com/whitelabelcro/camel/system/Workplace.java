package com.whitelabelcro.camel.system;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A working directory for the runnable jar, with files to import and a ledger, and a sandbox as the API. */
final class Workplace {

    /** The maximum number of records of an import in flight. */
    static final int PARALLEL = 8;

    private static final int SQLITE_BUSY = 5;
    private static final Pattern EMAIL = Pattern.compile("ann\\d+@example\\.com");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    Workplace(Path directory, Sandbox sandbox, int limit, Duration period) {
        this.directory = directory;
        environment.putAll(Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", String.valueOf(limit),
                "WLCRO_PERIOD", period.toMillis() + "ms", "WLCRO_TIMEOUT", "2s"));
    }

    Workplace with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path ledger() {
        return directory.resolve("home").resolve("wlcro.db");
    }

    /** Writes a file of different contacts with these numbers. */
    void contacts(String file, int from, int to) throws IOException {
        Files.writeString(path(file), "Id,First Name,Last Name,Email\n" + IntStream.rangeClosed(from, to)
                .mapToObj(i -> i + ",Ann,Lee" + i + "," + email(i) + "\n").collect(Collectors.joining()));
    }

    static String email(int number) {
        return "ann" + number + "@example.com";
    }

    static List<String> emails(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Workplace::email).toList();
    }

    static List<String> emailsAt(Sandbox sandbox) {
        return sandbox.records().stream().map(SandboxRecord::fields).map(each -> (String) each.get("email")).toList();
    }

    static String emailIn(String text) {
        Matcher email = EMAIL.matcher(text);
        return email.find() ? email.group() : "";
    }

    /** The command that imports a file, with an external_id in each record if {@code known}. */
    static String[] importOf(String file, boolean known) {
        return new String[] {"import", "create-client", file, "--set", known ? "external_id=x_{Id}" : "external_id="};
    }

    Child start(String... command) throws IOException {
        return Child.start(directory, environment, List.of(), command);
    }

    /** The command that imports a file of this folder from any working directory. */
    String[] importHere(String file, boolean known) {
        return importOf(path(file).toString(), known);
    }

    Child startUnder(List<String> starter, String... command) throws IOException {
        return Child.startUnder(starter, directory, environment, List.of(), command);
    }

    Terminal run(String... command) throws IOException, InterruptedException {
        return Child.run(directory, environment, List.of(), command);
    }

    /** Runs a command in the process of the tests, which takes a tenth of a second instead of one or two; needs absolute paths. */
    Terminal runHere(String... command) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.ledger.url", "jdbc:sqlite:" + ledger()));
        environment.forEach((variable, value) -> properties.put(variable.toLowerCase(Locale.ROOT)
                .replaceFirst("^wlcro_(ledger_)?", variable.startsWith("WLCRO_LEDGER") ? "wlcro.ledger." : "wlcro.")
                .replace('_', '-'), value));
        return Terminal.run(properties, "", command);
    }

    /** Runs a command in the background. Until it ends, the standard streams of this process are those of the command. */
    CompletableFuture<Terminal> startHere(String... command) {
        CompletableFuture<Terminal> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                end.complete(runHere(command));
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        }, "test-command");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** Moves all times of records and imports in the ledger into the past, as if this time had passed. */
    void lies(Duration time) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger());
                var update = connection.createStatement()) {
            long millis = time.toMillis();
            update.executeUpdate("UPDATE wlcro_entry SET created = created - " + millis + ", ended = ended - " + millis);
            update.executeUpdate("UPDATE wlcro_import SET started = started - " + millis + ", ended = ended - " + millis);
        }
    }

    /** Whether a process has a transaction of the ledger open in which it writes. */
    boolean isLocked() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger()); var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLITE_BUSY) {
                return true;
            }
            throw e;
        }
    }

    /** The number of entries in this state; 0 as long as there is no ledger. */
    long entries(String state) {
        return entriesWhere("state = '" + state + "'");
    }

    /** The number of entries that match this SQL condition; 0 as long as there is no ledger. */
    long entriesWhere(String condition) {
        if (!Files.exists(ledger())) {
            return 0;
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger());
                var query = connection.prepareStatement("SELECT COUNT(*) FROM wlcro_entry WHERE " + condition)) {
            return query.executeQuery().getLong(1);
        } catch (SQLException e) {
            // The ledger is being created at this moment.
            return 0;
        }
    }

    /** The emails in the files of failed records that have this error. */
    TreeSet<String> failedWith(String error) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(file).stream().filter(line -> line.contains("\"" + error + "\""))
                        .map(Workplace::emailIn).forEach(found::add);
            }
        }
        return found;
    }
}
