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
 * A connection that carries a second request only if nothing is left on it of what came before. A balancer writes a 408
 * on a connection that is idle, a broken server a second answer behind the first, and HttpClient would take either for
 * the answer to the next request: its own check reads a byte and calls a connection with data "not stale".
 *
 * <p>It writes no wire log, unlike HttpClient's own: that would show the API key.
 */
final class CheckedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    /** Within it, a read is proof enough that the server is still there; a balancer waits for longer. */
    private static final long MOST_IDLE = TimeUnit.SECONDS.toNanos(1);

    /** Whether the server has closed it is found out by a read that waits for a millisecond: not between two calls. */
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

    /** There are bytes on the connection that cannot be the answer to a request which has not been sent yet. */
    static final class UnreadBytes extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadBytes() {
            super("The connection holds bytes that nobody asked for");
        }
    }

    /**
     * @param forOneRequest whether it is closed after its first answer
     * @param onUnreadBytes told if anything came that nobody asked for
     * @param clock nanoseconds, monotonic
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

    /** Whether it may be kept for another request; asked when an answer has been read to its end. */
    @Override
    public boolean isConsistent() {
        try {
            return super.isConsistent() && !hasUnreadBytes() && keepAlive && !forOneRequest;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it must not be used again; asked before each further request. */
    @Override
    public boolean isStale() throws IOException {
        long idle = clock.getAsLong() - idleSince;
        return idle > MOST_IDLE || hasUnreadBytes() || idle > LOOK_FOR_END_AFTER && (super.isStale() || hasUnreadBytes());
    }

    /** Looks once more, since a moment has passed. From here on, what arrives can be the answer. */
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

    /** Also what TLS has not decrypted yet: that may be an answer, or no more than the end of the connection. */
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

    /** One that was closed while it was being connected stays closed. */
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
