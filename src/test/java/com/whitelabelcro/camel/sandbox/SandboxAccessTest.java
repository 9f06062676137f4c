package com.whitelabelcro.camel.sandbox;

import static com.whitelabelcro.camel.sandbox.SandboxClient.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.sandbox.SandboxClient.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access control: keys, scopes, companies, and no requests from other machines. */
class SandboxAccessTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c
            .keys(SandboxKey.of("one"), SandboxKey.of("two"), SandboxKey.readOnly("reader")).limit(3)));

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aMissingOrUnknownKeyIsUnauthorizedAndUsesNoQuota() {
        assertThat(new SandboxClient(sandbox, null).post("/leads", ANN).status()).isEqualTo(401);
        assertThat(new SandboxClient(sandbox, "ONE").post("/leads", ANN).status()).isEqualTo(401);
        SandboxStats stats = sandbox.stats();
        assertThat(stats.unauthorized401()).isEqualTo(2);
        assertThat(stats.requests()).isEqualTo(2);
        assertThat(stats.arrivalsInAnyWindow()).isZero();
    }

    @Test
    void aKeyWithoutTheScopeIsForbiddenByName() {
        Reply reply = new SandboxClient(sandbox, "reader").post("/leads", ANN);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("integrations:write");
    }

    @Test
    void anotherCompanysRecordIsForbiddenOrNotFound() {
        long id = new SandboxClient(sandbox, "one").createLead();
        SandboxClient two = new SandboxClient(sandbox, "two");
        assertThat(two.patch("/leads/" + id, "{}").status()).isEqualTo(403);
        sandbox.configure(SandboxConfig.of(c -> c.keys("one", "two").foreignStatus(404)));
        assertThat(two.patch("/leads/" + id, "{}").status()).isEqualTo(404);
    }

    @Test
    void aRevokedKeyIsUnauthorizedAtOnceAndTheOthersAreNot() {
        SandboxClient one = new SandboxClient(sandbox, "one");
        one.createLead();
        sandbox.revokeKey("one");
        assertThat(one.post("/leads", ANN).status()).isEqualTo(401);
        assertThat(new SandboxClient(sandbox, "two").post("/leads", ANN).status()).isEqualTo(200);
    }

    @Test
    void eachKeyHasAWindowOfItsOwn() {
        SandboxClient one = new SandboxClient(sandbox, "one");
        for (int i = 0; i < 3; i++) {
            one.createLead();
        }
        assertThat(one.post("/leads", ANN).status()).isEqualTo(429);
        assertThat(new SandboxClient(sandbox, "two").post("/leads", ANN).status()).isEqualTo(200);
        assertThat(sandbox.stats().perKey()).containsExactly(
                new SandboxStats.PerKey(1, 4, 3, 1, 3, 4),
                new SandboxStats.PerKey(2, 1, 1, 0, 1, 1),
                new SandboxStats.PerKey(3, 0, 0, 0, 0, 0));
    }

    @Test
    void noResponseContainsAKey() {
        new SandboxClient(sandbox, "one").createLead();
        assertThat(SandboxKey.of("secret-key").toString()).doesNotContain("secret-key");
        assertThat(SandboxConfig.of(c -> c.keys("secret-key")).toString()).doesNotContain("secret-key");
        assertThat(sandbox.requests().toString()).contains("X-Api-Key").doesNotContain("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:1", "127.9.9.9", "[::1]:8080"})
    void aLoopbackNameIsServed(String host) throws IOException {
        assertThat(raw("GET /_sandbox HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "", "127.0.0.1@evil",
        "0x7f.1", "10.0.0.1", "[::2]"})
    void anotherNameForThisMachineIsForbidden(String host) throws IOException {
        assertThat(raw("GET /_sandbox/records HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aRequestWithoutHostIsForbidden() throws IOException {
        assertThat(raw("GET /_sandbox HTTP/1.0\r\n\r\n")).contains(" 403 ");
    }

    @Test
    void aPageOfAnotherSiteIsForbidden() throws IOException {
        String reset = "POST /_sandbox/reset HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n";
        assertThat(raw(reset + "Origin: https://evil.example\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(reset + "Origin: null\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(reset + "Origin: http://localhost:3000\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aRemoteAddressIsForbidden() throws IOException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/_sandbox");
        request.setHeader("Host", "localhost");
        InetAddress remote = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        assertThat(LoopbackFilter.admits(new InetSocketAddress(remote, 1), request)).isFalse();
        assertThat(LoopbackFilter.admits(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), request)).isTrue();
        assertThat(LoopbackFilter.admits(null, request)).isFalse();
    }

    @Test
    void noOtherInterfaceListens() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList();
        for (InetAddress address : others) {
            assertThatThrownBy(() -> new Socket(address, sandbox.port()).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPortInUseIsReportedWithItsNumber() {
        assertThatThrownBy(() -> Sandbox.start(sandbox.port(), SandboxConfig.defaults()))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("127.0.0.1:" + sandbox.port());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
