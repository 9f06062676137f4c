package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** A gateway in this process that uses a sandbox, as {@code wlcro run --gateway} starts it. */
final class GatewayUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScenarioHost host;
    private final CamelContext context;
    private final int port;

    GatewayUnderTest(Sandbox sandbox, Map<String, String> properties, Path... scenarios) {
        Properties all = new Properties();
        all.putAll(Map.of("wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.ledger.url", LedgerConfig.MEMORY_URL, "wlcro.gateway.enabled", "true"));
        all.putAll(properties);
        Configuration configuration = Configuration.load(Path.of("nowhere"), Map.of(), all);
        configuration.others().setProperty("camel.server.port", "0");
        host = new ScenarioHost(configuration, List.of(scenarios));
        context = host.start();
        String address = host.webAddress(context);
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    ScenarioHost host() {
        return host;
    }

    CamelContext context() {
        return context;
    }

    int port() {
        return port;
    }

    /** A response; each byte is one character. */
    record Answer(int status, String head, String body) {

        static Answer read(Socket socket) throws IOException {
            socket.setSoTimeout(20_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        /** The value of a header; empty if there is none. */
        String header(String name) {
            return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
        }
    }

    Answer send(String line, byte[] body, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            boolean hasHost = Stream.of(headers).anyMatch(each -> each.startsWith("Host:"));
            String head = line + " HTTP/1.1\r\n" + (hasHost ? "" : "Host: 127.0.0.1:" + port + "\r\n")
                    + "Connection: close\r\nContent-Length: " + body.length + "\r\n"
                    + String.join("", Stream.of(headers).map(each -> each + "\r\n").toList()) + "\r\n";
            request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            return Answer.read(socket);
        }
    }

    Answer send(String line, String body, String... headers) throws IOException {
        return send(line, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Override
    public void close() {
        host.close();
    }
}
