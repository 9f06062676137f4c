package com.whitelabelcro.camel.http;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * Creates the connections to the API. The first {@value #FOR_ONE_REQUEST} connections of each second carry one request
 * each, so that leftover bytes cannot be taken for an answer: the answer to a create does not identify its request. At the API's
 * limit of 100 requests per minute, reuse would bring no benefit. After a server has sent bytes
 * without a request, no connection is reused.
 */
final class ConnectionFactory implements HttpConnectionFactory<ManagedHttpClientConnection> {

    static final int FOR_ONE_REQUEST = 100;

    private final int forOneRequest;
    private final LongSupplier clock;
    private long second = -1;
    private int made;
    private volatile boolean distrusts;

    /**
     * @param forOneRequest how many of the connections created within a second carry one request only
     * @param clock monotonic clock, in nanoseconds
     */
    ConnectionFactory(int forOneRequest, LongSupplier clock) {
        this.forOneRequest = forOneRequest;
        this.clock = clock;
    }

    @Override
    public CheckedConnection createConnection(Socket socket) throws IOException {
        try {
            CheckedConnection connection = new CheckedConnection(new HeadParser(), isForOneRequest(), this::distrust, clock);
            if (socket != null) {
                connection.bind(socket);
            }
            return connection;
        } catch (Error e) {
            // The pool frees the slot only if an exception is thrown, not an Error.
            throw new IOException("No connection could be made: " + e.getClass().getName(), e);
        }
    }

    private synchronized boolean isForOneRequest() {
        long now = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong());
        made = now == second ? made + 1 : 1;
        second = now;
        return made <= forOneRequest || distrusts;
    }

    private void distrust() {
        distrusts = true;
    }
}
