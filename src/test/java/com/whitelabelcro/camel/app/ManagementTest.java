package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management server of {@code wlcro run}, in a process of its own. */
@SystemTest
class ManagementTest {

    private static final Pattern ADDRESS = Pattern.compile("Operations page: (http://127\\.0\\.0\\.1:(\\d+))/ ");
    private static final String ON = "-Dcamel.management.enabled=true";
    private static final int USUAL = 9876;
    private static final String SCENARIO = """
            - route:
                id: mine
                from:
                  uri: timer
                  parameters:
                    timerName: once
                    repeatCount: 1
                  steps:
                    - setBody:
                        constant: '{"first_name":"Ann","last_name":"Lee","email":"ann@example.com"}'
                    - to: direct:wlcro-create-lead
                    - log: a lead was created
            """;

    @TempDir
    private Path directory;

    @Test
    void healthAndMetersAreServedToThisMachineAlsoIfTheDefaultPortIsInUse() throws Exception {
        Files.writeString(directory.resolve("my.camel.yaml"), SCENARIO);
        try (ServerSocket other = takeTheUsualPort();
                Child child = Child.start(directory, Map.of(), List.of(ON), "run", "--sandbox", "my.camel.yaml")) {
            child.says("Ctrl-C ends it");
            child.logs("a lead was created");
            Matcher address = ADDRESS.matcher(child.out());
            assertThat(address.find()).as(child.out()).isTrue();
            int port = Integer.parseInt(address.group(2));
            assertThat(port).isNotEqualTo(USUAL);

            HttpResponse<String> health = get(address.group(1) + "/observe/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"name\":\"wlcro-ledger\",\"status\":\"UP\"",
                    "\"name\":\"wlcro-connection:default\",\"status\":\"UP\"", "\"name\":\"route:mine\"")
                    .doesNotContain("route:wlcro");
            assertThat(get(address.group(1) + "/observe/metrics").body()).contains("wlcro_ledger_writable{camelContext=\"wlcro\"} 1.0",
                    "wlcro_records_total{action=\"create-lead\",camelContext=\"wlcro\",connection=\"default\",outcome=\"Done\"} 1.0",
                    "jvm_memory_used_bytes");
            assertThat(statusFor(port, "evil.example")).isEqualTo("421");
            assertThat(get(address.group(1) + "/").statusCode()).isEqualTo(401);
            String token = Files.readString(directory.resolve("home/operations-token")).strip();
            assertThat(child.out()).contains("(it asks for the token in " + directory.resolve("home/operations-token") + ")")
                    .doesNotContain(token);
            assertThat(get(address.group(1) + "/?token=" + token).statusCode()).isEqualTo(303);
        }
    }

    /** Opens the default port. The caller closes it; null if another process already uses it. */
    private static ServerSocket takeTheUsualPort() throws IOException {
        try {
            return new ServerSocket(USUAL, 1, InetAddress.getByName("127.0.0.1"));
        } catch (BindException e) {
            return null;
        }
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    /** Sends a request by hand, because the JDK's client does not allow a Host header. */
    private static String statusFor(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET /observe/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).substring(9, 12);
        }
    }

    @Test
    void aConfiguredPortThatIsTakenIsReportedInOneLine() throws Exception {
        Files.writeString(directory.resolve("my.camel.yaml"), SCENARIO);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(directory.resolve("application.properties"), "camel.management.port=" + taken.getLocalPort() + "\n");
            Terminal terminal = Child.run(directory, Map.of(), List.of(ON), "run", "--sandbox", "my.camel.yaml");
            assertThat(terminal.exit()).isEqualTo(2);
            assertThat(terminal.complaint()).isEqualTo("The management server cannot listen on 127.0.0.1:" + taken.getLocalPort()
                    + ", which is taken or not allowed; set camel.management.port or camel.management.host, or"
                    + " camel.management.enabled=false");
        }
    }
}
