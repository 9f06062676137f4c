package com.whitelabelcro.camel.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpServerConnection;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.support.BasicHttpServerExpectationDecorator;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side: one thread per connection, kept alive, on loopback only. */
final class SandboxServer implements HttpServerRequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final String CONNECTION = "sandbox.connection";

    private final Supplier<SandboxState> world;
    private final ControlApi control;
    private final Latency pauses = new Latency();
    private final HttpServer server;

    SandboxServer(int port, Supplier<SandboxState> world, ControlApi control) throws IOException {
        this.world = world;
        this.control = control;
        // Content-Length is set again, so that a scripted one cannot contradict the body.
        HttpProcessor processor = HttpProcessorBuilder.create()
                .addAll(new ResponseContent(true), new ResponseConnControl()).build();
        Http1Config http1 = Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();
        SocketConfig sockets = SocketConfig.custom().setSoReuseAddress(true).setTcpNoDelay(true)
                .setBacklogSize(1024).build();
        this.server = new HttpServer(port, new Service(processor, new BasicHttpServerExpectationDecorator(this), http1),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sockets, null,
                new DefaultBHttpServerConnectionFactory("http", http1, CharCodingConfig.DEFAULT),
                null, null, ExceptionListener.NO_OP);
    }

    /** Hands the connection to the handler, which httpcore keeps to itself. */
    private static final class Service extends HttpService {

        Service(HttpProcessor processor, HttpServerRequestHandler handler, Http1Config http1) {
            super(processor, handler, http1, null, null);
        }

        @Override
        public void handleRequest(HttpServerConnection connection, HttpContext context)
                throws IOException, HttpException {
            context.setAttribute(CONNECTION, connection);
            super.handleRequest(connection, context);
        }
    }

    @Override
    public void handle(ClassicHttpRequest request, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        SandboxState now = world.get();
        HttpServerConnection connection = (HttpServerConnection) context.getAttribute(CONNECTION);
        ResponseWriter wire = new ResponseWriter(connection, trigger, now.time().httpDate());
        String path = request.getPath();
        try {
            if (!LoopbackFilter.admits(connection.getRemoteAddress(), request)) {
                wire.send(controlled(SandboxAnswer.json(403, Map.of("error", "forbidden",
                        "message", "The sandbox serves this machine only, under a loopback name"))));
            } else if (path.equals(ControlApi.BASE) || path.startsWith(ControlApi.BASE + "/")
                    || path.startsWith(ControlApi.BASE + "?")) {
                wire.send(controlled(control.answer(request.getMethod(), path, bodyOf(request))));
            } else {
                new ApiCall(now, request, path).run(wire, pauses);
            }
        } catch (RuntimeException e) {
            LOG.error("The sandbox has a bug: {} {} failed", request.getMethod(), path, e);
            wire.reset();
        }
    }

    private static SandboxAnswer controlled(SandboxAnswer answer) {
        answer.headers().put("X-Request-Id", "sandbox-control");
        return answer;
    }

    private static String bodyOf(ClassicHttpRequest request) throws IOException {
        return request.getEntity() == null ? "" : new String(
                request.getEntity().getContent().readNBytes(Write.LARGEST_BODY), StandardCharsets.UTF_8);
    }

    void start() throws IOException {
        server.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void stop() {
        pauses.endAll();
        server.close(CloseMode.IMMEDIATE);
    }

    /** Delays slow answers on their worker threads, and releases all of them when the sandbox closes. */
    static final class Latency {

        private final CountDownLatch closing = new CountDownLatch(1);

        /** Waits for this number of nanoseconds. */
        void hold(long nanos) {
            if (nanos <= 0) {
                return;
            }
            try {
                closing.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void endAll() {
            closing.countDown();
        }
    }
}
