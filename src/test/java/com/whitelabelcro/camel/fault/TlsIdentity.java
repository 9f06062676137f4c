package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for a test's server, and the trust in it for a test's client. */
public final class TlsIdentity {

    public static final String PASSWORD = "changeit";

    private final Path store;
    private final KeyStore keys;

    /** @param options further options of keytool */
    public TlsIdentity(Path directory, String host, String... options) throws Exception {
        store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(Stream.concat(Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair",
                        "-keyalg", "EC", "-alias", "server", "-dname", "CN=" + host, "-ext", "san=dns:" + host,
                        "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD),
                List.of(options).stream()).toList()).redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
    }

    public Path store() {
        return store;
    }

    public SSLContext server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    public SSLContext client() throws Exception {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return tls;
    }
}
