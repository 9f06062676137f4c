package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sandbox in a separate process, so that it shares neither the heap nor the JIT compiler with the measured code. */
final class SandboxProcess implements AutoCloseable {

    private final Process process;
    private final String baseUrl;

    SandboxProcess() throws IOException {
        this(List.of());
    }

    /** @param options those of the JVM */
    SandboxProcess(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "sandbox", "--port", "0"));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.contains("WLCRO_BASE_URL=")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("The sandbox did not start");
        }
        baseUrl = line.substring(line.indexOf('=') + 1);
    }

    String baseUrl() {
        return baseUrl;
    }

    /** Resets the sandbox and applies these settings, a JSON object. */
    void reset(String settings) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/reset"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(settings)).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The sandbox refuses the settings: " + answer.body());
        }
    }

    /** The statistics since the last reset. */
    String stats() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/stats")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** The number of API requests since the last reset. */
    long requests() throws IOException, InterruptedException {
        return Long.parseLong(stats().replaceFirst("(?s).*?\"requests\":(\\d+).*", "$1"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
