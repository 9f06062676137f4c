package com.whitelabelcro.camel.call;

import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * HttpClient's pool of connections, in which an {@link Error} ends the request that met it, and nothing else. HttpClient
 * closes the whole pool then, for good: all who are under way would lose their answers, and all who follow would fail
 * until a restart.
 */
final class ConnectionPool extends PoolingHttpClientConnectionManager {

    @SuppressWarnings("deprecation")
    ConnectionPool(
            Registry<ConnectionSocketFactory> sockets,
            TimeValue timeToLive,
            HttpConnectionFactory<ManagedHttpClientConnection> connections) {
        super(sockets, PoolConcurrencyPolicy.STRICT, timeToLive, connections);
    }

    /** HttpClient closes at once only after an Error; Camel, when its endpoint stops, gracefully. */
    @Override
    public void close(CloseMode mode) {
        if (mode != CloseMode.IMMEDIATE) {
            super.close(mode);
        }
    }
}
