package com.whitelabelcro.camel.app;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection on which too many requests were sent before their answers. Vert.x keeps such requests in a list
 * without a limit and walks through it for each further one, so that a single sender could block all others.
 */
final class PipeliningLimit extends ChannelDuplexHandler {

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
