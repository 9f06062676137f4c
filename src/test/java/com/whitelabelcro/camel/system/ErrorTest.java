package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.KeySource;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.fault.ByteServer;
import com.whitelabelcro.camel.fault.TlsIdentity;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM throws an {@link Error} during the processing of a record (row 50 of the list of faults). */
@SystemTest
class ErrorTest {

    @TempDir
    private Path directory;

    /** The key is looked up when the record arrives, when a permit is reserved for it, and when it is sent. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anErrorReturnsThePermitLeavesNothingInFlightAndTheSameRecordIsSentLater(int lookUp) throws Exception {
        check(lookUp, OutOfMemoryError::new);
        check(lookUp, StackOverflowError::new);
    }

    private static void check(int lookUp, Supplier<Error> error) throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        KeySource keys = connection -> {
            if (lookUps.incrementAndGet() == lookUp) {
                throw error.get();
            }
            return SandboxConfig.DEFAULT_KEY;
        };
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults()); var context = new DefaultCamelContext()) {
            WhiteLabelCro pack = new WhiteLabelCro(SettingsReader.read(Map.of("wlcro.base-url",
                    sandbox.baseUrl().toString(), "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", "1", "wlcro.period", "1s",
                    "wlcro.retry.max-attempts", "1", LedgerConfig.URL, LedgerConfig.MEMORY_URL)).withKeys(keys));
            context.addRoutes(pack);
            context.start();

            // A record for which no permit could be reserved when it began asks for one again.
            boolean survived = lookUp == 2;
            assertThat(send(context).getException() == null).isEqualTo(survived);
            assertThat(pack.state("default").inFlight()).isZero();
            assertThat(sandbox.stats().requests()).isEqualTo(survived ? 1 : 0);

            assertThat(send(context).getException()).as("it does not wait for an entry in flight").isNull();
            assertThat(pack.ledger().failed().count(FailedFilter.all()).toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isZero();
            assertThat(sandbox.stats().created()).isOne();
        }
    }

    /** Before the request, for example in a host's own check of certificates, or when memory is short during a TLS handshake. */
    @Test
    void anErrorBeforeTheRequestBecomesATypedExceptionAndTheRecordIsStored() throws Exception {
        PackUnderTest.Setup broken = context -> {
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setTrustManager(new X509ExtendedTrustManager() {
                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type) {}

                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type) {
                    throw new OutOfMemoryError("a test");
                }

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
                    throw new OutOfMemoryError("a test");
                }

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
                    throw new OutOfMemoryError("a test");
                }

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            });
            SSLContextParameters parameters = new SSLContextParameters();
            parameters.setTrustManagers(trust);
            context.setSSLContextParameters(parameters);
        };
        TlsIdentity identity = new TlsIdentity(directory, "localhost");
        try (ByteServer server = new ByteServer(
                        identity.server().getServerSocketFactory().createServerSocket(0), ByteServer.Talk::close);
                PackUnderTest pack = new PackUnderTest("https://localhost:" + server.port(),
                        Map.of("wlcro.retry.max-attempts", "2", "wlcro.limit", "500"), broken)) {
            for (int i = 0; i < 3; i++) {
                Exchange end = pack.begin("create-lead", Records.lead(1), Map.of()).get(60, TimeUnit.SECONDS);
                assertThat(end.getException()).isInstanceOf(Unavailable.class);
                assertThat(((Unavailable) end.getException()).getStatus()).isZero();
                assertThat(pack.state("default").inFlight()).isZero();
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    private static Exchange send(DefaultCamelContext context) throws Exception {
        return CompletableFuture.supplyAsync(() -> context.createProducerTemplate().send("direct:wlcro-create-lead",
                        exchange -> exchange.getMessage().setBody(Records.known(1))))
                .get(60, TimeUnit.SECONDS);
    }
}
