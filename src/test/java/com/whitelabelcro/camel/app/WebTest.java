package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that are called by HTTP, in a process of its own. */
@SystemTest
class WebTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/leads");
    private static final String ANN = "{\"first_name\":\"Annabella\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";
    private static final String LEADS = """
            - route:
                id: leads
                from:
                  uri: platform-http
                  parameters:
                    path: "{{leads.path:/leads}}"
                  steps:
                    - to:
                        uri: direct
                        parameters:
                          name: wlcro-create-lead
            - route:
                id: sums
                from:
                  uri: platform-http
                  parameters:
                    path: /sums
                  steps:
                    - setBody:
                        simple:
                          expression: "${list(1,2)}"
            - route:
                id: broken
                from:
                  uri: platform-http
                  parameters:
                    path: /broken
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: Annabella
            """;

    @TempDir
    private Path directory;

    private Child run(Map<String, String> environment, String... properties) throws IOException {
        Files.writeString(directory.resolve("my.camel.yaml"), LEADS);
        Files.write(directory.resolve("application.properties"), List.of(properties));
        String[] command = environment.isEmpty()
                ? new String[] {"run", "--sandbox", "my.camel.yaml"} : new String[] {"run", "my.camel.yaml"};
        return Child.start(directory, environment, List.of(), command);
    }

    private static int port(Child child) throws IOException {
        child.says("Ctrl-C ends it");
        Matcher address = ADDRESS.matcher(child.out());
        assertThat(address.find()).as(child.out()).isTrue();
        return Integer.parseInt(address.group(1));
    }

    private static HttpResponse<String> post(int port, String type, String body) throws IOException, InterruptedException {
        return post(port, "/leads", type, body, null);
    }

    private static HttpResponse<String> post(int port, String path, String type, String body, String origin)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type).POST(BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send(
                (origin == null ? request : request.header("Origin", origin)).build(), BodyHandlers.ofString());
    }

    /** Sends a request by hand, because the JDK's client does not allow a Host header. */
    private static String statusFor(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST /leads HTTP/1.1\r\n" + (host == null ? "" : "Host: " + host + "\r\n")
                    + "Content-Type: application/json\r\nContent-Length: " + ANN.length() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((head + ANN).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(9, 12);
        }
    }

    @Test
    void aPostedRecordIsSentAndItsAnswerIsReturned() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                Child child = run(Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                        SandboxConfig.DEFAULT_KEY), "camel.server.port=0")) {
            int port = port(child);
            HttpResponse<String> answer = post(port, "application/json", ANN);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().map().keySet()).noneMatch(each -> each.startsWith("access-control"));
            assertThat(answer.body()).contains("\"status\":\"Lead - New\"");
            assertThat(sandbox.stats().created()).isOne();

            HttpResponse<String> wrong = post(port, "application/json", "{\"first_name\":\"Annabella\"}");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(wrong.body()).contains("last_name is required").doesNotContain("Annabella");

            assertThat(post(port, "application/json", "a".repeat(1024 * 1024 + 1)).statusCode()).isEqualTo(413);

            HttpResponse<String> sums = post(port, "/sums", "application/json", "{}", null);
            assertThat(sums.statusCode()).isEqualTo(200);
            assertThat(sums.body()).isEqualTo("[\"1\",\"2\"]");
            HttpResponse<String> broken = post(port, "/broken", "application/json", "{}", null);
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(broken.body()).contains("see the log of the server").doesNotContain("Annabella");

            String upload = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.txt\"\r\n\r\nAnnabella\r\n--x--\r\n";
            HttpResponse<String> refused = post(port, "/leads", "multipart/form-data; boundary=x", upload, null);
            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(refused.body()).contains("application/x-www-form-urlencoded");
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files.map(each -> each.getFileName().toString())).noneMatch(each -> each.contains("upload"));
            }

            assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), port).close())
                    .isInstanceOf(ConnectException.class);
            assertThat(sandbox.stats().requests()).isOne();
            child.signal("TERM");
            assertThat(child.end().err()).doesNotContain("Annabella");
        }
    }

    @Test
    void aRequestThatAPageOfAnotherSiteCouldMakeIsRefused() throws Exception {
        String form = "first_name=Annabella&last_name=Lee&email=ann%40example.com";
        String urlEncoded = "application/x-www-form-urlencoded";
        try (Child child = run(Map.of(), "camel.server.port=0", "wlcro.web.hosts=hooks.example.com, www.example.com")) {
            int port = port(child);
            for (String origin : List.of("http://evil.example", "null", "https://hooks.example.com.evil.example",
                    "http://127.0.0.1:1")) {
                assertThat(post(port, "/leads", urlEncoded, form, origin).statusCode()).as(origin).isEqualTo(403);
                assertThat(post(port, "/leads", "text/plain", ANN, origin).statusCode()).as(origin).isEqualTo(403);
                assertThat(post(port, "/leads", "application/json", ANN, origin).statusCode()).as(origin).isEqualTo(403);
            }
            for (String origin : List.of("https://www.example.com", "http://HOOKS.example.com:8443", "http://127.0.0.1:" + port)) {
                assertThat(post(port, "/leads", urlEncoded, form, origin).statusCode()).as(origin).isEqualTo(200);
            }
            assertThat(post(port, "/leads", urlEncoded, form, null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aHostNameThatIsNotTheServersIsRefused() throws Exception {
        try (Child child = run(Map.of(), "camel.server.port=0", "wlcro.web.hosts=hooks.example.com")) {
            int port = port(child);
            for (String host : List.of("evil.example", "evil.example:" + port, "127.0.0.1.evil.example", "localhost.evil.example")) {
                assertThat(statusFor(port, host)).as(host).isEqualTo("421");
            }
            for (String host : List.of("localhost:" + port, "LOCALHOST", "127.0.0.1", "[::1]:" + port, "Hooks.Example.com")) {
                assertThat(statusFor(port, host)).as(host).isEqualTo("200");
            }
        }
    }

    @Test
    void theUsersSettingsOfTheServerApply() throws Exception {
        try (Child child = run(Map.of(), "camel.server.port=0", "camel.server.maxBodySize=10")) {
            assertThat(post(port(child), "application/json", ANN).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void aPortThatIsTakenIsReportedInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Child child = run(Map.of(), "camel.server.port=" + taken.getLocalPort())) {
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isEqualTo(2);
            assertThat(terminal.complaint()).isEqualTo("The web server cannot listen on 127.0.0.1:" + taken.getLocalPort()
                    + ", which is taken or not allowed; set camel.server.port or camel.server.host");
        }
    }

    @Test
    void aPathThatWouldTurnCamelIntoAProxyIsRefused() throws Exception {
        try (Child child = run(Map.of(), "leads.path=proxy/leads")) {
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isEqualTo(2);
            assertThat(terminal.complaint()).startsWith("The route leads needs another path");
        }
    }
}
