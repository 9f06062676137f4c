package com.whitelabelcro.camel.app;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of connections, the number of unanswered requests on each of them, and the time that a sender may take: for
 * the head of a request, which includes the time between two requests, and for its body. Otherwise a sender of one byte now and
 * then would occupy a connection forever. The time that a request waits for its answer is not limited here.
 * Thread-safe.
 */
final class ConnectionWatch implements Handler<RoutingContext> {

    private static final long LINGER = 1_000;

    private final Duration time;
    private final int most;
    private final Map<HttpConnection, Long> waiting = new ConcurrentHashMap<>();

    /**
     * @param time how long a connection may take to send the next head, from its start or from the last answer, and a
     *     request to send its body
     * @param most the maximum number of connections; further ones are closed
     */
    ConnectionWatch(Duration time, int most) {
        this.time = time;
        this.most = most;
    }

    /** A connection was opened. */
    void opened(Vertx vertx, HttpConnection connection) {
        if (waiting.size() >= most) {
            connection.close();
            return;
        }
        PipeliningLimit.limit(connection);
        await(vertx, connection);
        connection.closeHandler(closed -> cancel(vertx, waiting.remove(connection)));
    }

    private void await(Vertx vertx, HttpConnection connection) {
        waiting.put(connection, vertx.setTimer(time.toMillis(), timer -> connection.close()));
    }

    private static void cancel(Vertx vertx, Long timer) {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** The head of a request was received. */
    @Override
    public void handle(RoutingContext call) {
        HttpConnection connection = call.request().connection();
        cancel(call.vertx(), waiting.get(connection));
        long timer = call.vertx().setTimer(time.toMillis(), late -> {
            if (!call.request().isEnded() && !call.response().ended()) {
                call.response().putHeader("Connection", "close");
                HttpProblemHandler.answer(call, 408, "Timeout", "The body took too long");
                connection.close();
            }
        });
        call.addEndHandler(end -> {
            call.vertx().cancelTimer(timer);
            // A request that was refused while its body arrived may stay open only as long as the answer needs.
            long left = call.request().isEnded() ? time.toMillis() : Math.min(time.toMillis(), LINGER);
            waiting.computeIfPresent(connection, (open, old) -> call.vertx().setTimer(left, late -> connection.close()));
        });
        call.next();
    }

    /**
     * Closes a connection on which too many requests were sent before their answers. Vert.x keeps such requests in a list
     * without a limit and walks through it for each further one, so that a single sender could block all others.
     */
    static final class PipeliningLimit extends ChannelDuplexHandler {

        private static final int MOST = 100;

        private int unanswered;

        private PipeliningLimit() {}

        /** Limits the requests of this connection. */
        static void limit(HttpConnection connection) {
            ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
            vertx.pipeline().addBefore(vertx.name(), "wlcro-pipelining", new PipeliningLimit());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpRequest && ++unanswered > MOST) {
                context.close();
            }
            if (unanswered > MOST) {
                // Requests that arrived together are passed on even after the connection was closed.
                ReferenceCountUtil.release(message);
            } else {
                super.channelRead(context, message);
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            boolean interim = message instanceof HttpResponse answer && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (message instanceof LastHttpContent && !interim) {
                unanswered--;
            }
            super.write(context, message, promise);
        }
    }

    /**
     * Vert.x whose HTTP servers tell a {@link ConnectionWatch} of each connection. Camel creates the server itself and has no
     * option for that. HTTP/2 without TLS is off: one connection could carry many requests at once, and no sender needs it.
     */
    static final class WatchedVertx extends VertxWrapper {

        private final ConnectionWatch watch;

        WatchedVertx(Vertx vertx, ConnectionWatch watch) {
            super((VertxInternal) vertx);
            this.watch = watch;
        }

        /** The handler that the router of each of its servers begins with. */
        ConnectionWatch watch() {
            return watch;
        }

        @Override
        public HttpServer createHttpServer(HttpServerOptions options) {
            return super.createHttpServer(options.setHttp2ClearTextEnabled(false))
                    .connectionHandler(connection -> watch.opened(this, connection));
        }
    }
}
