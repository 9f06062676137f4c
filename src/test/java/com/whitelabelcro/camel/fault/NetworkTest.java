package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of the network (rows 31 to 39 of the list of faults). {@link TlsTest} tests TLS. */
class NetworkTest {

    private static final String DONE = ByteServer.json(201, "{\"client_id\":7}");
    private static final Map<String, Object> LEAD =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");
    private static final Map<String, Object> IDENTIFIED = Map.of(
            "first_name", "Ann", "last_name", "Lee", "email", "ann@example.com", "external_id", "web_1");

    private static PackUnderTest pack(String baseUrl, String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.timeout", "400ms", "wlcro.limit", "500",
                "wlcro.period", "1s", "wlcro.retry.max-attempts", "2", "wlcro.suspend", "1s"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new PackUnderTest(baseUrl, all);
    }

    private static WlcroException failure(PackUnderTest pack, Object body) {
        WlcroException failure = (WlcroException) pack.call("create-lead", body).getException();
        assertThat(pack.state("default").inFlight()).isZero();
        assertThat(pack.state("default").waiting()).isZero();
        return failure;
    }

    @Test
    void aRefusedConnectionIsRetriedAndFinallyUnavailable() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        try (PackUnderTest pack = pack("http://127.0.0.1:" + port)) {
            WlcroException failure = failure(pack, LEAD);
            assertThat(failure).isInstanceOf(Unavailable.class).hasMessageContaining("no connection to 127.0.0.1");
            assertThat(failure).hasMessageEndingWith("[2 attempts, no request]");
            assertThat(failure).extracting(WlcroException::getAttempts, WlcroException::getRequests).containsExactly(2, 0);
        }
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        try (PackUnderTest pack = pack("https://nonexistent.invalid")) {
            assertThat(failure(pack, LEAD)).isInstanceOf(Unavailable.class)
                    .hasMessageContaining("nonexistent.invalid is unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 2", "HTTP/1.1 200 X\r\nContent-Le", "HTTP/1.1 200 X\r\nContent-Length: 15\r\n\r\n{"})
    void aResetAfterTheRequestIsRepeatedOnlyIfThatIsSafe(String before) throws Exception {
        ByteServer.Answer resetFirst = talk -> {
            if (talk.number() % 2 == 1) {
                talk.send(before);
                talk.reset();
            } else {
                talk.send(DONE);
            }
        };
        try (ByteServer server = new ByteServer(resetFirst); PackUnderTest pack = pack(server.baseUrl())) {
            assertThat(pack.call("create-lead", IDENTIFIED).getException()).isNull();
            assertThat(failure(pack, LEAD)).isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aServerThatClosesAfterEachAnswerCausesNoFailures() throws Exception {
        ByteServer.Answer closing = talk -> {
            talk.send(DONE);
            talk.close();
        };
        try (ByteServer server = new ByteServer(closing); PackUnderTest pack = pack(server.baseUrl())) {
            for (int i = 0; i < 8; i++) {
                assertThat(pack.call("create-lead", IDENTIFIED).getException()).isNull();
            }
        }
    }

    @Test
    void aCallWithoutAnAnswerEndsAtTheTimeout() throws Exception {
        try (ByteServer server = new ByteServer(talk -> new CountDownLatch(1).await());
                PackUnderTest pack = pack(server.baseUrl())) {
            assertThat(failure(pack, LEAD)).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("wlcro.timeout");
            assertThat(server.requests()).hasSize(1);
            assertThat(failure(pack, IDENTIFIED)).isInstanceOf(Unavailable.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void anAnswerThatTricklesSlowlyEndsAtTheTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ByteServer.Answer trickle = talk -> {
            talk.send("HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n");
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                talk.send("x");
            }
        };
        try (ByteServer server = new ByteServer(trickle); PackUnderTest pack = pack(server.baseUrl())) {
            assertThat(failure(pack, LEAD)).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("wlcro.timeout");
        }
    }

    @Test
    void aProxyOfTheProcessIsIgnored() throws Exception {
        try (ByteServer proxy = new ByteServer(talk -> talk.send(DONE));
                ByteServer server = new ByteServer(talk -> talk.send(DONE))) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
            System.setProperty("http.nonProxyHosts", "");
            try (PackUnderTest pack = pack(server.baseUrl())) {
                assertThat(pack.call("create-lead", LEAD).getException()).isNull();
                assertThat(proxy.connections()).isZero();
            } finally {
                List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
            }
        }
    }

    @Test
    void hangingCallsOnOneConnectionDoNotDelayOthers() throws Exception {
        try (ByteServer hanging = new ByteServer(talk -> new CountDownLatch(1).await());
                ByteServer well = new ByteServer(talk -> talk.send(DONE));
                PackUnderTest pack = pack(hanging.baseUrl(), "wlcro.timeout", "5s",
                        "wlcro.connections.b.api-key", "wlcro_b", "wlcro.connections.b.base-url", well.baseUrl())) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Thread caller = new Thread(() -> pack.call("create-lead", LEAD));
                caller.setDaemon(true);
                caller.start();
                callers.add(caller);
            }
            Awaitility.await().until(() -> hanging.requests().size() >= 8);
            Exchange end = pack.call("create-lead", LEAD, Map.of(WlcroHeaders.CONNECTION, "b"));
            assertThat(end.getException()).isNull();
            assertThat(callers).allMatch(Thread::isAlive);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 429})
    void anAnswerThatIsSentBeforeTheBodyIsReadIsReceived(int status) throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            Thread early = new Thread(() -> answerEarly(listener, status));
            early.setDaemon(true);
            early.start();
            try (PackUnderTest pack = pack("http://127.0.0.1:" + listener.getLocalPort(),
                    "wlcro.retry.max-attempts", "1")) {
                WlcroException failure = failure(pack, LEAD);
                assertThat(failure.getStatus()).isEqualTo(status);
                assertThat(failure instanceof RateLimited).isEqualTo(status == 429);
            }
        }
    }

    private static void answerEarly(ServerSocket listener, int status) {
        try (var socket = listener.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(ByteServer.json(status, "{}", "Connection: close\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.getInputStream().readNBytes(100);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client closed the connection.
        }
    }

    @Test
    void afterTheNetworkReturnsAllWaitingRecordsAreSent() throws Exception {
        ByteServer.Answer downAtFirst = talk -> {
            if (talk.number() <= 22) {
                talk.reset();
            } else {
                talk.send(DONE);
            }
        };
        try (ByteServer server = new ByteServer(downAtFirst);
                PackUnderTest pack = pack(server.baseUrl(), "wlcro.retry.max-attempts", "6")) {
            List<CompletableFuture<Exchange>> ends = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Map<String, Object> lead = new HashMap<>(LEAD);
                lead.put("external_id", "web_" + i);
                ends.add(pack.begin("create-lead", lead, Map.of()));
            }
            for (CompletableFuture<Exchange> end : ends) {
                assertThat(end.get(60, TimeUnit.SECONDS).getException()).isNull();
            }
        }
    }
}
