package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static com.whitelabelcro.camel.sandbox.SandboxClient.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every injected fault, as a client sees it. */
class SandboxFaultsTest {

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.start(0, SandboxConfig.defaults(), clock, clock);
    private final SandboxClient client = new SandboxClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void next(Fault fault) {
        sandbox.script(ScriptedAnswer.fault(fault));
    }

    private Reply create() {
        return client.post("/leads", ANN);
    }

    @Test
    void aResetBeforeTheWriteAppliesNothing() {
        next(Fault.RESET_BEFORE);
        assertThatThrownBy(() -> raw(post())).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(sandbox.stats().accepted()).isZero();
        assertThat(sandbox.stats().answersLost()).isZero();
        assertThat(sandbox.stats().faults()).isEqualTo(Map.of("resetBefore", 1L));
    }

    @Test
    void aResetAfterTheWriteAppliesIt() {
        next(Fault.RESET_AFTER);
        assertThatThrownBy(() -> raw(post())).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(sandbox.stats().created()).isEqualTo(1);
        assertThat(sandbox.stats().answersLost()).isEqualTo(1);
        assertThat(sandbox.requests().get(0).status()).isZero();
        assertThat(sandbox.requests().get(0).fault()).isEqualTo("resetAfter");
    }

    @Test
    void anAnswerIsNotLostIfItsReaderClosesTheConnectionAfterwards() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
                socket.getOutputStream().write(post().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                String answer = "";
                while (!answer.contains("client_id")) {
                    answer += new String(socket.getInputStream().readNBytes(1), StandardCharsets.UTF_8);
                }
            }
        }
        assertThat(sandbox.stats().accepted()).isEqualTo(50);
        assertThat(sandbox.stats().answersLost()).isZero();
    }

    @Test
    void theLostAnswerOfARefusedWriteDoesNotCountAsLost() {
        next(Fault.RESET_AFTER);
        assertThatThrownBy(() -> raw(post().replace("ann@", "ann-"))).isInstanceOf(SocketException.class);
        assertThat(sandbox.stats().answersLost()).isZero();
    }

    @Test
    void aTruncatedAnswerEndsInTheMiddle() throws IOException {
        next(Fault.CUT);
        String answer = raw(post());
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        int promised = Integer.parseInt(answer.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(body).startsWith("{\"client_id\":10001").hasSize(promised / 2);
        assertThat(sandbox.stats().created()).isEqualTo(1);
        assertThat(sandbox.stats().answersLost()).isEqualTo(1);
    }

    @Test
    void aHugeAnswerIsJsonOf50Megabytes() throws IOException {
        next(Fault.HUGE);
        Reply reply = create();
        assertThat(reply.body().length()).isGreaterThan(50 * 1024 * 1024);
        assertThat(reply.json().get("client_id").asLong()).isEqualTo(10001);
        assertThat(sandbox.stats().created()).isEqualTo(1);
        assertThat(sandbox.stats().answersLost()).isZero();
        assertThat(reply.header("Content-Length")).isNull();
    }

    @Test
    void aHugeAnswerThatTheClientAbortsIsLost() throws IOException {
        next(Fault.HUGE);
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(post().getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(1000);
        }
        Awaitility.await().until(() -> sandbox.stats().answersLost() == 1);
    }

    @Test
    void anHtmlAnswerHasStatus200AndAppliesNothing() {
        next(Fault.HTML);
        Reply reply = create();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.body()).contains("<html>");
        assertThat(sandbox.stats().accepted()).isZero();
    }

    @Test
    void aRedirectPointsElsewhereAndAppliesNothing() {
        sandbox.configure(SandboxConfig.of(c -> c.fault(Fault.REDIRECT, 1)
                .redirectTo(URI.create("http://evil.example/x"))));
        Reply reply = create();
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("http://evil.example/x");
        assertThat(sandbox.stats().accepted()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"STATUS_500", "STATUS_503"})
    void aServerErrorAppliesNothing(Fault fault) {
        next(fault);
        assertThat(create().status()).isEqualTo(fault == Fault.STATUS_500 ? 500 : 503);
        assertThat(create().status()).isEqualTo(200);
        assertThat(sandbox.stats().accepted()).isEqualTo(1);
    }

    @Test
    void anOutageAnswers503UntilItsTimeHasPassed() {
        sandbox.configure(SandboxConfig.of(c -> c.outageFor(Duration.ofSeconds(30))
                .retryAfterOn503(Duration.ofMillis(29_500))));
        Reply reply = create();
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("30");
        clock.pass(Duration.ofSeconds(30));
        assertThat(create().status()).isEqualTo(200);
        assertThat(sandbox.stats().faults()).isEqualTo(Map.of("down", 1L));
    }

    @Test
    void theSwitchTurnsTheOutageOnAndOff() {
        sandbox.down(true);
        assertThat(create().status()).isEqualTo(503);
        assertThat(create().header("Retry-After")).isNull();
        sandbox.down(false);
        assertThat(create().status()).isEqualTo(200);
    }

    @Test
    void aDelayedAnswerComesAfterItsDelay() {
        sandbox.configure(SandboxConfig.of(c -> c.fault(Fault.DELAY, 1).delayFor(Duration.ofMillis(1))));
        assertThat(create().status()).isEqualTo(200);
        assertThat(sandbox.stats().answersLost()).isZero();
    }

    @Test
    void aDelayedAnswerToAClientThatHasGivenUpIsLost() throws IOException {
        sandbox.configure(SandboxConfig.of(c -> c.fault(Fault.DELAY, 1).delayFor(Duration.ofMillis(50))));
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(post().getBytes(StandardCharsets.US_ASCII));
        }
        Awaitility.await().until(() -> sandbox.stats().answersLost() == 1);
        assertThat(sandbox.stats().created()).isEqualTo(1);
    }

    @Test
    void closingTheSandboxEndsADelayedAnswer() {
        sandbox.configure(SandboxConfig.of(c -> c.fault(Fault.DELAY, 1).delayFor(Duration.ofDays(1))));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return raw(post());
            } catch (IOException e) {
                return "";
            }
        });
        Awaitility.await().until(() -> sandbox.stats().created() == 1);
        sandbox.close();
        assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void closingTheSandboxEndsAnIdleConnection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(post().getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> sandbox.stats().statuses().containsKey(200));
            sandbox.close();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ");
        }
        // After the accepting thread was woken up, nothing listens on the port. A client that connects to such a port could
        // connect to itself.
        Awaitility.await().ignoreExceptions().until(() -> {
            try (ServerSocket free = new ServerSocket(sandbox.port(), 1, InetAddress.getLoopbackAddress())) {
                return free.isBound();
            }
        });
    }

    @Test
    void concurrentRequestsAreCountedAsConcurrent() throws ExecutionException, InterruptedException {
        sandbox.configure(SandboxConfig.of(c -> c.fault(Fault.DELAY, 1).delayFor(Duration.ofDays(1))));
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(CompletableFuture.supplyAsync(this::create, command -> new Thread(command).start()));
        }
        Awaitility.await().until(() -> sandbox.stats().created() == 5);
        assertThat(sandbox.stats().maxConcurrent()).isEqualTo(5);
    }

    private static String post() {
        return "POST " + API + "/leads HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: " + SandboxConfig.DEFAULT_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + ANN.length() + "\r\n\r\n" + ANN;
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            return all.toString(StandardCharsets.UTF_8);
        }
    }
}
