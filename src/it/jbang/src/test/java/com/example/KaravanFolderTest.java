package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code camel run *} in the folder that the build of the pack creates for Karavan. */
class KaravanFolderTest {

    private static final Path FOLDER = Path.of("..", "..", "karavan");
    private static final String ANN = "{\"id\":\"42\",\"first_name\":\"Ann\",\"last_name\":\"Lee\","
            + "\"email\":\"ann@example.com\",\"message\":\"Please call me\"}";

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    @TempDir
    Path directory;

    @Test
    void aFormThatIsPostedBecomesALeadWithANote() throws Exception {
        int port = freePort();
        int management = freePort();
        Process camel = run(port, management);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200))
                    .until(() -> !camel.isAlive() || post(port) == 202);
            // The form is stored; its lead and note are created later.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !camel.isAlive() || API.records().stream().anyMatch(lead -> !lead.notes().isEmpty()));
            assertThat(get(management, "/q/dev/wlcro")).contains("Connection default: CLOSED", "Failed records: 0");
            assertThat(checks(camel)).contains("wlcro/wlcro-ledger", "wlcro/wlcro-connection:default");
            assertThat(API.records()).as(Files.readString(directory.resolve("output.txt"))).singleElement()
                    .satisfies(lead -> assertThat(lead.fields()).containsEntry("first_name", "Ann"))
                    .extracting(SandboxRecord::notes).asList().hasSize(1);
        } finally {
            camel.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Runs it like a user who has {@code camel} installed, with the pack from the local repository. */
    private Process run(int port, int management) throws IOException {
        List<String> command = camel("run",
                // Otherwise those of the command's own version would be used.
                "--kamelets-version=" + System.getProperty("camel.version"),
                "--prop=camel.management.enabled=true", "--prop=camel.management.dev-console-enabled=true",
                "--prop=camel.management.port=" + management);
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Files.writeString(directory.resolve(name),
                        Files.readString(file).replace("camel.server.port=8080", "camel.server.port=" + port));
                command.add(name);
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(directory.resolve("output.txt").toFile());
        API.properties().forEach((name, value) ->
                builder.environment().put(name.toUpperCase().replace('.', '_').replace('-', '_'), value));
        return builder.start();
    }

    private List<String> camel(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A short process needs half the CPU time without the C2 compiler.
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", Stream.of(System.getProperty("java.class.path").split(":"))
                        .filter(each -> !Path.of(each).getFileName().toString().startsWith("whitelabelcro-camel-routes-"))
                        .collect(Collectors.joining(":")), Camel.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String checks(Process camel) throws Exception {
        Path output = directory.resolve("health.txt");
        Process get = new ProcessBuilder(camel("get", "health")).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        get.waitFor();
        return Files.readAllLines(output).stream().filter(each -> each.contains(String.valueOf(camel.pid())))
                .collect(Collectors.joining("\n"));
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofString()).body();
    }

    /** The HTTP status; 0 while nothing listens on the port. */
    private static int post(int port) throws InterruptedException {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/leads"))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(ANN)).build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
