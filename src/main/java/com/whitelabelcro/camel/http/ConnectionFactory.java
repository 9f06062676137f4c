package com.whitelabelcro.camel.http;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * Makes the connections to the API. The first {@value #FOR_ONE_REQUEST} of each second carry one request each, so that
 * nothing which came before can be taken for an answer: whose answer it is, the answer to a create does not say. The
 * API's limit is 100 requests a minute; only who is much faster has a use for connections that are used again. Once a
 * server has sent anything that nobody asked for, none is.
 */
final class ConnectionFactory implements HttpConnectionFactory<ManagedHttpClientConnection> {

    static final int FOR_ONE_REQUEST = 100;

    private final int forOneRequest;
    private final LongSupplier clock;
    private long second = -1;
    private int made;
    private volatile boolean distrusts;

    /**
     * @param forOneRequest how many of the connections that are made within a second carry one request only
     * @param clock nanoseconds, monotonic
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
            // The pool gives a place back after an exception only.
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
