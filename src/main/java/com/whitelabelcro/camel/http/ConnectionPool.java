package com.whitelabelcro.camel.http;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Wraps HttpClient's connection pool so that an {@link Error} fails only the request that met it. HttpClient would
 * close the whole pool for good: all requests in flight would lose their answers, and all later ones would fail until a
 * restart. If the pool is closed nevertheless, the next request that needs a connection gets a new pool.
 */
final class ConnectionPool implements HttpClientConnectionManager {

    private final Supplier<HttpClientConnectionManager> pools;
    private HttpClientConnectionManager open;

    /** @param pools creates a pool of HttpClient's */
    ConnectionPool(Supplier<HttpClientConnectionManager> pools) {
        this.pools = pools;
    }

    private synchronized HttpClientConnectionManager open() {
        if (open == null) {
            open = pools.get();
        }
        return open;
    }

    private synchronized void forget(HttpClientConnectionManager closed) {
        open = open == closed ? null : open;
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, Object state) {
        HttpClientConnectionManager pool = open();
        try {
            return pool.lease(id, route, timeout, state);
        } catch (IllegalStateException e) {
            // The pool was closed meanwhile, or without a call to this class.
            forget(pool);
            return open().lease(id, route, timeout, state);
        }
    }

    @Override
    public void release(ConnectionEndpoint endpoint, Object state, TimeValue keepAlive) {
        open().release(endpoint, state, keepAlive);
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context) throws IOException {
        open().connect(endpoint, timeout, context);
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        open().upgrade(endpoint, context);
    }

    @Override
    public void close() throws IOException {
        close(CloseMode.GRACEFUL);
    }

    /** HttpClient closes immediately only after an Error. Camel closes gracefully when its endpoint stops. */
    @Override
    public synchronized void close(CloseMode mode) {
        if (mode != CloseMode.IMMEDIATE && open != null) {
            open.close(mode);
            open = null;
        }
    }
}
