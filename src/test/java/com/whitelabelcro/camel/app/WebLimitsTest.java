package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.ConnectionWatch.WatchedVertx;
import com.whitelabelcro.camel.app.GatewayUnderTest.Answer;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.gateway.Door;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow, large and excessive requests are refused, and other clients are still served. */
class WebLimitsTest {

    private static final String HEAD = "POST /actions/create-lead HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final int LARGEST = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> open = new ArrayList<>();
    private int port;

    /** Serves with the handlers of the gateway, in their order, and finally one that answers with the length of the body, except for PUT. */
    private void serve(Duration timeout, int mostConnections, int mostRequests, long mostBytes) throws Exception {
        ConnectionWatch watch = new ConnectionWatch(timeout, mostConnections);
        GatewayConfig config = GatewayConfig.read(Map.of(GatewayConfig.ENABLED, "true"));
        Router router = Router.router(vertx);
        router.route().handler(new WebGuard(new Door(true, Set.of(), () -> config, () -> List.of("default")), false)).handler(watch)
                .handler(new GatewayBodyHandler(LARGEST, mostRequests, mostBytes))
                .handler(call -> {
                    if (call.request().method() != HttpMethod.PUT) {
                        call.response().end(String.valueOf(GatewayBodyHandler.body(call).length));
                    }
                });
        HttpProblemHandler.answerErrors(router, null, () -> true);
        HttpServer server = new WatchedVertx(vertx, watch).createHttpServer(new HttpServerOptions());
        port = server.requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
                .get(20, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach
    void end() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Socket begin(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private Answer send(String body) throws IOException {
        return Answer.read(begin(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    private static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aRequestWhileRoutesStartOrStopGets503() throws Exception {
        AtomicBoolean started = new AtomicBoolean();
        Router router = Router.router(vertx);
        HttpProblemHandler.answerErrors(router, null, started::get);
        AtomicBoolean fails = new AtomicBoolean();
        router.route().handler(call -> {
            if (fails.get()) {
                call.fail(new IllegalStateException());
            } else {
                call.next();
            }
        });
        port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
                .get(20, TimeUnit.SECONDS).actualPort();

        Answer early = send("");
        assertThat(early.status()).as(early.toString()).isEqualTo(503);
        assertThat(early.header("Retry-After")).isNotEmpty();
        fails.set(true);
        assertThat(send("").status()).isEqualTo(503);

        started.set(true);
        assertThat(send("").status()).isEqualTo(500);
        fails.set(false);
        assertThat(send("").status()).isEqualTo(404);
    }

    @Test
    void aConnectionWithASlowHeadASlowBodyOrNoRequestIsClosed() throws Exception {
        serve(Duration.ofMillis(300), 100, 100, 1_000_000);
        List<Socket> bodies = new ArrayList<>();
        List<Socket> heads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bodies.add(begin(HEAD + "Content-Length: 100\r\n\r\n{"));
            heads.add(begin(i % 2 == 0 ? HEAD : ""));
        }
        for (Socket each : bodies) {
            assertThat(rest(each)).startsWith("HTTP/1.1 408").contains("took too long");
        }
        for (Socket each : heads) {
            assertThat(rest(each)).isEmpty();
        }
        assertThat(send("{}").body()).isEqualTo("2");
    }

    @Test
    void aKeepAliveConnectionMayBeReusedAndIsClosedWhenItIsIdle() throws Exception {
        serve(Duration.ofMillis(300), 100, 100, 1_000_000);
        String request = "POST /actions/create-lead HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(rest(begin(request + request)).split("HTTP/1.1 200", -1)).hasSize(3);
    }

    @Test
    void aClientThatPipelinesTooManyRequestsIsDisconnected() throws Exception {
        serve(Duration.ofMinutes(1), 100, 1_000, 1_000_000);
        String request = " /actions/create-lead HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
        Socket answered = begin(("POST" + request).repeat(50) + "POST" + request.replace("Content", "Connection: close\r\nContent"));
        assertThat(rest(answered).split("HTTP/1.1 200", -1)).hasSize(52);
        Socket unanswered = begin(("PUT" + request).repeat(101));
        assertThat(rest(unanswered)).isEmpty();
    }

    @Test
    void aRequestBeyondTheMaximumInProgressGets503() throws Exception {
        serve(Duration.ofMinutes(1), 100, 2, 1_000_000);
        Socket first = begin(HEAD + "Content-Length: 2\r\n\r\n{");
        begin(HEAD + "Content-Length: 2\r\n\r\n{");
        Awaitility.await().untilAsserted(() -> {
            Answer full = send("{}");
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.header("Retry-After")).isNotEmpty();
            assertThat(full.header("Content-Type")).isEqualTo("application/problem+json");
        });
        first.getOutputStream().write('}');
        assertThat(rest(first)).startsWith("HTTP/1.1 200");
        Awaitility.await().until(() -> send("{}").status() == 200);
    }

    @Test
    void allBodiesTogetherUseABoundedAmountOfMemory() throws Exception {
        serve(Duration.ofMinutes(1), 100, 100, 1_500);
        begin(HEAD + "Content-Length: 900\r\n\r\n" + "x".repeat(899));
        Awaitility.await().until(() -> send("x".repeat(700)).status() == 503);
        assertThat(send("{}").status()).isEqualTo(200);
        open.get(0).close();
        Awaitility.await().until(() -> send("x".repeat(700)).status() == 200);
    }

    @Test
    void aBodyThatIsTooLargeIsNotReadToItsEnd() throws Exception {
        serve(Duration.ofMinutes(1), 100, 100, 1_000_000);
        assertThat(send("x".repeat(LARGEST)).status()).isEqualTo(200);
        assertThat(rest(begin(HEAD + "Content-Length: 1001\r\n\r\n"))).startsWith("HTTP/1.1 413");
        String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
        assertThat(rest(begin(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk))).startsWith("HTTP/1.1 413");
    }

    @Test
    void connectionsBeyondTheMaximumAreClosed() throws Exception {
        serve(Duration.ofMinutes(1), 3, 100, 1_000_000);
        for (int i = 0; i < 3; i++) {
            begin("");
        }
        Awaitility.await().until(() -> rest(begin("")).isEmpty());
        open.get(0).close();
        Awaitility.await().until(() -> {
            String answer = rest(begin(HEAD + "Content-Length: 2\r\n\r\n{}"));
            return answer.startsWith("HTTP/1.1 200");
        });
    }
}
