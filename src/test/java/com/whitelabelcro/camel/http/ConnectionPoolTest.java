package com.whitelabelcro.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.fault.ByteServer;
import com.whitelabelcro.camel.fault.TlsIdentity;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which TCP connections are reused after unsolicited answers, with and without TLS. */
@SystemTest
class ConnectionPoolTest {

    private static final String DONE = ByteServer.json(201, "{\"client_id\":7}");
    private static final String STALE = "HTTP/1.1 408 Request Time-out\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    private static Path directory;

    private static TlsIdentity identity;

    private final AtomicLong now = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile CheckedConnection last;
    private volatile HttpClientConnectionManager httpClients;

    @BeforeAll
    static void certify() throws Exception {
        identity = new TlsIdentity(directory, "localhost");
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @SuppressWarnings("deprecation")
    private ConnectionPool pool(int forOneRequest) throws Exception {
        ConnectionFactory factory = new ConnectionFactory(forOneRequest, now::get);
        Registry<ConnectionSocketFactory> both = RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", new SSLConnectionSocketFactory(identity.client())).build();
        return new ConnectionPool(() -> httpClients = PackHttpComponent.pool(
                both, socket -> last = factory.createConnection(socket), Timeout.ofSeconds(20)));
    }

    /** Data that is sent on the loopback interface arrives soon, but not immediately. */
    private void awaitBytes() {
        Awaitility.await().until(last::hasUnreadBytes);
    }

    private CloseableHttpClient client(int forOneRequest, ExecChainHandler... before) throws Exception {
        HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool(forOneRequest))
                .setDefaultRequestConfig(RequestConfig.custom().setConnectionRequestTimeout(Timeout.ofSeconds(20)).build())
                .setConnectionReuseStrategy((request, response, context) -> true)
                .disableAutomaticRetries().addExecInterceptorFirst("errors", PackHttpComponent::errorsToExceptions);
        for (ExecChainHandler each : before) {
            builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "test " + each.hashCode(), each);
        }
        return builder.build();
    }

    private static ByteServer server(boolean secure, ByteServer.Answer answer) throws Exception {
        return secure ? new ByteServer(identity.server().getServerSocketFactory().createServerSocket(0), answer)
                : new ByteServer(answer);
    }

    private static String url(ByteServer server, boolean secure) {
        return (secure ? "https" : "http") + "://localhost:" + server.port() + "/";
    }

    private static String call(CloseableHttpClient client, String url, HttpEntity entity) throws IOException {
        HttpPost post = new HttpPost(url);
        post.setEntity(entity);
        return client.execute(post, answer -> answer.getCode()
                + (answer.getEntity() == null ? "" : " " + EntityUtils.toString(answer.getEntity())));
    }

    private static String call(CloseableHttpClient client, String url) throws IOException {
        return call(client, url, new ByteArrayEntity("{}".getBytes(StandardCharsets.UTF_8), null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCleanConnectionIsReused(boolean secure) throws Exception {
        try (ByteServer server = server(secure, talk -> talk.send(DONE)); CloseableHttpClient client = client(0)) {
            for (int i = 0; i < 5; i++) {
                assertThat(call(client, url(server, secure))).startsWith("201");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatWasIdleForMoreThanASecondIsNotReused(boolean secure) throws Exception {
        try (ByteServer server = server(secure, talk -> talk.send(DONE)); CloseableHttpClient client = client(0)) {
            call(client, url(server, secure));
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            call(client, url(server, secure));
            assertThat(server.connections()).isEqualTo(1);
            now.addAndGet(Duration.ofSeconds(1).toNanos() + 1);
            call(client, url(server, secure));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSecondAnswerBehindTheFirstIsDiscarded(boolean secure) throws Exception {
        try (ByteServer server = server(secure, talk -> talk.send(numbered(talk) + numbered(talk, 900)));
                CloseableHttpClient client = client(0)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(call(client, url(server, secure))).isEqualTo("201 {\"client_id\":" + i + "}");
            }
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerOnAnIdleConnectionIsDiscarded(boolean secure) throws Exception {
        for (String late : new String[] {STALE, DONE, "\r\n"}) {
            CompletableFuture<ByteServer.Talk> first = new CompletableFuture<>();
            try (ByteServer server = server(secure, talk -> {
                        talk.send(numbered(talk));
                        first.complete(talk);
                    });
                    CloseableHttpClient client = client(0)) {
                call(client, url(server, secure));
                first.get(60, TimeUnit.SECONDS).send(late);
                awaitBytes();
                assertThat(call(client, url(server, secure))).isEqualTo("201 {\"client_id\":2}");
                assertThat(server.connections()).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatTheServerHasClosedIsNotReused(boolean secure) throws Exception {
        CompletableFuture<ByteServer.Talk> first = new CompletableFuture<>();
        try (ByteServer server = server(secure, talk -> {
                    talk.send(DONE);
                    first.complete(talk);
                });
                CloseableHttpClient client = client(0)) {
            call(client, url(server, secure));
            first.get(60, TimeUnit.SECONDS).close();
            if (secure) {
                awaitBytes();
            } else {
                assertThat(last.getSocket().getInputStream().read()).isEqualTo(-1);
            }
            now.addAndGet(Duration.ofMillis(500).toNanos());
            assertThat(call(client, url(server, secure))).startsWith("201");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerBetweenTheCheckAndTheRequestMeansThatTheRequestWasNotSent(boolean secure) throws Exception {
        CompletableFuture<ByteServer.Talk> first = new CompletableFuture<>();
        try (ByteServer server = server(secure, talk -> {
                    // Before the answer, because the client may send its second request immediately after it.
                    first.complete(talk);
                    talk.send(DONE);
                })) {
            URI base = URI.create(url(server, secure));
            ApiKeyExecHandler exchanger = new ApiKeyExecHandler(connection -> "wlcro_1_x",
                    new RequestDeadlines(Duration.ofSeconds(20), timer, System::nanoTime), System::nanoTime);
            try (CloseableHttpClient client = client(0, exchanger, (request, scope, chain) -> {
                        if (first.isDone()) {
                            first.join().send(STALE);
                            awaitBytes();
                        }
                        return chain.proceed(request, scope);
                    })) {
                HttpCall wire = wire(base);
                call(client, base.toString(), new TaggedEntity("{}".getBytes(StandardCharsets.UTF_8), wire));
                assertThat(wire.answer().sent()).isTrue();
                HttpCall second = wire(base);
                assertThatThrownBy(() -> call(client, base.toString(),
                                new TaggedEntity("{}".getBytes(StandardCharsets.UTF_8), second)))
                        .isInstanceOf(CheckedConnection.UnreadBytes.class);
                assertThat(second.answer().sent()).isFalse();
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 201 X\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.0 201 X\r\nContent-Length: 2\r\n\r\n{}"})
    void aConnectionThatTheServerWantsToCloseIsNotReused(String answer) throws Exception {
        try (ByteServer server = server(false, talk -> talk.send(answer)); CloseableHttpClient client = client(0)) {
            call(client, url(server, false));
            call(client, url(server, false));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAnUnsolicitedAnswerNoConnectionIsReused(boolean secure) throws Exception {
        try (ByteServer server = server(secure, talk -> talk.send(talk.number() == 3 ? DONE + "\r\n" : DONE));
                CloseableHttpClient client = client(0)) {
            for (int i = 0; i < 3; i++) {
                call(client, url(server, secure));
            }
            assertThat(server.connections()).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                call(client, url(server, secure));
            }
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatOnlyClosesItsConnectionIsTrusted(boolean secure) throws Exception {
        CompletableFuture<ByteServer.Talk> first = new CompletableFuture<>();
        try (ByteServer server = server(secure, talk -> {
                    talk.send(DONE);
                    first.complete(talk);
                });
                CloseableHttpClient client = client(0)) {
            call(client, url(server, secure));
            first.get(60, TimeUnit.SECONDS).close();
            now.addAndGet(Duration.ofSeconds(2).toNanos());
            for (int i = 0; i < 3; i++) {
                call(client, url(server, secure));
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void newConnectionsWithinASecondCarryOneRequestEachAndAnnounceIt() throws Exception {
        try (ByteServer server = server(false, talk -> talk.send(DONE)); CloseableHttpClient client = client(3)) {
            for (int i = 0; i < 6; i++) {
                call(client, url(server, false));
            }
            assertThat(server.connections()).isEqualTo(4);
            assertThat(server.requests().stream().map(talk -> talk.head().contains("Connection: close")))
                    .containsExactly(true, true, true, false, false, false);
            now.addAndGet(Duration.ofSeconds(2).toNanos());
            call(client, url(server, false));
            call(client, url(server, false));
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void anErrorEndsOnlyItsOwnRequest() throws Exception {
        CountDownLatch meanwhile = new CountDownLatch(1);
        try (ByteServer server = server(false, talk -> {
                    if (talk.number() == 1) {
                        meanwhile.await();
                    }
                    talk.send(DONE);
                });
                CloseableHttpClient client = client(0)) {
            CompletableFuture<String> underWay = CompletableFuture.supplyAsync(() -> {
                try {
                    return call(client, url(server, false));
                } catch (IOException e) {
                    return "cut off";
                }
            });
            InputStream noMemory = new InputStream() {
                @Override
                public int read() {
                    throw new OutOfMemoryError("a test");
                }
            };
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> call(client, url(server, false), new InputStreamEntity(noMemory, 2, null))).isInstanceOf(IOException.class)
                        .hasMessageContaining("OutOfMemoryError");
            }
            assertThat(call(client, url(server, false))).startsWith("201");
            meanwhile.countDown();
            assertThat(underWay.get(60, TimeUnit.SECONDS)).startsWith("201");
        }
    }

    @Test
    void aClosedPoolIsReplaced() throws Exception {
        try (ByteServer server = server(false, talk -> talk.send(DONE)); CloseableHttpClient client = client(0)) {
            call(client, url(server, false));
            httpClients.close(CloseMode.IMMEDIATE);
            assertThat(call(client, url(server, false))).startsWith("201");
            httpClients.close(CloseMode.GRACEFUL);
            assertThat(call(client, url(server, false))).startsWith("201");
        }
    }

    private static HttpCall wire(URI base) {
        return new HttpCall(new Connection("default", base, 100, Optional.empty()), key -> true);
    }

    private static String numbered(ByteServer.Talk talk) {
        return numbered(talk, 0);
    }

    private static String numbered(ByteServer.Talk talk, int more) {
        return ByteServer.json(201, "{\"client_id\":" + (talk.number() + more) + "}");
    }
}
