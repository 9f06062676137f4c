package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.model.ThreadWaits;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import javax.net.ssl.HostnameVerifier;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The pack's own camel-http component, so that a host's settings do not change it and its settings do not change the
 * host. A comment beside each setting says which risk it closes.
 */
public final class PackHttpComponent extends HttpComponent {

    /** The URI scheme under which the component is registered. */
    public static final String SCHEME = "wlcro-http";

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    /** DNS entries change. */
    private static final TimeValue TIME_TO_LIVE = TimeValue.ofSeconds(60);

    private final Timeout timeout;
    private final boolean secure;
    private final LongSupplier clock;

    /**
     * @param inFlight the maximum number of requests without an answer, of all connections together
     * @param timer aborts requests that take too long
     * @param clock monotonic clock, in nanoseconds
     * @param waits is notified when a thread waits for an answer
     */
    public PackHttpComponent(
            Settings settings, int inFlight, ScheduledExecutorService timer, LongSupplier clock, ThreadWaits waits) {
        this.timeout = Timeout.of(settings.timeout());
        this.clock = clock;
        this.secure = settings.connectionsFile().isPresent() || settings.connections().values().stream().anyMatch(each -> each.baseUrl().getScheme().equals("https"));
        ApiKeyExecHandler keyHandler = new ApiKeyExecHandler(settings.keys(), new RequestDeadlines(settings.timeout(), timer, clock), clock);
        setHttpClientConfigurer(builder -> configure(builder, keyHandler, waits));
        setMaxTotalConnections(inFlight);
        setConnectionsPerRoute(inFlight);
        // HttpClient would repeat a POST by itself, after the permit was taken.
        setAutomaticRetriesDisabled(true);
        // A redirect would carry the key to another host (CVE-2026-85251).
        setFollowRedirects(false);
        setRedirectHandlingDisabled(true);
        // Cookies of one key would be sent with another key.
        setCookieManagementDisabled(true);
        setAuthCachingDisabled(true);
        // A proxy from the environment would see which host is called.
        setUseSystemProperties(false);
        // A compressed answer can be a decompression bomb. An answer that is compressed nevertheless is decompressed within
        // limits.
        setContentCompressionDisabled(true);
        // No header passes between Camel and HTTP: everything is in the request and in HttpCall.
        setSkipRequestHeaders(true);
        setSkipResponseHeaders(true);
        setCopyHeaders(false);
        setUseGlobalSslContextParameters(true);
    }

    private void configure(HttpClientBuilder builder, ApiKeyExecHandler keyHandler, ThreadWaits waits) {
        builder.setUserAgent("whitelabelcro-camel-routes");
        // The connection decides whether it is kept. One that is not kept is closed gracefully after its answer was
        // read.
        builder.setConnectionReuseStrategy((request, response, context) -> true);
        builder.setDefaultRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .build());
        builder.addExecInterceptorFirst("wlcro-errors", PackHttpComponent::errorsToExceptions);
        builder.addExecInterceptorFirst("wlcro-waits", (request, scope, chain) -> waiting(waits, request, scope, chain));
        builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "wlcro", keyHandler);
    }

    /**
     * Converts an {@link Error}, such as a lack of memory, to an exception and returns the connection to the pool. Camel
     * does not handle {@code Error}s, so that the caller would wait forever.
     */
    static ClassicHttpResponse errorsToExceptions(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (Error e) {
            scope.execRuntime.discardEndpoint();
            throw new IOException("Internal error, or out of memory: " + e.getClass().getName(), e);
        }
    }

    /** Reports that the calling thread waits until the answer has arrived, because HttpClient blocks it. */
    private static ClassicHttpResponse waiting(ThreadWaits waits, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        waits.begin();
        try {
            return chain.proceed(request, scope);
        } finally {
            waits.end();
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        // TLS follows the host's camel.ssl.* settings, and the client verifies the host name. Camel itself would apply
        // them only to endpoints whose scheme is https.
        if (getSslContextParameters() == null) {
            setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return super.createEndpoint(uri, remaining, parameters);
    }

    @Override
    @SuppressWarnings("deprecation")
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> sockets, int most, int mostPerRoute, SocketConfig socket) {
        ConnectionFactory factory = new ConnectionFactory(ConnectionFactory.FOR_ONE_REQUEST, clock);
        return new ConnectionPool(() -> {
            PoolingHttpClientConnectionManager pool = pool(sockets, factory, timeout);
            pool.setMaxTotal(getMaxTotalConnections());
            pool.setDefaultMaxPerRoute(getConnectionsPerRoute());
            pool.setDefaultSocketConfig(socket);
            return pool;
        });
    }

    @SuppressWarnings("deprecation")
    static PoolingHttpClientConnectionManager pool(
            Registry<ConnectionSocketFactory> sockets,
            HttpConnectionFactory<ManagedHttpClientConnection> connections,
            Timeout timeout) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
                sockets, PoolConcurrencyPolicy.STRICT, TIME_TO_LIVE, connections);
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(Timeout.ofMilliseconds(Math.min(CONNECT.toMilliseconds(), timeout.toMilliseconds())))
                .setSocketTimeout(timeout)
                .setTimeToLive(TIME_TO_LIVE)
                // Validates every time, so that the connection itself decides.
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build());
        return pool;
    }

    /** A sandbox does not use TLS, and loading TLS takes a fifth of a second. */
    @Override
    @SuppressWarnings("deprecation")
    protected Registry<ConnectionSocketFactory> createConnectionRegistry(
            HostnameVerifier verifier, SSLContextParameters tls, boolean useSystemProperties)
            throws GeneralSecurityException, IOException {
        return secure ? super.createConnectionRegistry(verifier, tls, useSystemProperties)
                : RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", PlainConnectionSocketFactory.getSocketFactory()).build();
    }

    /** The URI of the one endpoint for all calls; each message sets its own target. */
    public static String uri(Settings settings) {
        return SCHEME + ":" + settings.connections().values().iterator().next().baseUrl()
                + "?throwExceptionOnFailure=false";
    }
}
