package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.config.Settings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import javax.net.ssl.HostnameVerifier;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * camel-http as this pack uses it: a component of its own, so that neither a host's settings change ours nor ours the
 * host's. What each setting closes is said beside it.
 */
public final class PackHttpComponent extends HttpComponent {

    /** The scheme under which the component is registered, of the pack's own. */
    public static final String SCHEME = "wlcro-http";

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    /** DNS entries change. */
    private static final TimeValue TIME_TO_LIVE = TimeValue.ofSeconds(60);

    private final Timeout timeout;
    private final boolean secure;
    private final LongSupplier clock;

    /**
     * @param inFlightPerConnection how many requests one connection has at most without an answer
     * @param timer ends requests that take too long
     * @param clock nanoseconds, monotonic
     */
    public PackHttpComponent(
            Settings settings, int inFlightPerConnection, ScheduledExecutorService timer, LongSupplier clock) {
        this.timeout = Timeout.of(settings.timeout());
        this.clock = clock;
        this.secure = settings.connections().values().stream().anyMatch(each -> each.baseUrl().getScheme().equals("https"));
        ApiKeyExecHandler exchanger = new ApiKeyExecHandler(settings.keys(), new RequestDeadlines(settings.timeout(), timer, clock), clock);
        setHttpClientConfigurer(builder -> configure(builder, exchanger));
        setMaxTotalConnections(inFlightPerConnection * settings.connections().size());
        setConnectionsPerRoute(inFlightPerConnection * settings.connections().size());
        // The client would repeat a POST by itself, behind the permits.
        setAutomaticRetriesDisabled(true);
        // A redirect would take the key along (CVE-2026-85251).
        setFollowRedirects(false);
        setRedirectHandlingDisabled(true);
        // One key's cookies would go out with another's.
        setCookieManagementDisabled(true);
        setAuthCachingDisabled(true);
        // A proxy from the environment would see whom we call.
        setUseSystemProperties(false);
        // A zipped answer can be a bomb; what comes zipped all the same is unzipped within bounds.
        setContentCompressionDisabled(true);
        // Nothing crosses between Camel's headers and HTTP's: what is needed is in the request and in the Wire.
        setSkipRequestHeaders(true);
        setSkipResponseHeaders(true);
        setCopyHeaders(false);
        setUseGlobalSslContextParameters(true);
    }

    private void configure(HttpClientBuilder builder, ApiKeyExecHandler exchanger) {
        builder.setUserAgent("whitelabelcro-camel-routes");
        // The connection itself decides; what is not kept is thus closed gracefully, once its answer has been read.
        builder.setConnectionReuseStrategy((request, response, context) -> true);
        builder.setDefaultRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .build());
        builder.addExecInterceptorFirst("wlcro-errors", new ErrorToExceptionHandler());
        builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "wlcro", exchanger);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        // TLS as the host says with camel.ssl.*; the client checks the host name. Camel would look for it only for
        // endpoints whose scheme is https.
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
                // Each time, so that the connection itself decides.
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build());
        return pool;
    }

    /** To a sandbox nothing speaks TLS, and what is needed for it takes a fifth of a second to load. */
    @Override
    @SuppressWarnings("deprecation")
    protected Registry<ConnectionSocketFactory> createConnectionRegistry(
            HostnameVerifier verifier, SSLContextParameters tls, boolean useSystemProperties)
            throws GeneralSecurityException, IOException {
        return secure ? super.createConnectionRegistry(verifier, tls, useSystemProperties)
                : RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", PlainConnectionSocketFactory.getSocketFactory()).build();
    }

    /** The endpoint of all calls; each message says where it goes. */
    public static String uri(Settings settings) {
        return SCHEME + ":" + settings.connections().values().iterator().next().baseUrl()
                + "?throwExceptionOnFailure=false";
    }
}
