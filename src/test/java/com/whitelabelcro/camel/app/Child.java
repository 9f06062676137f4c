package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Runs the jar in a separate process, with its own working directory and environment. */
public final class Child implements AutoCloseable {

    private static final long SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it; {@code options} are the JVM's, such as {@code -Dwlcro.limit=5}. */
    public static Child start(Path directory, Map<String, String> environment, List<String> options,
            String... arguments) throws IOException {
        return startUnder(List.of(), directory, environment, options, arguments);
    }

    /** Starts it by another program, such as {@code nice}, which takes the command after its own arguments. */
    public static Child startUnder(List<String> starter, Path directory, Map<String, String> environment,
            List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.addAll(ChildJvm.command());
        command.add("-Xmx256m");
        // The server would cost each process half a second; a test that needs it enables it in its options.
        command.add("-Dcamel.management.enabled=false");
        command.addAll(options);
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        Path streams = Files.createTempDirectory("wlcro-child");
        Path out = streams.resolve("out");
        Path err = streams.resolve("err");
        // deleteOnExit deletes in reverse order: the files first, then the directory.
        List.of(streams, out, err).forEach(each -> each.toFile().deleteOnExit());
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WLCRO_") || name.startsWith("JAVA_"));
        // Not the developer's own, and not that of another test.
        builder.environment().put("WLCRO_HOME", directory.toAbsolutePath().resolve("home").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(process, out, err);
    }

    public static Terminal run(Path directory, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        try (Child child = start(directory, environment, options, arguments)) {
            return child.end();
        }
    }

    /** The standard output so far. */
    public String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** The standard error so far. */
    public String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Waits until the standard output contains this text. */
    public void says(String text) {
        Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).pollInterval(Duration.ofMillis(50))
                .until(() -> Files.readString(out).contains(text) || !process.isAlive());
    }

    /** Waits until the standard error contains this text. */
    public void logs(String text) {
        Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).pollInterval(Duration.ofMillis(50))
                .until(() -> Files.readString(err).contains(text) || !process.isAlive());
    }

    /** Sends a signal, as a terminal or a supervisor does. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /** {@code kill -9}, and waits until it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for the end of the process. */
    public Terminal end() throws IOException, InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It does not end. " + Files.readString(err, StandardCharsets.UTF_8));
        }
        return new Terminal(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8)).checked();
    }

    @Override
    public void close() {
        // Kills the process if it has not ended, and waits until its files are closed.
        process.destroyForcibly().onExit().join();
    }
}
