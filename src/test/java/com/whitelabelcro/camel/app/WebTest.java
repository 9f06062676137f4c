package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that are called over the web, in a process as users have it. */
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
                    - marshal:
                        json:
                          library: Jackson
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
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/leads")).header("Content-Type", type)
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    @Test
    void whatIsPostedIsSentAndTheAnswerComesBack() throws Exception {
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
            assertThat(wrong.statusCode()).isEqualTo(500);
            assertThat(wrong.body()).isEmpty();

            assertThat(post(port, "text/plain", "a".repeat(1024 * 1024 + 1)).statusCode()).isEqualTo(413);

            String upload = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.txt\"\r\n\r\nAnnabella\r\n--x--\r\n";
            assertThat(post(port, "multipart/form-data; boundary=x", upload).statusCode()).isEqualTo(415);
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
    void whatTheUserSaysOfTheServerHolds() throws Exception {
        try (Child child = run(Map.of(), "camel.server.port=0", "camel.server.maxBodySize=10")) {
            assertThat(post(port(child), "application/json", ANN).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void aPortThatIsTakenIsToldInALine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Child child = run(Map.of(), "camel.server.port=" + taken.getLocalPort())) {
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isEqualTo(2);
            assertThat(terminal.complaint()).isEqualTo("The web server cannot listen on 127.0.0.1:" + taken.getLocalPort()
                    + ", which is taken or not allowed; set camel.server.port or camel.server.host");
        }
    }

    @Test
    void aPathThatCamelWouldMakeAProxyOfIsRefused() throws Exception {
        try (Child child = run(Map.of(), "leads.path=proxy/leads")) {
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isEqualTo(2);
            assertThat(terminal.complaint()).startsWith("The route leads needs another path");
        }
    }
}
