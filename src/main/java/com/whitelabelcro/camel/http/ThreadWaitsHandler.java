package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.model.ThreadWaits;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Tells that the calling thread waits until the answer has come: HttpClient blocks it. */
record ThreadWaitsHandler(ThreadWaits waits) implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        waits.begin();
        try {
            return chain.proceed(request, scope);
        } finally {
            waits.end();
        }
    }
}
