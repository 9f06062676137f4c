package com.whitelabelcro.camel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that carries another request only if nothing is left on it from an earlier one. A load balancer writes a
 * 408 on an idle connection, and a broken server writes a second answer behind the first. HttpClient would take either
 * for the answer to the next request: its own check reads a byte and reports a connection with data as "not stale".
 *
 * <p>Unlike HttpClient's own connection it writes no wire log, which would show the API key.
 */
final class CheckedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    /**
     * How long a connection may be idle before it is discarded, in nanoseconds. Load balancers wait longer before they
     * write to it.
     */
    private static final long MOST_IDLE = TimeUnit.SECONDS.toNanos(1);

    /**
     * After this idle time, in nanoseconds, the connection is checked for a close by the server. The check is a read
     * that waits up to a millisecond, so it is not done between two immediate calls.
     */
    private static final long LOOK_FOR_END_AFTER = TimeUnit.MILLISECONDS.toNanos(20);

    private final HeadParser parser;
    private final boolean forOneRequest;
    private final Runnable onUnreadBytes;
    private final LongSupplier clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Timeout socketTimeout;
    private boolean used;
    private boolean keepAlive;
    private long idleSince;

    /** The connection has bytes that cannot be the answer, because the request has not been sent yet. */
    static final class UnreadBytes extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadBytes() {
            super("The connection holds bytes that nobody asked for");
        }
    }

    /**
     * @param forOneRequest whether the connection is closed after its first answer
     * @param onUnreadBytes called if bytes arrived without a request
     * @param clock monotonic clock, in nanoseconds
     */
    CheckedConnection(HeadParser parser, boolean forOneRequest, Runnable onUnreadBytes, LongSupplier clock) {
        super(HeadParser.LIMITS, null, null, null, null, null, null, config -> parser);
        this.parser = parser;
        this.forOneRequest = forOneRequest;
        this.onUnreadBytes = onUnreadBytes;
        this.clock = clock;
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = super.receiveResponseHeader();
        keepAlive = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, HttpCoreContext.create());
        return response;
    }

    /** Whether the connection may be kept for another request; called after an answer has been read to its end. */
    @Override
    public boolean isConsistent() {
        try {
            return super.isConsistent() && !hasUnreadBytes() && keepAlive && !forOneRequest;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the connection must not be used again; called before each further request. */
    @Override
    public boolean isStale() throws IOException {
        long idle = clock.getAsLong() - idleSince;
        return idle > MOST_IDLE || hasUnreadBytes() || idle > LOOK_FOR_END_AFTER && (super.isStale() || hasUnreadBytes());
    }

    /** Checks once more immediately before sending. What arrives from here on can be the answer. */
    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (used && hasUnreadBytes()) {
            throw new UnreadBytes();
        }
        used = true;
        if (forOneRequest) {
            request.setHeader(HttpHeaders.CONNECTION, "close");
        }
        super.sendRequestHeader(request);
    }

    /** Includes bytes that TLS has not decrypted yet. They may be an answer or merely the end of the connection. */
    boolean hasUnreadBytes() throws IOException {
        SocketHolder socket = ensureOpen();
        if (parser.hasBufferedData() || socket.getInputStream().available() > 0) {
            onUnreadBytes.run();
            return true;
        }
        return socket.getSSLSocket() != null && socket.getBaseSocket().getInputStream().available() > 0;
    }

    @Override
    public void passivate() {
        idleSince = clock.getAsLong();
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    @Override
    public Socket getSocket() {
        SocketHolder socket = getSocketHolder();
        return socket == null ? null : socket.getSocket();
    }

    /** A connection that was closed while it was being connected stays closed. */
    @Override
    protected void bind(SocketHolder socket) throws IOException {
        if (closed.get()) {
            socket.getSocket().close();
            throw new InterruptedIOException("The connection has been closed");
        }
        super.bind(socket);
        socketTimeout = Timeout.ofMilliseconds(socket.getSocket().getSoTimeout());
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket secure, Socket socket) throws IOException {
        bind(new SocketHolder(secure, socket));
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            super.close();
        }
    }

    @Override
    public void close(CloseMode mode) {
        if (closed.compareAndSet(false, true)) {
            super.close(mode);
        }
    }
}
