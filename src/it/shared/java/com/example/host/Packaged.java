package com.example.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application as it is shipped: a process of its own, started with {@code java -jar}. */
final class Packaged implements AutoCloseable {

    private final Process process;
    private final Path output;

    /**
     * Starts it.
     *
     * @param key what the environment says is the API key; empty: nothing
     * @param directory where it works and prints
     */
    Packaged(Path jar, String key, Map<String, String> properties, Path directory) throws IOException {
        output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A short process needs half the CPU time without the second compiler.
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

    /** How it ended; it has a minute for that. */
    int exit() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It still runs:\n" + output());
        }
        return process.exitValue();
    }

    /** Asks it to end, as a service manager does. */
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
