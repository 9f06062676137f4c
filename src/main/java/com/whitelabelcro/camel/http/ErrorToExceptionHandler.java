package com.whitelabelcro.camel.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Converts an {@link Error}, such as a lack of memory, to an exception and returns the connection to the pool. Camel
 * does not handle {@code Error}s, so that the caller would wait for ever.
 */
final class ErrorToExceptionHandler implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (Error e) {
            scope.execRuntime.discardEndpoint();
            throw new IOException("Internal error, or out of memory: " + e.getClass().getName(), e);
        }
    }
}
