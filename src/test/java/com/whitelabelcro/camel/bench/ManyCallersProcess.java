package com.whitelabelcro.camel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@link ManyCallers} in a separate process with its own heap. */
public final class ManyCallersProcess {

    private ManyCallersProcess() {}

    /**
     * Runs it to its end.
     *
     * @param options those of the JVM, such as {@code -Xmx512m}
     * @param arguments those of {@link ManyCallers}
     * @return all that it printed
     */
    public static String run(List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ManyCallers.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("WLCRO_") || name.startsWith("JAVA_"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
