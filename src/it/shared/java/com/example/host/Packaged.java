package com.example.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged application in a separate process, started with {@code java -jar}. */
final class Packaged implements AutoCloseable {

    private final Process process;
    private final Path output;

    /**
     * Starts it.
     *
     * @param key the API key in the environment; empty for none
     * @param directory the working directory, which also gets the output
     */
    Packaged(Path jar, String key, Map<String, String> properties, Path directory) throws IOException {
        output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A short process needs half the CPU time without the C2 compiler.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WLCRO_"));
        builder.environment().put("WLCRO_HOME", directory.toAbsolutePath().resolve("home").toString());
        if (!key.isEmpty()) {
            builder.environment().put("WLCRO_API_KEY", key);
        }
        process = builder.start();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits up to a minute for its end and returns the exit code. */
    int exit() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It still runs:\n" + output());
        }
        return process.exitValue();
    }

    /** Asks the process to end, like a service manager. */
    void terminate() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
