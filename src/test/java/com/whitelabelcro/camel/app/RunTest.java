package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wlcro run FILE}: which Kamelets it finds, how it reports mistakes, and that it starts only what is needed. */
@SystemTest
class RunTest {

    private static final String TIMER = """
            - route:
                id: mine
                from:
                  uri: timer
                  parameters:
                    timerName: once
                    repeatCount: 1
                  steps:
            """;
    private static final String WEB = """
            - route:
                id: mine
                from:
                  uri: platform-http
                  parameters:
                    path: /mine
                  steps:
                    - setBody:
                        constant: done
            """;
    private static final String GREETING = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: NAME
            spec:
              definition:
                title: A greeting
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - log:
                        message: hello from NAME
            """;

    @TempDir
    private Path directory;

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String to(String uri) {
        return "        - to:\n            uri: " + uri + "\n";
    }

    @Test
    void kameletsOfTheUserAreFoundInTheWorkingDirectoryAndBesideTheScenario() throws Exception {
        write("mine/my.camel.yaml", TIMER + to("kamelet:near") + to("kamelet:far"));
        write("mine/kamelets/near.kamelet.yaml", GREETING.replace("NAME", "near"));
        write("kamelets/far.kamelet.yaml", GREETING.replace("NAME", "far"));
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox", "mine/my.camel.yaml")) {
            child.logs("hello from near");
            child.logs("hello from far");
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.out()).isEqualTo("Running mine; Ctrl-C ends it\n");
            assertThat(terminal.err()).contains("hello from near", "hello from far").doesNotContain("ERROR");
        }
    }

    @Test
    void aTestFileIsNotRunAsAScenario() throws Exception {
        write("my.test.yaml", "tests: []\n");
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox", "my.test.yaml");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).isEqualTo("my.test.yaml is a test; run it with wlcro test my.test.yaml");
    }

    @Test
    void invalidYamlIsReportedInOneLineWithItsPlace() throws Exception {
        write("my.camel.yaml", "- route:\n    id: mine\n  from: [\n");
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox", "my.camel.yaml");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).startsWith("The scenarios of my.camel.yaml cannot be started: ")
                .contains("my.camel.yaml, line 4");
    }

    @Test
    void withoutAScenarioForTheWebThereIsNoServer() throws Exception {
        write("my.camel.yaml", TIMER + "        - log:\n            message: it runs\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            write("application.properties", "camel.server.port=" + taken.getLocalPort() + "\n");
            String loaded = loaded(Map.of(), "run", "--sandbox", "my.camel.yaml");
            assertThat(loaded).contains(" org.apache.camel.main.Main ").doesNotContain(" io.vertx.core.impl.VertxImpl ");
        }
    }

    @Test
    void tlsIsLoadedOnlyIfSomethingUsesIt() throws Exception {
        write("my.camel.yaml", WEB);
        write("application.properties", "camel.server.port=0\n");
        String tls = " sun.security.ssl.SSLContextImpl ";
        assertThat(loaded(Map.of(), "run", "--sandbox", "my.camel.yaml"))
                .contains(" io.vertx.core.impl.VertxImpl ").doesNotContain(tls);
        assertThat(loaded(Map.of("WLCRO_API_KEY", Terminal.SECRET), "run", "my.camel.yaml")).contains(tls);
    }

    /** The classes that the process loaded until the scenario ran. */
    private String loaded(Map<String, String> environment, String... arguments) throws Exception {
        Path log = directory.resolve("classes.log");
        try (Child child = Child.start(directory, environment, List.of("-Xlog:class+load:file=" + log), arguments)) {
            child.says("Running mine");
            child.signal("TERM");
            assertThat(child.end().out()).startsWith("Running mine");
            return Files.readString(log);
        }
    }

    @Test
    void aServiceLogsJsonLinesToAFileRunsAFolderAndEndsWithZero() throws Exception {
        write("mine/my.camel.yaml", TIMER + "        - log:\n            message: \"a \\\"quoted\\\" line\"\n");
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox", "--log-format", "json", "--log-file",
                "log/run.log", "mine")) {
            Path log = directory.resolve("log").resolve("run.log");
            await().until(() -> Files.exists(log) && Files.readString(log).contains("quoted"));
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isZero();
            assertThat(terminal.err()).isEmpty();
            assertThat(Files.readAllLines(log)).allSatisfy(line -> {
                JsonNode event = new ObjectMapper().readTree(line);
                assertThat(Instant.parse(event.path("time").asText())).isBefore(Instant.now());
                assertThat(event.path("level").asText()).isNotEmpty();
            }).anySatisfy(line -> assertThat(new ObjectMapper().readTree(line).path("message").asText()).isEqualTo("a \"quoted\" line"));
        }
    }

    @Test
    void aLogThatCannotBeWrittenAndAnUnknownComponentAreReportedBeforeAnythingStarts() throws Exception {
        write("file", "");
        assertThat(Child.run(directory, Map.of(), List.of(), "run", "--log-file", "file/run.log"))
                .matches(told -> told.exit() == 2 && told.err().contains("The log cannot be written to file/run.log"));
        assertThat(Terminal.run("run", "--with", "camel-kafk").err()).contains("did you mean camel-kafka?");
    }

    @Test
    void oneOfTwoProcessesThatStartTogetherReportsThatThePortIsInUse() throws Exception {
        write("mine/my.camel.yaml", WEB);
        Files.createDirectories(directory.resolve("home"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        write("application.properties", "camel.server.port = " + port + "\n");
        try (Child one = Child.start(directory, Map.of(), List.of(), "run", "--sandbox", "mine/my.camel.yaml");
                Child other = Child.start(directory, Map.of(), List.of(), "run", "--sandbox", "mine/my.camel.yaml")) {
            await().until(() -> !one.isAlive() || !other.isAlive());
            Child refused = one.isAlive() ? other : one;
            Child running = one.isAlive() ? one : other;
            assertThat(refused.end()).matches(told -> told.exit() == 2 && told.err().contains("which is taken or not allowed"));
            running.says("Running mine (http://127.0.0.1:" + port + "/mine)");
        }
    }
}
