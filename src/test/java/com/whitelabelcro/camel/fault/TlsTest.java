package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.tag.SystemTest;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of TLS (row 31 of the list of faults). */
@SystemTest
class TlsTest {

    private static final Map<String, Object> LEAD =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");

    @TempDir
    private Path directory;

    private ByteServer server(String name, String... options) throws Exception {
        return new ByteServer(
                new TlsIdentity(directory, name, options).server().getServerSocketFactory().createServerSocket(0),
                talk -> talk.send(ByteServer.json(201, "{\"client_id\":7}")));
    }

    private PackUnderTest pack(ByteServer server, boolean trusting) throws Exception {
        PackUnderTest.Setup trust = context -> {
            if (trusting) {
                KeyStoreParameters store = new KeyStoreParameters();
                store.setResource("file:" + directory.resolve("server.p12"));
                store.setPassword(TlsIdentity.PASSWORD);
                TrustManagersParameters managers = new TrustManagersParameters();
                managers.setKeyStore(store);
                SSLContextParameters parameters = new SSLContextParameters();
                parameters.setTrustManagers(managers);
                context.setSSLContextParameters(parameters);
            }
        };
        return new PackUnderTest("https://localhost:" + server.port(),
                Map.of("wlcro.retry.max-attempts", "2"), trust);
    }

    private static void isDistrusted(PackUnderTest pack, ByteServer server) {
        WlcroException failure = (WlcroException) pack.call("create-lead", LEAD).getException();
        assertThat(failure).isInstanceOf(Unavailable.class).hasMessageContaining("certificate of localhost");
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
        WlcroException next = (WlcroException) pack.call("create-lead", LEAD).getException();
        assertThat(next).isInstanceOf(Unavailable.class);
        assertThat(next.getAttempts()).isZero();
    }

    @Test
    void aCertificateThatTheHostTrustsIsAccepted() throws Exception {
        try (ByteServer server = server("localhost"); PackUnderTest pack = pack(server, true)) {
            assertThat(pack.call("create-lead", LEAD).getException()).isNull();
        }
    }

    @Test
    void aSelfSignedCertificateIsNotRetried() throws Exception {
        try (ByteServer server = server("localhost"); PackUnderTest pack = pack(server, false)) {
            isDistrusted(pack, server);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNotRetried() throws Exception {
        try (ByteServer server = server("other.example"); PackUnderTest pack = pack(server, true)) {
            isDistrusted(pack, server);
        }
    }

    @Test
    void anExpiredCertificateIsNotRetried() throws Exception {
        try (ByteServer server = server("localhost", "-startdate", "-30d", "-validity", "2");
                PackUnderTest pack = pack(server, false)) {
            isDistrusted(pack, server);
        }
    }

    @Test
    void anInterruptedHandshakeIsRetried() throws Exception {
        try (ServerSocket listener = new ServerSocket(0);
                ByteServer plain = new ByteServer(listener, ByteServer.Talk::close);
                PackUnderTest pack = pack(plain, false)) {
            listener.setSoTimeout(0);
            WlcroException failure = (WlcroException) pack.call("create-lead", LEAD).getException();
            assertThat(failure).isInstanceOf(Unavailable.class);
            assertThat(failure.getAttempts()).isEqualTo(2);
        }
    }
}
