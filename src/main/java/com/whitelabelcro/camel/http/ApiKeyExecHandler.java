package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.config.KeySource;
import com.whitelabelcro.camel.config.RemovedConnectionException;
import com.whitelabelcro.camel.model.KeyChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * The last handler before the socket. It adds the API key, only for the connection's own host, and reads the answer
 * within limits of time and size. No exchange therefore ever holds a key, and Camel never reads a body that could fill
 * its memory or its disk.
 */
final class ApiKeyExecHandler implements ExecChainHandler {

    /**
     * The maximum size of an answer's body, in bytes. No valid answer comes near it; an HTML page or an endless stream
     * ends here.
     */
    static final int MOST_BYTES = 1 << 20;

    private static final String KEY_HEADER = "X-Api-Key";

    private final KeySource keys;
    private final RequestDeadlines deadlines;
    private final LongSupplier clock;

    /**
     * @param keys the current API keys
     * @param deadlines aborts a call that takes too long, from the first byte sent to the last byte read
     * @param clock monotonic clock, in nanoseconds
     */
    ApiKeyExecHandler(KeySource keys, RequestDeadlines deadlines, LongSupplier clock) {
        this.keys = keys;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(request.getEntity() instanceof TaggedEntity entity)) {
            throw new HttpException("Only the pack's own requests may use its client");
        }
        HttpCall call = entity.call();
        check(scope.route.getTargetHost(), call.connection().baseUrl());
        request.setHeader(KEY_HEADER, key(call));
        RequestDeadlines.Call timed = deadlines.begin(() -> abort(call, scope));
        try {
            call.send();
            ClassicHttpResponse response = chain.proceed(request, scope);
            take(response, call, scope);
            return response;
        } catch (CheckedConnection.UnreadBytes e) {
            call.unsend();
            throw e;
        } catch (MessageConstraintException e) {
            call.exceed(HeadParser.LIMITS_IN_WORDS);
            throw e;
        } finally {
            deadlines.end(timed);
            request.removeHeaders(KEY_HEADER);
        }
    }

    /**
     * The key may have changed since the permit was granted, or the connection was removed. The permit then belongs to another
     * key, and the account may be another company's.
     */
    private String key(HttpCall call) throws IOException {
        String key;
        try {
            key = keys.key(call.connection().name());
        } catch (RemovedConnectionException e) {
            throw new KeyChangedException();
        }
        if (!call.mayCarry(key)) {
            throw new KeyChangedException();
        }
        return key;
    }

    private static void check(HttpHost target, URI base) throws HttpException {
        int port = base.getPort() < 0 ? (base.getScheme().equals("https") ? 443 : 80) : base.getPort();
        int targetPort = target.getPort() < 0 ? (target.getSchemeName().equals("https") ? 443 : 80) : target.getPort();
        if (!target.getSchemeName().equals(base.getScheme())
                || !target.getHostName().equalsIgnoreCase(base.getHost())
                || targetPort != port) {
            throw new HttpException("The request would have gone to another host than the connection's");
        }
    }

    private static void abort(HttpCall call, ExecChain.Scope scope) {
        call.timeOut();
        if (scope.execRuntime instanceof Cancellable running) {
            running.cancel();
        }
    }

    private void take(ClassicHttpResponse response, HttpCall call, ExecChain.Scope scope) throws IOException {
        call.head(response.getCode(), clock.getAsLong());
        for (Header header : response.getHeaders()) {
            call.header(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            call.body(new byte[0], clock.getAsLong());
            return;
        }
        if (entity.getContentLength() < 0 && !entity.isChunked()) {
            call.endedByClose();
        }
        InputStream in = entity.getContent();
        boolean zipped = "gzip".equalsIgnoreCase(entity.getContentEncoding());
        byte[] bytes = (zipped ? new GZIPInputStream(in) : in).readNBytes(MOST_BYTES + 1);
        boolean more = bytes.length > MOST_BYTES;
        call.body(more ? Arrays.copyOf(bytes, MOST_BYTES) : bytes, clock.getAsLong());
        if (more) {
            call.exceed("a body of more than 1 MiB");
            // The body was not read to its end, so that the connection cannot be used again.
            scope.execRuntime.discardEndpoint();
        } else {
            in.close();
            scope.execRuntime.releaseEndpoint();
        }
        response.setEntity(null);
    }
}
