package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to the web server: every character arrives unchanged, and refusals have a machine-readable reason. */
@SystemTest
class WebDoorTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/leads");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String SCENARIO = """
            - route:
                id: leads
                from:
                  uri: platform-http
                  parameters:
                    path: /leads
                    httpMethodRestrict: POST
                  steps:
                    - to: direct:wlcro-read
                    - to: direct:wlcro-create-lead
            - route:
                id: plain
                from:
                  uri: platform-http
                  parameters:
                    path: /plain
                    httpMethodRestrict: POST,PUT
                  steps:
                    - to: direct:wlcro-create-lead
            - route:
                id: of-a-part
                from:
                  uri: platform-http
                  parameters:
                    path: /of/{part}/more
                    httpMethodRestrict: DELETE
                  steps:
                    - setBody:
                        constant: ok
            """;

    @TempDir
    private Path directory;

    /** A response; each byte is one character. The JDK's client would normalise some of them. */
    private record Answer(int status, String head, String body) {

        static Answer to(int port, String request, String headers, String body) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                String all = request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n" + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n" + body;
                socket.getOutputStream().write(all.getBytes(StandardCharsets.ISO_8859_1));
                socket.setSoTimeout(20_000);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int end = answer.indexOf("\r\n\r\n");
                return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
            }
        }

        void isProblem(int status, String detail) throws IOException {
            assertThat(status()).as(toString()).isEqualTo(status);
            assertThat(head).containsIgnoringCase("Content-Type: application/problem+json");
            JsonNode problem = JSON.readTree(body);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asText()).isNotEmpty();
            assertThat(problem.path("detail").asText()).contains(detail);
        }
    }

    private Child run(Sandbox sandbox) throws IOException {
        Files.writeString(directory.resolve("my.camel.yaml"), SCENARIO);
        Files.write(directory.resolve("application.properties"), List.of("camel.server.port=0", "camel.server.maxBodySize=20000"));
        return Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                SandboxConfig.DEFAULT_KEY), List.of(), "run", "my.camel.yaml");
    }

    private static int port(Child child) throws IOException {
        child.says("Ctrl-C ends it");
        Matcher address = ADDRESS.matcher(child.out());
        assertThat(address.find()).as(child.out()).isTrue();
        return Integer.parseInt(address.group(1));
    }

    @Test
    void everyCharacterOfAFormArrivesUnchanged() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.keepBodies(true))); Child child = run(sandbox)) {
            int port = port(child);
            String rest = "&last_name=Lee&email=a%40b&city=" + "x".repeat(9_000);
            String latin = FORM + "; charset=iso-8859-1";
            String expecting = FORM + "\r\nExpect: 100-continue";
            assertThat(Answer.to(port, "POST /leads", FORM, "first_name=J%F6rg" + rest).status()).isEqualTo(200);
            assertThat(Answer.to(port, "POST /leads", FORM, "first_name=J\u00F6rg" + rest).status()).isEqualTo(200);
            assertThat(Answer.to(port, "POST /leads", latin, "first_name=J%F6rg" + rest).status()).isEqualTo(200);
            assertThat(Answer.to(port, "POST /leads", FORM, "first_name=J%C3%B6rg" + rest).status()).isEqualTo(200);
            assertThat(Answer.to(port, "POST /plain", FORM, "first_name=J%F6rg" + rest).status()).isEqualTo(200);
            assertThat(Answer.to(port, "POST /leads", expecting, "first_name=J%F6rg" + rest).status()).isEqualTo(100);
            assertThat(sandbox.records()).hasSize(6)
                    .allSatisfy(each -> assertThat(each.fields()).containsEntry("first_name", "J\u00F6rg"));
        }
    }

    @Test
    void aRefusalIsReportedInAProblemDocumentAndNotInTheLog() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults()); Child child = run(sandbox)) {
            int port = port(child);
            Answer.to(port, "POST /leads", FORM, "first_name=J%zzrg").isProblem(400, "two hexadecimal digits");
            Answer.to(port, "POST /leads", FORM, "first_name=%C8%E2%E0%ED").isProblem(400, "the form is not UTF-8");
            Answer.to(port, "POST /leads?a=%zz", FORM, "a=b").isProblem(400, "two hexadecimal digits");
            Answer.to(port, "POST /leads?a=%F6", FORM, "a=b").isProblem(400, "not UTF-8");
            Answer.to(port, "GET /%zz", "", "").isProblem(400, "two hexadecimal digits");
            Answer.to(port, "GET /nothing", "", "").isProblem(404, "nothing at this address");
            Answer.to(port, "POST /leads", "Content-Type: application/json; charset=\"", "{}").isProblem(400, "Content-Type");
            Answer.to(port, "POST /leads", "Content-Type: text/plain", "x").isProblem(415, "cannot be read");
            Answer.to(port, "POST /leads", FORM, "a=" + "x".repeat(20_000)).isProblem(413, "too large");
            Answer.to(port, "POST /leads", "Content-Type: application/json", "x".repeat(20_001)).isProblem(413, "too large");
            breakOff(port, "Content-Length: 500\r\n\r\n{");
            breakOff(port, "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n");
            allows(port, "GET /leads", "POST");
            allows(port, "GET /plain", "POST, PUT");
            allows(port, "POST /of/any/more", "DELETE");
            assertThat(sandbox.requests()).isEmpty();
            child.signal("TERM");
            assertThat(child.end().err()).doesNotContain("Unhandled").doesNotContain("ERROR RoutingContext")
                    .doesNotContain("ContextImpl");
        }
    }

    private static void breakOff(int port, String rest) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String all = "POST /leads HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + rest;
            socket.getOutputStream().write(all.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.setSoTimeout(20_000);
            socket.getInputStream().readAllBytes();
        }
    }

    private static void allows(int port, String request, String methods) throws IOException {
        Answer answer = Answer.to(port, request, "", "");
        answer.isProblem(405, "the header Allow");
        assertThat(answer.head()).contains("Allow: " + methods + "\r\n");
    }
}
