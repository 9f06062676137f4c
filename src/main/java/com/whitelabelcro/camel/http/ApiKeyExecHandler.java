package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.config.KeySource;
import com.whitelabelcro.camel.model.HttpAnswer;
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
 * The last of our code before the socket: puts the API key in, only for the connection's own host, and takes the answer
 * out, no longer and no larger than is good. So no Exchange ever holds a key, and Camel never sees an answer's body
 * that could fill its memory or its disk.
 */
public final class ApiKeyExecHandler implements ExecChainHandler {

    /** No answer of this API comes near; a page of HTML or an endless stream ends here. */
    static final int MOST_BYTES = 1 << 20;

    private static final String KEY_HEADER = "X-Api-Key";

    private final KeySource keys;
    private final RequestDeadlines overdue;
    private final LongSupplier clock;

    /** @param overdue ends an exchange that takes too long, from the first byte sent to the last one read */
    ApiKeyExecHandler(KeySource keys, RequestDeadlines overdue, LongSupplier clock) {
        this.keys = keys;
        this.overdue = overdue;
        this.clock = clock;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(request.getEntity() instanceof TaggedEntity entity)) {
            throw new HttpException("Only the pack's own requests may use its client");
        }
        HttpAnswer wire = entity.wire();
        check(scope.route.getTargetHost(), wire.connection().baseUrl());
        request.setHeader(KEY_HEADER, key(wire));
        RequestDeadlines.Call call = overdue.begin(() -> abort(wire, scope));
        try {
            wire.send();
            ClassicHttpResponse response = chain.proceed(request, scope);
            take(response, wire, scope);
            return response;
        } catch (CheckedConnection.UnreadBytes e) {
            wire.takeBack();
            throw e;
        } catch (MessageConstraintException e) {
            wire.exceed(HeadParser.LIMITS_IN_WORDS);
            throw e;
        } finally {
            overdue.end(call);
            request.removeHeaders(KEY_HEADER);
        }
    }

    /**
     * The source may have changed the key at this very moment: then the permit is another key's, and the account may be
     * another company's.
     */
    private String key(HttpAnswer wire) throws IOException {
        String key = keys.key(wire.connection().name());
        if (!wire.mayGoWith(key)) {
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

    private static void abort(HttpAnswer wire, ExecChain.Scope scope) {
        wire.timeOut();
        if (scope.execRuntime instanceof Cancellable call) {
            call.cancel();
        }
    }

    private void take(ClassicHttpResponse response, HttpAnswer wire, ExecChain.Scope scope) throws IOException {
        wire.head(response.getCode(), clock.getAsLong());
        for (Header header : response.getHeaders()) {
            wire.header(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            wire.answer(new byte[0], clock.getAsLong());
            return;
        }
        if (entity.getContentLength() < 0 && !entity.isChunked()) {
            wire.untilClose();
        }
        InputStream in = entity.getContent();
        boolean zipped = "gzip".equalsIgnoreCase(entity.getContentEncoding());
        byte[] bytes = (zipped ? new GZIPInputStream(in) : in).readNBytes(MOST_BYTES + 1);
        boolean more = bytes.length > MOST_BYTES;
        wire.answer(more ? Arrays.copyOf(bytes, MOST_BYTES) : bytes, clock.getAsLong());
        if (more) {
            wire.exceed("a body of more than 1 MiB");
            // Never read to its end, so that the connection cannot be used again.
            scope.execRuntime.discardEndpoint();
        } else {
            in.close();
            scope.execRuntime.releaseEndpoint();
        }
        response.setEntity(null);
    }
}
